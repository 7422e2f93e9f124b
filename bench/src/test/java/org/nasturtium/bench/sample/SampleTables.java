package org.nasturtium.bench.sample;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Budget;
import org.nasturtium.bench.table.Column;
import org.nasturtium.bench.table.Numbers;
import org.nasturtium.bench.table.Origin;
import org.nasturtium.bench.table.Quantity;
import org.nasturtium.bench.table.RecordName;
import org.nasturtium.bench.table.RowSeeds;
import org.nasturtium.bench.table.Rows;
import org.nasturtium.bench.table.SeedSet;
import org.nasturtium.bench.table.Series;
import org.nasturtium.bench.table.Split;
import org.nasturtium.bench.table.Trait;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.library.NatsTopology;

/** Made-up tables, small enough to check by eye. */
public final class SampleTables {
  private static final double NONE = Double.NaN;

  private SampleTables() {}

  /**
   * Three cells of the topology space with the kinds of columns that published tables have: single
   * seeds of which one is missing, curves, means over known, changing and unknown seeds.
   */
  public static BenchmarkTable threeCells() {
    SearchSpace space = new NatsTopology();
    Origin origin = new Origin("made up", "CC0-1.0", List.of("everything else", "and more"));
    RowSeeds sets =
        RowSeeds.of(List.of(SeedSet.of(777, 888), SeedSet.of(777, 888, 999)), new byte[] {1, 0, 1});
    return BenchmarkTable.builder(space, Rows.ranked(space, new int[] {0, 11, 284}), origin)
        .add(single(RecordName.CIFAR10_VALID, 200, Split.X_VALID, 777, 82, 87, 86))
        .add(single(RecordName.CIFAR10_VALID, 200, Split.X_VALID, 888, 84, 89, 88))
        .add(single(RecordName.CIFAR10_VALID, 200, Split.X_VALID, 999, 86, NONE, 90))
        .add(
            Column.mean(
                series(RecordName.CIFAR10, 200, Split.ORI_TEST),
                sets,
                Column.Span.LAST,
                Numbers.of(85.5, 91.5, 88.5)))
        .add(
            Column.mean(
                series(RecordName.CIFAR10_VALID, 12, Split.X_VALID),
                RowSeeds.constant(SeedSet.of(111, 777)),
                Column.Span.LAST,
                Numbers.of(63.364, 63.278, 72.876)))
        .add(
            Column.mean(
                series(RecordName.CIFAR100, 12, Split.X_TEST),
                RowSeeds.constant(SeedSet.unnamed(3)),
                Column.Span.LAST,
                Numbers.of(31.26, 32.76, 39.44)))
        .add(curve(RecordName.CIFAR100, 3, Split.X_VALID, 777, 1, 2, 3, 4, 5, 6, 7, 8, 9))
        .add(curve(RecordName.CIFAR100, 3, Split.X_VALID, 888, 3, 4, 5, 6, 7, 8, NONE, NONE, NONE))
        .add(single(RecordName.CIFAR100, 12, Split.ORI_TEST, 111, 31.5, 33.2, 40))
        .add(
            Trait.of(Trait.Kind.TRAIN_SECONDS, RecordName.CIFAR10_VALID),
            Numbers.of(7.25, 12.5, 4.75))
        .add(Trait.evaluation(RecordName.CIFAR10_VALID, Split.X_VALID), Numbers.of(2.5, 4.25, NONE))
        .add(
            Trait.of(Trait.Kind.PARAMETERS, RecordName.CIFAR10).at(new Budget(200)),
            Numbers.of(129306, 1, 101306))
        .build();
  }

  /** A table with random columns over some architectures of a space. */
  public static BenchmarkTable random(SearchSpace space, RandomGenerator random) {
    int size = 1 + random.nextInt(20);
    int[] indices =
        IntStream.generate(() -> random.nextInt(space.size().intValueExact()))
            .limit(size)
            .sorted()
            .distinct()
            .toArray();
    Origin origin = new Origin("random \n 'text' \u00e9", "", List.of());
    BenchmarkTable.Builder table =
        BenchmarkTable.builder(space, Rows.ranked(space, indices), origin);
    for (RecordName record : List.of(RecordName.CIFAR10, new RecordName("own.data-1"))) {
      for (Split split : Split.values()) {
        Budget budget = new Budget(1 + random.nextInt(30));
        Series series = new Series(record, budget, split, Quantity.LOSS);
        Column.Span span = random.nextBoolean() ? Column.Span.LAST : Column.Span.EVERY;
        double[] values = new double[indices.length * span.width(budget)];
        Arrays.setAll(values, i -> random.nextInt(9) == 0 ? NONE : random.nextGaussian());
        byte[] sets = new byte[indices.length];
        random.nextBytes(sets);
        IntStream.range(0, sets.length).forEach(i -> sets[i] &= 1);
        table.add(Column.of(series, random.nextInt(1000), span, Numbers.of(values)));
        table.add(
            Column.mean(
                series,
                RowSeeds.of(List.of(SeedSet.of(random.nextInt(9)), SeedSet.UNKNOWN), sets),
                span,
                Numbers.of(values.clone())));
      }
    }
    return table.build();
  }

  private static Series series(RecordName record, int budget, Split split) {
    return new Series(record, new Budget(budget), split, Quantity.ACCURACY);
  }

  private static Column single(
      RecordName record, int budget, Split split, int seed, double... values) {
    return Column.of(series(record, budget, split), seed, Column.Span.LAST, Numbers.of(values));
  }

  private static Column curve(
      RecordName record, int budget, Split split, int seed, double... values) {
    return Column.of(series(record, budget, split), seed, Column.Span.EVERY, Numbers.of(values));
  }
}
