package org.nasturtium.bench.analyze;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.nasturtium.core.statistics.ConfidenceInterval;
import org.nasturtium.core.statistics.Correlation;

/** Correlates the accuracies of a table with each other. */
final class TableCorrelations {
  private static final int FEWEST_FOR_AN_INTERVAL = 5;

  /** A named accuracy of all architectures. */
  private record Accuracy(String name, double[] values) {}

  private final List<DatasetColumns> datasets;
  private final int[] rows;
  private final TableAnalysis.Options options;

  TableCorrelations(List<DatasetColumns> datasets, int[] rows, TableAnalysis.Options options) {
    this.datasets = datasets;
    this.rows = rows;
    this.options = options;
  }

  List<CorrelationRow> rows() {
    List<CorrelationRow> found = new ArrayList<>();
    for (DatasetColumns each : datasets) {
      withinDataset(each, found);
    }
    for (DatasetColumns first : datasets) {
      for (DatasetColumns second : datasets) {
        if (first != second) {
          add(test(first), test(second), found);
        }
      }
    }
    return found;
  }

  private void withinDataset(DatasetColumns each, List<CorrelationRow> found) {
    Accuracy validation = new Accuracy(each.dataset() + " validation", each.validation(rows));
    if (each.hasProxy()) {
      Accuracy proxy = new Accuracy(each.dataset() + " proxy", each.proxy(rows));
      add(proxy, validation, found);
      add(proxy, test(each), found);
    }
    add(validation, test(each), found);
  }

  private Accuracy test(DatasetColumns each) {
    return new Accuracy(each.dataset() + " test", each.test(rows));
  }

  private void add(Accuracy first, Accuracy second, List<CorrelationRow> found) {
    add(first, second, "all", found);
    for (int top : options.tops()) {
      if (top >= 2 && top < rows.length) {
        int[] best = best(first.values, top);
        add(
            new Accuracy(first.name, picked(first.values, best)),
            new Accuracy(second.name, picked(second.values, best)),
            "top " + top,
            found);
      }
    }
  }

  private void add(
      Accuracy first, Accuracy second, String scope, List<CorrelationRow> found) {
    int count = first.values.length;
    for (Correlation correlation : Correlation.values()) {
      OptionalDouble value = correlation.of(first.values, second.values);
      Optional<ConfidenceInterval> interval =
          value.isPresent() && count >= FEWEST_FOR_AN_INTERVAL
              ? Optional.of(correlation.interval(value.getAsDouble(), count, options.level()))
              : Optional.empty();
      found.add(
          new CorrelationRow(
              first.name, second.name, scope, count, correlation, value, interval));
    }
  }

  /** The positions of the largest values, of equal ones the earlier. */
  private static int[] best(double[] values, int count) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -values[i]))
        .limit(count)
        .mapToInt(i -> i)
        .toArray();
  }

  private static double[] picked(double[] values, int[] positions) {
    return IntStream.of(positions).mapToDouble(i -> values[i]).toArray();
  }
}
