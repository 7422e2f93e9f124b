package org.nasturtium.bench.analyze;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.nasturtium.bench.reproduce.Protocol;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Dataset;
import org.nasturtium.bench.table.Lookup;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.statistics.Ranks;

/**
 * A table analysis computes what Figures 5.2 to 5.5 of the thesis show: ranks across data sets,
 * accuracy against cost, validation against test accuracy, and correlations over all and over the
 * best architectures.
 */
public final class TableAnalysis {
  private final BenchmarkTable table;
  private final List<DatasetColumns> datasets;
  private final Options options;
  private final int[] rows;

  /**
   * What to compute.
   *
   * @param tops how many of the best architectures correlations are repeated over
   * @param level the level of confidence intervals, in (0, 1)
   */
  public record Options(List<Integer> tops, double level) {
    /** Copies the list. */
    public Options {
      tops = List.copyOf(tops);
    }

    /** The best 1,500 and the best 150 architectures, intervals of 95%. */
    public Options() {
      this(List.of(1_500, 150), 0.95);
    }
  }

  private TableAnalysis(
      BenchmarkTable table, List<DatasetColumns> datasets, Options options, int[] rows) {
    this.table = table;
    this.datasets = datasets;
    this.options = options;
    this.rows = rows;
  }

  /**
   * Analyzes a table.
   *
   * @param table the table
   * @param datasets the data sets to compare, at least one; the first orders the rankings
   * @param options what to compute
   * @throws InvalidInputException if the table lacks an accuracy, or no architecture has all
   */
  public static AnalysisReport of(
      BenchmarkTable table, List<Dataset> datasets, Options options) {
    List<DatasetColumns> columns =
        datasets.stream()
            .map(dataset -> new DatasetColumns(table, Protocol.of(table, dataset)))
            .toList();
    int[] rows =
        IntStream.range(0, table.size())
            .filter(row -> columns.stream().allMatch(each -> each.isComplete(row)))
            .toArray();
    if (rows.length < 2 || columns.isEmpty()) {
      throw new InvalidInputException(
          "an analysis needs at least 2 architectures with all accuracies; this table has "
              + rows.length);
    }
    return new TableAnalysis(table, columns, options, rows).report();
  }

  private AnalysisReport report() {
    return new AnalysisReport(
        table.space().name(),
        table.origin().source(),
        rows.length,
        rankings(),
        datasets.stream().flatMap(each -> costs(each).stream()).toList(),
        datasets.stream().map(this::agreement).toList(),
        new TableCorrelations(datasets, rows, options).rows(),
        datasets.stream().map(each -> Distribution.of(each.dataset(), each.test(rows))).toList());
  }

  private List<RankSeries> rankings() {
    double[] first = Ranks.descending(datasets.get(0).test(rows));
    List<Integer> order =
        IntStream.range(0, rows.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> first[i]))
            .toList();
    List<Integer> indices = order.stream().map(i -> table.rows().index(rows[i])).toList();
    List<RankSeries> series = new ArrayList<>();
    for (DatasetColumns each : datasets) {
      double[] ranks = Ranks.descending(each.test(rows));
      series.add(
          new RankSeries(each.dataset(), indices, order.stream().map(i -> ranks[i]).toList()));
    }
    return series;
  }

  private Agreement agreement(DatasetColumns each) {
    List<Agreement.Point> points = new ArrayList<>();
    for (int row : rows) {
      points.add(
          new Agreement.Point(table.rows().index(row), each.validation(row), each.test(row)));
    }
    return new Agreement(each.dataset(), points);
  }

  private List<CostSeries> costs(DatasetColumns each) {
    List<CostSeries> series = new ArrayList<>();
    for (CostSeries.Cost cost : CostSeries.Cost.values()) {
      double[] values = new double[rows.length];
      boolean known = true;
      for (int i = 0; i < rows.length && known; i++) {
        OptionalLong value =
            cost == CostSeries.Cost.PARAMETERS
                ? each.costs().parameters(rows[i])
                : each.costs().macs(rows[i]);
        known = value.isPresent();
        values[i] = value.orElse(0);
      }
      if (known) {
        series.add(new CostSeries(each.dataset(), cost, points(each, values)));
      }
    }
    return series;
  }

  private List<CostSeries.Point> points(DatasetColumns each, double[] costs) {
    boolean[] pareto = ParetoOptimal.of(costs, each.test(rows));
    Map<Integer, String> references = references();
    List<CostSeries.Point> points = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      int row = rows[i];
      points.add(
          new CostSeries.Point(
              table.rows().index(row),
              costs[i],
              train(each.train(), row),
              each.test(row),
              pareto[i],
              references.getOrDefault(row, "")));
    }
    return points;
  }

  private static OptionalDouble train(Optional<Lookup> train, int row) {
    return train.isPresent() && train.get().isHeld(row)
        ? OptionalDouble.of(train.get().value(row))
        : OptionalDouble.empty();
  }

  private Map<Integer, String> references() {
    Map<Integer, String> references = new HashMap<>();
    table
        .space()
        .references()
        .forEach(
            (name, architecture) -> {
              OptionalInt row = table.rows().row(architecture);
              row.ifPresent(at -> references.put(at, name));
            });
    return references;
  }
}
