package org.nasturtium.bench.analyze;

import java.util.Arrays;
import java.util.Optional;
import org.nasturtium.bench.reproduce.Protocol;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Budget;
import org.nasturtium.bench.table.Costs;
import org.nasturtium.bench.table.Epoch;
import org.nasturtium.bench.table.Lookup;
import org.nasturtium.bench.table.Quantity;
import org.nasturtium.bench.table.Query;
import org.nasturtium.bench.table.RecordName;
import org.nasturtium.bench.table.Seeds;
import org.nasturtium.bench.table.Series;
import org.nasturtium.bench.table.Split;

/** The accuracies of a data set, means over trainings, and its costs. */
final class DatasetColumns {
  private final BenchmarkTable table;
  private final Protocol protocol;
  private final Lookup validation;
  private final Lookup test;
  private final Lookup proxy;
  private final Optional<Lookup> train;
  private final Costs costs;

  DatasetColumns(BenchmarkTable table, Protocol protocol) {
    this.table = table;
    this.protocol = protocol;
    var dataset = protocol.dataset();
    this.validation = mean(dataset.searched(), dataset.validation(), protocol.reported());
    this.test = mean(dataset.reported(), dataset.test(), protocol.reported());
    this.proxy = mean(dataset.searched(), dataset.validation(), protocol.searched());
    this.train = ifHeld(dataset.reported(), Split.TRAIN, protocol.reported());
    this.costs = table.costs(dataset.reported(), protocol.reported());
  }

  private Lookup mean(RecordName record, Split split, Budget budget) {
    return table.lookup(Query.accuracy(record, split, budget, Epoch.last(), Seeds.mean()));
  }

  private Optional<Lookup> ifHeld(RecordName record, Split split, Budget budget) {
    Series series = new Series(record, budget, split, Quantity.ACCURACY);
    boolean held = table.columns().stream().anyMatch(column -> column.series().equals(series));
    return held ? Optional.of(mean(record, split, budget)) : Optional.empty();
  }

  String dataset() {
    return protocol.dataset().name();
  }

  /** Whether searches see another accuracy than the final one. */
  boolean hasProxy() {
    return !protocol.searched().equals(protocol.reported());
  }

  boolean isComplete(int row) {
    return validation.isHeld(row) && test.isHeld(row) && proxy.isHeld(row);
  }

  double[] validation(int[] rows) {
    return Arrays.stream(rows).mapToDouble(validation::value).toArray();
  }

  double[] test(int[] rows) {
    return Arrays.stream(rows).mapToDouble(test::value).toArray();
  }

  double[] proxy(int[] rows) {
    return Arrays.stream(rows).mapToDouble(proxy::value).toArray();
  }

  double test(int row) {
    return test.value(row);
  }

  double validation(int row) {
    return validation.value(row);
  }

  Optional<Lookup> train() {
    return train;
  }

  Costs costs() {
    return costs;
  }
}
