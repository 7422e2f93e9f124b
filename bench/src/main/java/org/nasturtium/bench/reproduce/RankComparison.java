package org.nasturtium.bench.reproduce;

import java.util.List;
import org.nasturtium.core.statistics.CriticalDifference;
import org.nasturtium.core.statistics.Friedman;

/**
 * A rank comparison ranks all strategies in every run on a data set and says which differ.
 *
 * @param dataset the name of the data set
 * @param accuracy which final accuracy is ranked
 * @param strategies the strategies, in the order of the ranks
 * @param friedman the average ranks (1 is best), and whether they differ at all
 * @param critical how far apart two average ranks must be to differ, and who does not
 */
public record RankComparison(
    String dataset,
    Comparison.Accuracy accuracy,
    List<String> strategies,
    Friedman friedman,
    CriticalDifference critical) {
  /** Copies the list. */
  public RankComparison {
    strategies = List.copyOf(strategies);
  }
}
