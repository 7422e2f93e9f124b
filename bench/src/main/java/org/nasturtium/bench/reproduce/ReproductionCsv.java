package org.nasturtium.bench.reproduce;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.nasturtium.bench.text.CsvText;
import org.nasturtium.core.statistics.Moments;

/**
 * Writes a reproduction report as CSV files: accuracies in percent, times in simulated seconds;
 * what is not published is empty.
 */
public final class ReproductionCsv {
  private ReproductionCsv() {}

  /**
   * Returns the texts of all files, by their names.
   *
   * @param report the report
   */
  public static SortedMap<String, String> files(ReproductionReport report) {
    return new TreeMap<>(
        Map.of(
            "rows.csv", rows(report.rows()),
            "curves.csv", curves(report.curves()),
            "comparisons.csv", comparisons(report.comparisons()),
            "ranks.csv", ranks(report.ranks()),
            "optima.csv", optima(report.optima()),
            "derived-cells.csv", derived(report.derived())));
  }

  private static String rows(List<ReproducedRow> rows) {
    CsvText csv =
        CsvText.of(
            "strategy", "method", "dataset", "runs", "simulated_seconds", "evaluations_mean",
            "validation_mean", "validation_std", "test_mean", "test_std", "published_validation",
            "published_validation_std", "published_test", "published_test_std", "within_band");
    for (ReproducedRow row : rows) {
      csv.add(
          row.strategy(),
          row.method(),
          row.dataset(),
          row.runs(),
          row.seconds(),
          row.evaluations(),
          row.validation().mean(),
          row.validation().deviation(),
          row.test().mean(),
          row.test().deviation(),
          row.published().map(p -> p.validation().mean()).orElse(null),
          row.published().map(p -> p.validation().deviation()).orElse(null),
          row.published().map(p -> p.test().mean()).orElse(null),
          row.published().map(p -> p.test().deviation()).orElse(null),
          row.withinBand().orElse(null));
    }
    return csv.text();
  }

  private static String curves(List<AnytimeCurve> curves) {
    CsvText csv =
        CsvText.of(
            "strategy", "dataset", "seconds", "validation_mean", "validation_std", "test_mean",
            "test_std");
    for (AnytimeCurve curve : curves) {
      for (AnytimeCurve.Point point : curve.points()) {
        Moments validation = point.validation();
        csv.add(
            curve.strategy(),
            curve.dataset(),
            point.seconds(),
            validation.mean(),
            validation.deviation(),
            point.test().mean(),
            point.test().deviation());
      }
    }
    return csv.text();
  }

  private static String comparisons(List<Comparison> comparisons) {
    CsvText csv =
        CsvText.of(
            "dataset", "accuracy", "first", "second", "mean_difference", "rank_sum_first",
            "rank_sum_second", "differing_runs", "p_first_better", "p_different");
    for (Comparison each : comparisons) {
      csv.add(
          each.dataset(),
          each.accuracy().label(),
          each.first(),
          each.second(),
          each.meanDifference(),
          each.greater().plus(),
          each.greater().minus(),
          each.greater().pairs(),
          each.greater().pValue(),
          each.different().pValue());
    }
    return csv.text();
  }

  private static String ranks(List<RankComparison> ranks) {
    CsvText csv =
        CsvText.of(
            "dataset", "accuracy", "strategy", "average_rank", "critical_difference",
            "significance", "friedman_p");
    for (RankComparison each : ranks) {
      for (int i = 0; i < each.strategies().size(); i++) {
        csv.add(
            each.dataset(),
            each.accuracy().label(),
            each.strategies().get(i),
            each.friedman().averageRanks().get(i),
            each.critical().difference(),
            each.critical().significance(),
            each.friedman().pValue());
      }
    }
    return csv.text();
  }

  private static String optima(List<Optimum> optima) {
    CsvText csv =
        CsvText.of(
            "dataset", "by", "index", "architecture", "proxy_validation", "validation", "test");
    for (Optimum each : optima) {
      csv.add(
          each.dataset(),
          each.by().label(),
          each.index(),
          each.architecture(),
          each.proxy(),
          each.validation(),
          each.test());
    }
    return csv.text();
  }

  private static String derived(List<DerivedCells.Checked> derived) {
    CsvText csv =
        CsvText.of(
            "method", "dataset", "indices", "validation_mean", "validation_std", "test_mean",
            "test_std", "published_validation", "published_validation_std", "published_test",
            "published_test_std", "equals_published", "note");
    for (DerivedCells.Checked each : derived) {
      DerivedCells cells = each.cells();
      csv.add(
          cells.list(),
          cells.dataset(),
          String.join(" ", cells.indices().stream().map(String::valueOf).toList()),
          each.validation().mean(),
          each.validation().deviation(),
          each.test().mean(),
          each.test().deviation(),
          cells.publishedValidation().mean(),
          cells.publishedValidation().deviation(),
          cells.publishedTest().mean(),
          cells.publishedTest().deviation(),
          each.equalsPublished(),
          cells.note());
    }
    return csv.text();
  }
}
