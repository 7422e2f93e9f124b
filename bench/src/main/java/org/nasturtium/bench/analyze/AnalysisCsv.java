package org.nasturtium.bench.analyze;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nasturtium.bench.text.CsvText;
import org.nasturtium.core.statistics.ConfidenceInterval;

/** Writes an analysis report as CSV files, one per figure: accuracies in percent. */
public final class AnalysisCsv {
  private AnalysisCsv() {}

  /**
   * Returns the texts of all files, by their names.
   *
   * @param report the report
   */
  public static SortedMap<String, String> files(AnalysisReport report) {
    return new TreeMap<>(
        Map.of(
            "figure-5.2-ranks.csv", ranks(report.rankings()),
            "figure-5.3-costs.csv", costs(report.costs()),
            "figure-5.4-validation-test.csv", agreements(report.agreements()),
            "figure-5.5-correlations.csv", correlations(report.correlations()),
            "distributions.csv", distributions(report.distributions())));
  }

  private static String ranks(List<RankSeries> rankings) {
    CsvText csv = CsvText.of("dataset", "index", "position", "rank");
    for (RankSeries series : rankings) {
      for (int i = 0; i < series.indices().size(); i++) {
        csv.add(series.dataset(), series.indices().get(i), i + 1, series.ranks().get(i));
      }
    }
    return csv.text();
  }

  private static String costs(List<CostSeries> costs) {
    CsvText csv = CsvText.of("dataset", "cost", "index", "value", "train", "test", "pareto", "name");
    for (CostSeries series : costs) {
      for (CostSeries.Point point : series.points()) {
        csv.add(
            series.dataset(),
            series.cost().label(),
            point.index(),
            (long) point.cost(),
            orEmpty(point.train()),
            point.test(),
            point.isPareto(),
            point.reference());
      }
    }
    return csv.text();
  }

  private static String agreements(List<Agreement> agreements) {
    CsvText csv = CsvText.of("dataset", "index", "validation", "test");
    for (Agreement agreement : agreements) {
      for (Agreement.Point point : agreement.points()) {
        csv.add(agreement.dataset(), point.index(), point.validation(), point.test());
      }
    }
    return csv.text();
  }

  private static String correlations(List<CorrelationRow> correlations) {
    CsvText csv =
        CsvText.of(
            "first", "second", "architectures", "count", "correlation", "value", "low", "high",
            "level");
    for (CorrelationRow row : correlations) {
      Optional<ConfidenceInterval> interval = row.interval();
      csv.add(
          row.first(),
          row.second(),
          row.scope(),
          row.count(),
          row.correlation().text(),
          orEmpty(row.value()),
          interval.map(ConfidenceInterval::low).orElse(null),
          interval.map(ConfidenceInterval::high).orElse(null),
          interval.map(ConfidenceInterval::level).orElse(null));
    }
    return csv.text();
  }

  private static String distributions(List<Distribution> distributions) {
    CsvText csv =
        CsvText.of("dataset", "count", "mean", "std", "median", "top_5_percent", "top_1_percent",
            "best");
    for (Distribution each : distributions) {
      csv.add(
          each.dataset(),
          each.moments().count(),
          each.moments().mean(),
          each.moments().deviation(),
          each.median(),
          each.topFivePercent(),
          each.topOnePercent(),
          each.best());
    }
    return csv.text();
  }

  private static @Nullable Object orEmpty(OptionalDouble value) {
    return value.isPresent() ? (Object) value.getAsDouble() : null;
  }
}
