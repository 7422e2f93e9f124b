package org.nasturtium.core.progress;

/**
 * A stopwatch measures wall seconds; the one place that reads the clock for costs, so that results
 * never depend on it.
 */
public final class Stopwatch {
  private final long start = System.nanoTime();
  private final double before;

  private Stopwatch(double before) {
    this.before = before;
  }

  /** Starts a stopwatch at zero. */
  public static Stopwatch start() {
    return new Stopwatch(0);
  }

  /**
   * Starts a stopwatch that goes on from earlier sessions.
   *
   * @param seconds what they took
   */
  public static Stopwatch resume(double seconds) {
    return new Stopwatch(seconds);
  }

  /** Returns the seconds so far. */
  public double seconds() {
    return before + (System.nanoTime() - start) / 1e9;
  }
}
