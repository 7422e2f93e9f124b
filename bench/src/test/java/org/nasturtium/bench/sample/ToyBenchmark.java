package org.nasturtium.bench.sample;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
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
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.library.ChoiceSpace;

/**
 * A made-up benchmark with a known answer: 256 architectures of four choices, of which {@link
 * #BEST} is the best at every epoch. Learning curves never cross, and larger picks train longer.
 */
public final class ToyBenchmark {
  /** The name of its data set. */
  public static final RecordName RECORD = new RecordName("toy");

  /** The epochs that a search sees. */
  public static final int EPOCHS = 12;

  /** The best architecture. */
  public static final Architecture BEST = Architecture.of(2, 0, 3, 1);

  /** Its final test accuracy in percent. */
  public static final double BEST_TEST = 91;

  private static final SearchSpace SPACE =
      new ChoiceSpace("toy", List.of(choice("a"), choice("b"), choice("c"), choice("d")));

  private ToyBenchmark() {}

  private static Choice choice(String name) {
    return Choice.of(name, "0", "1", "2", "3");
  }

  /** Returns the architecture of an index. */
  public static Architecture architecture(int index) {
    return SPACE.unrank(BigInteger.valueOf(index));
  }

  /** Returns the final validation accuracy of an index in percent. */
  public static double quality(int index) {
    Architecture architecture = architecture(index);
    double distance = 0;
    for (int i = 0; i < BEST.size(); i++) {
      distance += (i + 1) * Math.abs(architecture.pick(i) - BEST.pick(i));
    }
    return 90 - distance;
  }

  /** Returns the validation accuracy of an index after some of the epochs that a search sees. */
  public static double early(int index, int epochs) {
    return quality(index) * (1 - Math.pow(0.5, epochs));
  }

  /** Returns the seconds of one epoch of training of an index. */
  public static double epochSeconds(int index) {
    return 10 + Arrays.stream(architecture(index).picks()).sum();
  }

  /** Returns the table with learning curves. */
  public static BenchmarkTable table() {
    return withoutSearch().add(search(Column.Span.EVERY)).build();
  }

  /** Returns the table without the epochs before the last one. */
  public static BenchmarkTable withoutCurves() {
    return withoutSearch().add(search(Column.Span.LAST)).build();
  }

  private static BenchmarkTable.Builder withoutSearch() {
    Origin origin = new Origin("made up", "CC0-1.0", List.of());
    return BenchmarkTable.builder(SPACE, Rows.all(SPACE), origin)
        .add(last(Split.X_VALID, ToyBenchmark::quality))
        .add(last(Split.X_TEST, row -> quality(row) + 1))
        .add(last(Split.TRAIN, row -> quality(row) + 5))
        .add(Trait.of(Trait.Kind.TRAIN_SECONDS, RECORD), numbers(ToyBenchmark::epochSeconds))
        .add(Trait.evaluation(RECORD, Split.X_VALID), numbers(row -> 1))
        .add(Trait.of(Trait.Kind.PARAMETERS, RECORD), numbers(row -> 1_000 + 10 * row));
  }

  private static Column last(Split split, IntToDoubleFunction value) {
    return Column.mean(
        new Series(RECORD, new Budget(200), split, Quantity.ACCURACY),
        RowSeeds.constant(SeedSet.of(1, 2)),
        Column.Span.LAST,
        numbers(value));
  }

  private static Column search(Column.Span span) {
    Series series = new Series(RECORD, new Budget(EPOCHS), Split.X_VALID, Quantity.ACCURACY);
    int width = span.width(series.budget());
    double[] values = new double[256 * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = early(i / width, EPOCHS - width + 1 + i % width);
    }
    return Column.of(series, 1, span, Numbers.of(values));
  }

  private static Numbers numbers(IntToDoubleFunction value) {
    double[] values = new double[256];
    Arrays.setAll(values, value);
    return Numbers.of(values);
  }
}
