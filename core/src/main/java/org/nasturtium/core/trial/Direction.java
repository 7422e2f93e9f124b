package org.nasturtium.core.trial;

/** A direction says which values of a metric are better. */
public enum Direction {
  /** Larger is better. */
  MAXIMIZE,
  /** Smaller is better. */
  MINIMIZE;

  /**
   * Returns whether one value is strictly better than another.
   *
   * @param value the value
   * @param other what to compare it with
   */
  public boolean better(double value, double other) {
    return this == MAXIMIZE ? value > other : value < other;
  }

  /**
   * Returns a value as a score of which larger is better.
   *
   * @param value the value of the metric
   */
  public double score(double value) {
    return this == MAXIMIZE ? value : -value;
  }
}
