package org.nasturtium.core.statistics;

import java.util.Arrays;
import org.hipparchus.stat.ranking.NaturalRanking;

/** Ranks are the positions of numbers in ascending order, from 1. */
public final class Ranks {
  private Ranks() {}

  /**
   * Returns the rank of each number; equal numbers share the average of their ranks.
   *
   * @param values the numbers, finite, at least one
   * @throws IllegalArgumentException if there is none or one is not finite
   */
  public static double[] of(double[] values) {
    Samples.check(values, 1);
    return new NaturalRanking().rank(positiveZeros(values));
  }

  /**
   * Returns the rank of each number when the largest has rank 1.
   *
   * @param values the numbers, finite, at least one
   * @throws IllegalArgumentException if there is none or one is not finite
   */
  public static double[] descending(double[] values) {
    return of(Arrays.stream(values).map(value -> -value).toArray());
  }

  /** The library orders -0.0 below 0.0; here they are equal. */
  static double[] positiveZeros(double[] values) {
    return Arrays.stream(values).map(value -> value + 0.0).toArray();
  }

  /** Returns the sum of t^3 - t over groups of t equal ranks. */
  static double tieTerm(double[] ranks) {
    double[] sorted = ranks.clone();
    Arrays.sort(sorted);
    double sum = 0;
    int start = 0;
    for (int i = 1; i <= sorted.length; i++) {
      if (i == sorted.length || sorted[i] != sorted[start]) {
        double tied = i - start;
        sum += tied * tied * tied - tied;
        start = i;
      }
    }
    return sum;
  }
}
