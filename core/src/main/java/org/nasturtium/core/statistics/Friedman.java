package org.nasturtium.core.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.special.Gamma;

/**
 * Friedman's test ranks several methods on each of several problems and says how likely average
 * ranks as different as these are if all methods are alike (Friedman, 1937; for machine learning
 * Demsar, JMLR 7, 2006).
 *
 * @param problems the number of problems (blocks)
 * @param averageRanks the average rank of each method; 1 is best, tied methods share their ranks
 * @param chiSquare the statistic, corrected for ties
 * @param pValue its probability, 0 to 1, by the chi-squared distribution
 */
public record Friedman(int problems, List<Double> averageRanks, double chiSquare, double pValue) {
  /** Copies the list. */
  public Friedman {
    averageRanks = List.copyOf(averageRanks);
  }

  /**
   * Tests the scores of several methods.
   *
   * @param scores one row per problem, one score per method, larger is better; at least two methods
   * @throws IllegalArgumentException if the rows are not of one length, or a score is not finite
   */
  public static Friedman test(double[][] scores) {
    int methods = methods(scores);
    double[] sums = new double[methods];
    double ties = 0;
    for (double[] row : scores) {
      double[] ranks = Ranks.descending(row);
      for (int i = 0; i < methods; i++) {
        sums[i] += ranks[i];
      }
      ties += Ranks.tieTerm(ranks);
    }
    return of(scores.length, sums, ties);
  }

  private static Friedman of(int problems, double[] sums, double ties) {
    double n = problems;
    double k = sums.length;
    double squares = Arrays.stream(sums).map(sum -> sum * sum).sum();
    double correction = 1 - ties / (n * k * (k * k - 1));
    List<Double> averages = new ArrayList<>();
    Arrays.stream(sums).forEach(sum -> averages.add(sum / n));
    if (correction == 0) {
      return new Friedman(problems, averages, 0, 1);
    }
    double statistic = (12 * squares / (n * k * (k + 1)) - 3 * n * (k + 1)) / correction;
    double chiSquare = Math.max(0, statistic);
    double pValue = Gamma.regularizedGammaQ((k - 1) / 2, chiSquare / 2);
    return new Friedman(problems, averages, chiSquare, pValue);
  }

  private static int methods(double[][] scores) {
    if (scores.length == 0 || scores[0].length < 2) {
      throw new IllegalArgumentException("expected at least one problem and two methods");
    }
    for (double[] row : scores) {
      Samples.checkPaired(scores[0], row, 2);
    }
    return scores[0].length;
  }

  /**
   * Returns how far apart two average ranks must be to differ by the test of Nemenyi.
   *
   * @param significance the probability of finding a difference where there is none, for example
   *     0.05
   */
  public CriticalDifference criticalDifference(double significance) {
    return CriticalDifference.of(averageRanks, problems, significance);
  }
}
