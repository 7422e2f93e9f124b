package org.nasturtium.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.trial.StudyLog;
import org.nasturtium.core.trial.StudySpec;
import org.nasturtium.core.trial.TrialStore;

/** A trial store in a relational database; several processes may use one at once. */
final class SqlTrialStore implements TrialStore {
  private final Database database;
  private final StudyTable studies;
  private final TrialWriter writer;
  private final AtomicBoolean closed = new AtomicBoolean();

  SqlTrialStore(Database database) {
    this.database = database;
    this.studies = new StudyTable(database);
    this.writer = new TrialWriter(database);
  }

  @Override
  public StudyLog open(StudySpec spec) {
    StudyTable.Study study = studies.open(spec);
    if (!study.spec().equals(spec)) {
      throw new InvalidInputException(
          "study '%s' in %s has another specification, stored against asked for: %s"
              .formatted(spec.name(), database.address(), study.spec().differences(spec)));
    }
    return log(study);
  }

  @Override
  public Optional<StudyLog> find(String name) {
    return studies.find(name).map(this::log);
  }

  private StudyLog log(StudyTable.Study study) {
    return new SqlStudyLog(study, new TrialTable(database), writer);
  }

  @Override
  public List<StudySpec> studies() {
    return studies.all().stream().map(StudyTable.Study::spec).toList();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      database.stopWaiting();
      try {
        writer.close();
      } finally {
        database.close();
      }
    }
  }
}
