package org.nasturtium.bench.reproduce;

import java.util.List;
import java.util.SortedMap;

/**
 * A reproduction report is everything that a reproduction found.
 *
 * @param space the name of the search space
 * @param source where the table comes from
 * @param runs the runs per strategy and data set
 * @param seed the root seed of all runs
 * @param conventions the conventions taken, by the deviations they decide
 * @param rows what each method reached, beside what was published
 * @param omissions what was asked for but cannot be run on this table
 * @param curves the answers over simulated time
 * @param comparisons every pair of strategies, on each data set
 * @param ranks all strategies together, on each data set
 * @param optima the best architectures of the table, and the ceiling of the proxy
 * @param derived the published lists of derived cells, looked up
 */
public record ReproductionReport(
    String space,
    String source,
    int runs,
    long seed,
    SortedMap<String, String> conventions,
    List<ReproducedRow> rows,
    List<Omission> omissions,
    List<AnytimeCurve> curves,
    List<Comparison> comparisons,
    List<RankComparison> ranks,
    List<Optimum> optima,
    List<DerivedCells.Checked> derived) {
  /** Copies the lists. */
  public ReproductionReport {
    rows = List.copyOf(rows);
    omissions = List.copyOf(omissions);
    curves = List.copyOf(curves);
    comparisons = List.copyOf(comparisons);
    ranks = List.copyOf(ranks);
    optima = List.copyOf(optima);
    derived = List.copyOf(derived);
  }

  /**
   * A method that cannot be run.
   *
   * @param strategy the name of the strategy
   * @param dataset the name of the data set
   * @param reason why not, in one line
   */
  public record Omission(String strategy, String dataset, String reason) {}
}
