package org.nasturtium.core.statistics;

/**
 * Moments are the count, the mean and the <em>population</em> standard deviation (divided by the
 * count) of a series, which is what the tables of NATS-Bench print.
 *
 * @param count the number of values, at least 1
 * @param mean their mean
 * @param deviation their population standard deviation, in the unit of the values
 */
public record Moments(int count, double mean, double deviation) {
  /**
   * Returns the moments of a series, in two passes.
   *
   * @param values the values, finite, at least one
   * @throws IllegalArgumentException if there is none or one is not finite
   */
  public static Moments of(double... values) {
    Samples.check(values, 1);
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return new Moments(values.length, mean, Math.sqrt(squares / values.length));
  }

  /**
   * Returns the <em>sample</em> standard deviation (divided by the count less one); 0 for one
   * value.
   */
  public double sampleDeviation() {
    return count == 1 ? 0 : deviation * Math.sqrt(count / (count - 1.0));
  }

  /** Returns the standard error of the mean, in the unit of the values; 0 for one value. */
  public double standardError() {
    return sampleDeviation() / Math.sqrt(count);
  }
}
