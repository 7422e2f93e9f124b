package org.nasturtium.bench.analyze;

import java.util.List;

/**
 * An analysis report is what a table says about its space.
 *
 * @param space the name of the space
 * @param source where the table comes from
 * @param architectures how many architectures are compared: those whose final accuracies are held
 *     on all data sets
 * @param rankings Figure 5.2, one series per data set, the first of which orders all
 * @param costs Figure 5.3, one series per data set and cost that is known
 * @param agreements Figure 5.4, one per data set
 * @param correlations Figure 5.5, and those between what a search sees and what is reported
 * @param distributions the spread of test accuracies, one per data set
 */
public record AnalysisReport(
    String space,
    String source,
    int architectures,
    List<RankSeries> rankings,
    List<CostSeries> costs,
    List<Agreement> agreements,
    List<CorrelationRow> correlations,
    List<Distribution> distributions) {
  /** Copies the lists. */
  public AnalysisReport {
    rankings = List.copyOf(rankings);
    costs = List.copyOf(costs);
    agreements = List.copyOf(agreements);
    correlations = List.copyOf(correlations);
    distributions = List.copyOf(distributions);
  }
}
