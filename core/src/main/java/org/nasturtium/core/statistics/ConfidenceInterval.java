package org.nasturtium.core.statistics;

/**
 * A confidence interval is a range that a procedure makes so that it covers the true value in a
 * given part of all repetitions.
 *
 * @param low its lower end
 * @param high its upper end
 * @param level the part of all repetitions, in (0, 1), for example 0.95
 */
public record ConfidenceInterval(double low, double high, double level) {
  /** Checks the order of the ends and the level. */
  public ConfidenceInterval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("an interval from %s to %s".formatted(low, high));
    }
    Samples.checkProbability("a confidence level", level);
  }

  /**
   * Returns whether a value lies in this interval, the ends included.
   *
   * @param value the value
   */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
