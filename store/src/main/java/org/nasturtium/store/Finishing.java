package org.nasturtium.store;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.trial.Measurement;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Provenance;
import org.nasturtium.core.trial.Trial;

/**
 * The statements that finish trials. A trial that was finished before stays as it is, so finishing
 * can be repeated.
 */
final class Finishing {
  private static final String FINISH =
      """
      insert into trial (study_id, number, picks, epochs, schedule, data_fraction, origin,
        state, worker, heartbeat_millis, seed, reason, seconds, version, device, started_millis,
        finished_millis)
      values (:study, :number, :picks, :epochs, :schedule, :data_fraction, :origin,
        :state, :worker, %s, :seed, :reason, :seconds, :version, :device, :started_millis,
        :finished_millis)
      on conflict (study_id, number) do update
      set origin = excluded.origin, state = excluded.state, worker = excluded.worker,
        heartbeat_millis = excluded.heartbeat_millis, seed = excluded.seed,
        reason = excluded.reason, seconds = excluded.seconds, version = excluded.version,
        device = excluded.device, started_millis = excluded.started_millis,
        finished_millis = excluded.finished_millis
      where trial.state = 'claimed'
        and trial.picks = excluded.picks
        and trial.epochs = excluded.epochs
        and trial.schedule = excluded.schedule
        and trial.data_fraction = excluded.data_fraction
      """;
  private static final String MEASURE =
      """
      insert into measurement (study_id, number, metric, value)
      values (:study, :number, :metric, :value)
      """;
  private static final String STILL_CLAIMED =
      """
      select count(*) from trial
      where study_id = :study and number = :number and state = 'claimed'
      """;

  private final String finish;

  /**
   * A trial on its way into the database.
   *
   * @param study the key of its study
   * @param trial the trial
   */
  record Entry(long study, Trial trial) {}

  Finishing(String now) {
    this.finish = FINISH.formatted(now);
  }

  /**
   * Finishes trials.
   *
   * @throws IllegalStateException if one was claimed with another proposal
   */
  void write(Handle handle, List<Entry> entries) {
    int[] changed = finish(handle, entries);
    List<Entry> written =
        IntStream.range(0, changed.length)
            .filter(i -> changed[i] == 1)
            .mapToObj(entries::get)
            .toList();
    measure(handle, written);
    for (int i = 0; i < changed.length; i++) {
      if (changed[i] == 0) {
        expectFinished(handle, entries.get(i));
      }
    }
  }

  private int[] finish(Handle handle, List<Entry> entries) {
    try (PreparedBatch batch = handle.prepareBatch(finish)) {
      for (Entry entry : entries) {
        bind(batch, entry).add();
      }
      return batch.execute();
    }
  }

  private static PreparedBatch bind(PreparedBatch batch, Entry entry) {
    Trial trial = entry.trial();
    Provenance provenance = trial.provenance();
    return TrialTable.bind(batch, trial.proposal())
        .bind("study", entry.study())
        .bind("number", trial.number())
        .bind("state", state(trial.outcome()))
        .bind("reason", reason(trial.outcome()))
        .bind("seconds", trial.outcome().seconds())
        .bind("seed", trial.seed())
        .bind("worker", provenance.worker())
        .bind("version", provenance.version())
        .bind("device", provenance.device())
        .bind("started_millis", provenance.startedMillis())
        .bind("finished_millis", provenance.finishedMillis());
  }

  private static String state(Outcome outcome) {
    if (outcome instanceof Outcome.Completed) {
      return TrialRows.COMPLETED;
    }
    return outcome instanceof Outcome.Failed ? TrialRows.FAILED : TrialRows.PRUNED;
  }

  private static @Nullable String reason(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      return TrialTable.storable(failed.reason());
    }
    return outcome instanceof Outcome.Pruned pruned ? TrialTable.storable(pruned.reason()) : null;
  }

  private static void measure(Handle handle, List<Entry> written) {
    try (PreparedBatch batch = handle.prepareBatch(MEASURE)) {
      for (Entry entry : written) {
        values(entry.trial().outcome())
            .forEach(
                (metric, value) ->
                    batch
                        .bind("study", entry.study())
                        .bind("number", entry.trial().number())
                        .bind("metric", metric)
                        .bind("value", value)
                        .add());
      }
      if (batch.size() > 0) {
        batch.execute();
      }
    }
  }

  private static Map<String, Double> values(Outcome outcome) {
    return outcome.found().map(Measurement::values).orElse(Collections.emptySortedMap());
  }

  private static void expectFinished(Handle handle, Entry entry) {
    int claimed =
        handle
            .createQuery(STILL_CLAIMED)
            .bind("study", entry.study())
            .bind("number", entry.trial().number())
            .mapTo(int.class)
            .one();
    if (claimed != 0) {
      throw new IllegalStateException(
          "trial %d was claimed with another proposal than it is finished with, %s"
              .formatted(entry.trial().number(), entry.trial().proposal()));
    }
  }
}
