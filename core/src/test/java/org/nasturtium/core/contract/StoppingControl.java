package org.nasturtium.core.contract;

import org.nasturtium.core.progress.RunControl;

/** A run control that wants its run to stop, from some moment on. */
public final class StoppingControl implements RunControl {
  private int left;

  private StoppingControl(int left) {
    this.left = left;
  }

  /** Returns a control that wants to stop from the beginning. */
  public static StoppingControl atOnce() {
    return afterQuestions(0);
  }

  /**
   * Returns a control that lets a run go on a number of times.
   *
   * @param count how often, which in runs that ask before every step is how many steps
   */
  public static StoppingControl afterQuestions(int count) {
    return new StoppingControl(count);
  }

  @Override
  public void steps(String stage, long done, long total) {}

  @Override
  public void epoch(String stage, String line) {}

  @Override
  public boolean stopRequested() {
    return left-- <= 0;
  }
}
