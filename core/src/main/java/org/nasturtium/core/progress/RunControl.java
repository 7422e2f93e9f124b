package org.nasturtium.core.progress;

/**
 * A run control is a long run's line to the outside: it reports steps and epochs, and asks whether
 * to stop.
 *
 * <p>Implementations are called from the thread of the run, between steps.
 */
public interface RunControl {
  /**
   * Tells that steps were done.
   *
   * @param stage what is being done, such as {@code search}
   * @param done the steps done so far, those of earlier sessions included
   * @param total the steps of the whole stage
   */
  void steps(String stage, long done, long total);

  /**
   * Tells that an epoch ended.
   *
   * @param stage what is being done
   * @param line one line for a person: the epoch and its numbers
   */
  void epoch(String stage, String line);

  /** Returns whether the run should save its state and stop. */
  boolean stopRequested();

  /** Returns a control that listens to nothing and never stops. */
  static RunControl none() {
    return new RunControl() {
      @Override
      public void steps(String stage, long done, long total) {}

      @Override
      public void epoch(String stage, String line) {}

      @Override
      public boolean stopRequested() {
        return false;
      }
    };
  }
}
