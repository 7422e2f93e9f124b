package org.nasturtium.core.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A critical difference is how far apart the average ranks of two methods must be to differ, when
 * all pairs are compared at once (Nemenyi's test; Demsar, JMLR 7, 2006, section 3.2.2).
 *
 * @param difference the critical difference, in ranks
 * @param significance the probability of finding a difference where there is none
 * @param groups the largest sets of methods that do not differ, by position, best first; a method
 *     that differs from all others is in none
 */
public record CriticalDifference(
    double difference, double significance, List<List<Integer>> groups) {
  /** Copies the groups. */
  public CriticalDifference {
    groups = groups.stream().map(List::copyOf).toList();
  }

  /**
   * Returns the critical difference of average ranks.
   *
   * @param averageRanks one average rank per method, at least two
   * @param problems the number of problems they were averaged over, at least 1
   * @param significance in (0, 1), for example 0.05
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static CriticalDifference of(
      List<Double> averageRanks, int problems, double significance) {
    Samples.checkProbability("a significance", significance);
    int methods = averageRanks.size();
    if (methods < 2 || problems < 1) {
      throw new IllegalArgumentException(
          "nothing to compare in %d methods on %d problems".formatted(methods, problems));
    }
    double quantile = StudentizedRange.quantile(1 - significance, methods) / Math.sqrt(2);
    double difference = quantile * Math.sqrt(methods * (methods + 1) / (6.0 * problems));
    return new CriticalDifference(difference, significance, groups(averageRanks, difference));
  }

  private static List<List<Integer>> groups(List<Double> ranks, double difference) {
    List<Integer> order =
        IntStream.range(0, ranks.size())
            .boxed()
            .sorted(Comparator.comparingDouble(ranks::get))
            .toList();
    List<List<Integer>> groups = new ArrayList<>();
    int covered = 0;
    for (int from = 0; from < order.size(); from++) {
      int to = from + 1;
      while (to < order.size()
          && ranks.get(order.get(to)) - ranks.get(order.get(from)) <= difference) {
        to++;
      }
      if (to - from > 1 && to > covered) {
        groups.add(order.subList(from, to));
        covered = to;
      }
    }
    return groups;
  }
}
