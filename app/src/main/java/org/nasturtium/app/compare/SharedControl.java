package org.nasturtium.app.compare;

import java.util.function.BooleanSupplier;
import org.nasturtium.core.progress.RunControl;

/**
 * The line to the outside that several runs at once share: it tells of runs, not of their steps.
 */
final class SharedControl {
  private final RunControl outside;
  private final int total;
  private int done;

  SharedControl(RunControl outside, int total, int done) {
    this.outside = outside;
    this.total = total;
    this.done = done;
  }

  boolean stopRequested() {
    return outside.stopRequested();
  }

  synchronized void began(String run, String remark) {
    outside.epoch(run, remark.isEmpty() ? "begins" : "begins; " + remark);
  }

  synchronized void ended(String run, String how) {
    done++;
    outside.steps("runs", done, total);
    outside.epoch(run, how);
  }

  private synchronized void epoch(String stage, String line) {
    outside.epoch(stage, line);
  }

  /** Returns the control of one run. */
  RunControl of(String run, BooleanSupplier stop) {
    return new RunControl() {
      @Override
      public void steps(String stage, long stepsDone, long stepsTotal) {}

      @Override
      public void epoch(String stage, String line) {
        SharedControl.this.epoch(run + "  " + stage, line);
      }

      @Override
      public boolean stopRequested() {
        return stop.getAsBoolean();
      }
    };
  }
}
