package org.nasturtium.core.statistics;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A bootstrap finds a confidence interval by computing a statistic again and again on data drawn
 * with replacement from the sample (Efron, 1979): the percentile method, which assumes no
 * distribution.
 *
 * @param resamples how often to draw, at least 20
 * @param level the confidence level, in (0, 1)
 */
public record Bootstrap(int resamples, double level) {
  private static final int FEWEST_RESAMPLES = 20;

  /** Checks the ranges. */
  public Bootstrap {
    if (resamples < FEWEST_RESAMPLES) {
      throw new IllegalArgumentException(
          "expected at least %d resamples, found %d".formatted(FEWEST_RESAMPLES, resamples));
    }
    Samples.checkProbability("a confidence level", level);
  }

  /**
   * Returns the interval of the mean of a series.
   *
   * @param values the series, finite, at least one value
   * @param random where the draws come from
   */
  public ConfidenceInterval mean(double[] values, RandomGenerator random) {
    Samples.check(values, 1);
    return interval(values.length, drawn -> Moments.of(picked(values, drawn)).mean(), random);
  }

  /**
   * Returns the interval of a correlation. Draws in which a series is constant are left out.
   *
   * @param correlation which correlation
   * @param x one series, finite, at least two values, not constant
   * @param y the other, as long, not constant
   * @param random where the draws come from
   * @throws IllegalArgumentException if the correlation is not defined for these series
   */
  public ConfidenceInterval correlation(
      Correlation correlation, double[] x, double[] y, RandomGenerator random) {
    if (correlation.of(x, y).isEmpty()) {
      throw new IllegalArgumentException("a constant series has no correlation");
    }
    return interval(
        x.length,
        drawn -> correlation.of(picked(x, drawn), picked(y, drawn)).orElse(Double.NaN),
        random);
  }

  private ConfidenceInterval interval(
      int count, ToDoubleFunction<int[]> statistic, RandomGenerator random) {
    double[] found =
        IntStream.range(0, resamples)
            .mapToDouble(each -> statistic.applyAsDouble(random.ints(count, 0, count).toArray()))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    if (found.length == 0) {
      throw new IllegalArgumentException("the statistic is defined for none of the resamples");
    }
    double tail = (1 - level) / 2;
    return new ConfidenceInterval(quantile(found, tail), quantile(found, 1 - tail), level);
  }

  private static double[] picked(double[] values, int[] drawn) {
    return Arrays.stream(drawn).mapToDouble(i -> values[i]).toArray();
  }

  /** Linear between the order statistics, as R's type 7. */
  private static double quantile(double[] sorted, double part) {
    double at = part * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
