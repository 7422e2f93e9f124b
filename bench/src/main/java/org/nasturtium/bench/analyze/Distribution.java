package org.nasturtium.bench.analyze;

import java.util.Arrays;
import org.nasturtium.core.statistics.Moments;

/**
 * A distribution is how the final test accuracies of all architectures spread on a data set.
 *
 * @param dataset the name of the data set
 * @param moments their count, mean and population deviation, in percent
 * @param median the middle one
 * @param topFivePercent the smallest among the best twentieth
 * @param topOnePercent the smallest among the best hundredth
 * @param best the largest
 */
public record Distribution(
    String dataset,
    Moments moments,
    double median,
    double topFivePercent,
    double topOnePercent,
    double best) {
  static Distribution of(String dataset, double[] accuracies) {
    double[] sorted = accuracies.clone();
    Arrays.sort(sorted);
    int count = sorted.length;
    return new Distribution(
        dataset,
        Moments.of(accuracies),
        (sorted[(count - 1) / 2] + sorted[count / 2]) / 2,
        smallestOfBest(sorted, 20),
        smallestOfBest(sorted, 100),
        sorted[count - 1]);
  }

  private static double smallestOfBest(double[] sorted, int part) {
    return sorted[sorted.length - Math.max(1, sorted.length / part)];
  }
}
