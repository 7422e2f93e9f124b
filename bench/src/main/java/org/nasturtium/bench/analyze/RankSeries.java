package org.nasturtium.bench.analyze;

import java.util.List;

/**
 * A rank series is the ranks of all architectures on one data set, in the order of their ranks on
 * the first data set (Figure 5.2).
 *
 * @param dataset the name of the data set
 * @param indices the indices of the architectures, the best on the first data set first
 * @param ranks their ranks on this data set by final test accuracy; 1 is best, ties share ranks
 */
public record RankSeries(String dataset, List<Integer> indices, List<Double> ranks) {
  /** Copies the lists. */
  public RankSeries {
    indices = List.copyOf(indices);
    ranks = List.copyOf(ranks);
  }
}
