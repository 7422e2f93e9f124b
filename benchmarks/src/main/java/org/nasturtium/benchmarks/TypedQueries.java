package org.nasturtium.benchmarks;

import java.util.List;
import java.util.stream.IntStream;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Budget;
import org.nasturtium.bench.table.Column;
import org.nasturtium.bench.table.Epoch;
import org.nasturtium.bench.table.Lookup;
import org.nasturtium.bench.table.Numbers;
import org.nasturtium.bench.table.Origin;
import org.nasturtium.bench.table.Query;
import org.nasturtium.bench.table.RecordName;
import org.nasturtium.bench.table.Rows;
import org.nasturtium.bench.table.Seeds;
import org.nasturtium.bench.table.Series;
import org.nasturtium.bench.table.Split;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.library.NatsTopology;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Typed queries of a table of all topology cells with made-up accuracies: each asks for the mean of
 * three trainings of another cell and gets the value, the seeds and the defects.
 */
@State(Scope.Thread)
public class TypedQueries {
  private static final int CELLS = 15_625;
  private static final int STEP = 7_919; // a prime: neighbors in time are not neighbors in memory

  private final Query query =
      Query.accuracy(
          RecordName.CIFAR10, Split.ORI_TEST, new Budget(200), Epoch.last(), Seeds.mean());
  private final BenchmarkTable table = table(query.series());
  private final Lookup lookup = table.lookup(query);
  private int row;

  /** Asks the table. */
  @Benchmark
  public double query() {
    return table.answer(next(), query).value();
  }

  /** Asks what the table has agreed to answer, as a search does. */
  @Benchmark
  public double lookup() {
    return lookup.answer(next()).value();
  }

  private int next() {
    row = (row + STEP) % CELLS;
    return row;
  }

  private static BenchmarkTable table(Series series) {
    NatsTopology space = new NatsTopology();
    Rows rows = Rows.ranked(space, IntStream.range(0, CELLS).toArray());
    BenchmarkTable.Builder builder =
        BenchmarkTable.builder(space, rows, new Origin("made up", "CC0-1.0", List.of()));
    for (int seed : List.of(777, 888, 999)) {
      double[] accuracies = Seed.of(seed).random().doubles(CELLS, 10, 95).toArray();
      builder.add(Column.of(series, seed, Column.Span.LAST, Numbers.of(accuracies)));
    }
    return builder.build();
  }
}
