package org.nasturtium.core.statistics;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * Wilcoxon's signed-rank test says how likely differences as one-sided as those of two paired
 * series are if neither tends to be larger (Wilcoxon, Biometrics Bulletin 1, 1945).
 *
 * <p>Equal pairs are left out, tied differences share the average of their ranks. Up to 50 pairs
 * without ties the probability is exact; otherwise it is that of the normal approximation with the
 * variance corrected for ties and without continuity correction. The library's own test neither
 * corrects for ties nor is it exact beyond 30 pairs.
 *
 * @param plus the sum of the ranks of the pairs whose first value is larger
 * @param minus the sum of the ranks of the pairs whose second value is larger
 * @param pairs the pairs that differ
 * @param pValue the probability, 0 to 1
 * @param exact whether it is exact
 */
public record WilcoxonSignedRank(
    double plus, double minus, int pairs, double pValue, boolean exact) {
  private static final int MOST_EXACT = 50;

  /** What is held against the hypothesis that neither series tends to be larger. */
  public enum Alternative {
    /** One of them does. */
    DIFFERENT,
    /** The first does. */
    GREATER,
    /** The second does. */
    LESS
  }

  /**
   * Tests two paired series.
   *
   * @param first one series, finite, at least one value
   * @param second the other, as long and in the same order
   * @param alternative what is held against the hypothesis
   * @throws IllegalArgumentException if the lengths differ, or a value is not finite
   */
  public static WilcoxonSignedRank test(double[] first, double[] second, Alternative alternative) {
    Samples.checkPaired(first, second, 1);
    double[] differences = differences(first, second);
    int pairs = differences.length;
    if (pairs == 0) {
      return new WilcoxonSignedRank(0, 0, 0, 1, true);
    }
    double[] ranks = Ranks.of(Arrays.stream(differences).map(Math::abs).toArray());
    double plus = 0;
    for (int i = 0; i < pairs; i++) {
      plus += differences[i] > 0 ? ranks[i] : 0;
    }
    double minus = pairs * (pairs + 1.0) / 2 - plus;
    double ties = Ranks.tieTerm(ranks);
    boolean exact = pairs <= MOST_EXACT && ties == 0;
    double greater = exact ? exactTail(plus, pairs) : normalTail(plus - minus, pairs, ties);
    double less = exact ? exactTail(minus, pairs) : normalTail(minus - plus, pairs, ties);
    double pValue =
        switch (alternative) {
          case GREATER -> greater;
          case LESS -> less;
          case DIFFERENT -> Math.min(1, 2 * Math.min(greater, less));
        };
    return new WilcoxonSignedRank(plus, minus, pairs, pValue, exact);
  }

  private static double[] differences(double[] first, double[] second) {
    double[] all = new double[first.length];
    int count = 0;
    for (int i = 0; i < first.length; i++) {
      if (first[i] != second[i]) {
        all[count++] = first[i] - second[i];
      }
    }
    return Arrays.copyOf(all, count);
  }

  /** The probability of a rank sum at least as large, by counting the subsets of 1..pairs. */
  private static double exactTail(double rankSum, int pairs) {
    int most = pairs * (pairs + 1) / 2;
    double[] subsets = new double[most + 1];
    subsets[0] = 1;
    for (int rank = 1; rank <= pairs; rank++) {
      for (int sum = most; sum >= rank; sum--) {
        subsets[sum] += subsets[sum - rank];
      }
    }
    double tail = 0;
    for (int sum = most; sum >= rankSum; sum--) {
      tail += subsets[sum];
    }
    return Math.scalb(tail, -pairs);
  }

  /** The probability of a difference of rank sums at least as large. */
  private static double normalTail(double difference, int pairs, double ties) {
    double n = pairs;
    double variance = (n * (n + 1) * (2 * n + 1) - ties / 2) / 6;
    return new NormalDistribution().cumulativeProbability(-difference / Math.sqrt(variance));
  }
}
