package org.nasturtium.bench.analyze;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Tells which points no other point dominates, when low cost and high accuracy are better. */
final class ParetoOptimal {
  private ParetoOptimal() {}

  /** Equal points do not dominate each other. */
  static boolean[] of(double[] costs, double[] accuracies) {
    List<Integer> order =
        IntStream.range(0, costs.length)
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer i) -> costs[i])
                    .thenComparingDouble(i -> -accuracies[i]))
            .toList();
    boolean[] optimal = new boolean[costs.length];
    int last = -1;
    for (int i : order) {
      boolean equal =
          last >= 0 && costs[i] == costs[last] && accuracies[i] == accuracies[last];
      if (last < 0 || equal || accuracies[i] > accuracies[last]) {
        optimal[i] = true;
        last = i;
      }
    }
    return optimal;
  }
}
