package org.nasturtium.store;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.StudyLog;
import org.nasturtium.core.trial.StudySpec;
import org.nasturtium.core.trial.Trial;

/** The trials of one study in a relational database. */
record SqlStudyLog(StudyTable.Study study, TrialTable table, TrialWriter writer)
    implements StudyLog {
  @Override
  public StudySpec spec() {
    return study.spec();
  }

  @Override
  public List<Trial> trials(int from) {
    return table.finished(study.id(), from);
  }

  @Override
  public boolean claim(int number, Proposal proposal, String worker, Duration patience) {
    return table.claim(study.id(), number, proposal, worker, patience);
  }

  @Override
  public boolean beat(int number, String worker) {
    return table.beat(study.id(), number, worker);
  }

  @Override
  public void release(int number, String worker) {
    table.release(study.id(), number, worker);
  }

  @Override
  public CompletableFuture<Void> finish(Trial trial) {
    return writer.append(study.id(), trial);
  }
}
