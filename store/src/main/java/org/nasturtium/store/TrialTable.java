package org.nasturtium.store;

import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Trial;

/** The table of trials as readers and claiming workers use it. */
final class TrialTable {
  private static final String CLAIM =
      """
      insert into trial (study_id, number, picks, epochs, schedule, data_fraction, origin,
        state, worker, heartbeat_millis)
      values (:study, :number, :picks, :epochs, :schedule, :data_fraction, :origin,
        'claimed', :worker, %s)
      on conflict (study_id, number) do update
      set worker = excluded.worker, heartbeat_millis = excluded.heartbeat_millis
      where trial.state = 'claimed'
        and (trial.worker = excluded.worker
          or excluded.heartbeat_millis - trial.heartbeat_millis > :patience)
        and trial.picks = excluded.picks
        and trial.epochs = excluded.epochs
        and trial.schedule = excluded.schedule
        and trial.data_fraction = excluded.data_fraction
      """;
  private static final String PROPOSAL =
      """
      select picks, epochs, schedule, data_fraction, origin from trial
      where study_id = :study and number = :number
      """;
  private static final String BEAT =
      """
      update trial set heartbeat_millis = %s
      where study_id = :study and number = :number and worker = :worker and state = 'claimed'
      """;
  private static final String RELEASE =
      """
      delete from trial
      where study_id = :study and number = :number and worker = :worker and state = 'claimed'
      """;
  private static final String FINISHED =
      """
      select trial.number, picks, epochs, schedule, data_fraction, origin, state, worker, seed,
        reason, seconds, version, device, started_millis, finished_millis, metric, value
      from trial left join measurement
        on measurement.study_id = trial.study_id and measurement.number = trial.number
      where trial.study_id = :study and trial.number >= :from and state <> 'claimed'
      order by trial.number
      """;

  private final Database database;
  private final String claim;
  private final String beat;

  TrialTable(Database database) {
    this.database = database;
    this.claim = CLAIM.formatted(database.now());
    this.beat = BEAT.formatted(database.now());
  }

  boolean claim(long study, int number, Proposal proposal, String worker, Duration patience) {
    return database.note(
        "claim trial " + number,
        handle -> {
          int changed =
              bind(handle.createUpdate(claim), proposal)
                  .bind("study", study)
                  .bind("number", number)
                  .bind("worker", worker)
                  .bind("patience", patience.toMillis())
                  .execute();
          if (changed == 0) {
            expectSame(handle, study, number, proposal);
          }
          return changed == 1;
        });
  }

  private static void expectSame(Handle handle, long study, int number, Proposal proposal) {
    handle
        .createQuery(PROPOSAL)
        .bind("study", study)
        .bind("number", number)
        .map((row, context) -> TrialRows.proposal(row))
        .findOne()
        .filter(stored -> !sameWork(stored, proposal))
        .ifPresent(
            stored -> {
              throw new IllegalStateException(
                  "trial %d was claimed as %s, now it is proposed as %s: the study was begun by a program that proposes differently"
                      .formatted(number, stored, proposal));
            });
  }

  /** The origin is for people: two versions of a program may word it differently. */
  private static boolean sameWork(Proposal one, Proposal other) {
    return one.architecture().equals(other.architecture())
        && one.fidelity().equals(other.fidelity());
  }

  boolean beat(long study, int number, String worker) {
    return change(beat, "tell the heartbeat of trial ", study, number, worker);
  }

  void release(long study, int number, String worker) {
    change(RELEASE, "release trial ", study, number, worker);
  }

  private boolean change(String sql, String purpose, long study, int number, String worker) {
    return database.note(
        purpose + number,
        handle ->
            handle
                    .createUpdate(sql)
                    .bind("study", study)
                    .bind("number", number)
                    .bind("worker", worker)
                    .execute()
                == 1);
  }

  List<Trial> finished(long study, int from) {
    return database.read(
        "read the trials from " + from,
        handle ->
            handle
                .createQuery(FINISHED)
                .bind("study", study)
                .bind("from", from)
                .scanResultSet((rows, context) -> TrialRows.trials(rows.get())));
  }

  static <S extends SqlStatement<S>> S bind(S statement, Proposal proposal) {
    Fidelity fidelity = proposal.fidelity();
    return statement
        .bind("picks", PicksText.write(proposal.architecture()))
        .bind("epochs", fidelity.epochs())
        .bind("schedule", fidelity.schedule())
        .bind("data_fraction", fidelity.dataFraction())
        .bind("origin", storable(proposal.origin()));
  }

  /** PostgreSQL keeps no zero characters; in a text for people nobody misses them. */
  static String storable(String text) {
    return text.replace('\0', ' ');
  }
}
