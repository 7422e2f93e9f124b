package org.nasturtium.benchmarks;

import java.util.Arrays;

/**
 * The spread of repeated measurements.
 *
 * @param minimum the smallest
 * @param lower the first quartile
 * @param median the median
 * @param upper the third quartile
 */
record Spread(double minimum, double lower, double median, double upper) {
  static Spread of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return new Spread(sorted[0], sorted[n / 4], sorted[n / 2], sorted[3 * n / 4]);
  }
}
