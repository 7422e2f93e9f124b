package org.nasturtium.bench.convert;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Column;
import org.nasturtium.bench.table.Numbers;
import org.nasturtium.bench.table.Series;
import org.nasturtium.bench.table.Trait;
import org.nasturtium.core.fault.InvalidInputException;

/** The columns of an archive while its records are read; a column becomes a curve when needed. */
final class ArchiveColumns {
  private final int rows;
  private final Map<Key, Values> values = new LinkedHashMap<>();
  private final Map<Trait, double[]> traits = new LinkedHashMap<>();
  private long allocated;

  private record Key(Series series, int seed) {}

  /** The values of a column: one per row, or all epochs of it. */
  private static final class Values {
    private double[] numbers;
    private int width;

    Values(double[] numbers, int width) {
      this.numbers = numbers;
      this.width = width;
    }
  }

  ArchiveColumns(int rows) {
    this.rows = rows;
  }

  /**
   * Puts a value.
   *
   * @param epoch after how many epochs, at least 1
   */
  void put(int row, Series series, int seed, int epoch, double value) {
    int budget = series.budget().epochs();
    Values column =
        values.computeIfAbsent(new Key(series, seed), key -> new Values(missing(rows), 1));
    if (column.width == 1 && epoch < budget) {
      column.numbers = curves(column.numbers, budget);
      column.width = budget;
    }
    column.numbers[column.width == 1 ? row : row * column.width + epoch - 1] = value;
  }

  private double[] curves(double[] last, int width) {
    double[] curves = missing((long) rows * width);
    for (int row = 0; row < rows; row++) {
      curves[row * width + width - 1] = last[row];
    }
    return curves;
  }

  void put(int row, Trait trait, double value) {
    traits.computeIfAbsent(trait, key -> missing(rows))[row] = value;
  }

  private double[] missing(long count) {
    allocated += count * Double.BYTES;
    long most = Runtime.getRuntime().maxMemory() / 4 * 3;
    if (count > Integer.MAX_VALUE - 8 || allocated > most) {
      throw new InvalidInputException(
          "the curves of %d records take more than %d MiB; give Java more memory with -Xmx"
              .formatted(rows, most >> 20));
    }
    double[] values = new double[(int) count];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  void addTo(BenchmarkTable.Builder table) {
    values.forEach(
        (key, column) ->
            table.add(
                Column.of(
                    key.series(),
                    key.seed(),
                    column.width == 1 ? Column.Span.LAST : Column.Span.EVERY,
                    Numbers.of(column.numbers))));
    traits.forEach((trait, numbers) -> table.add(trait, Numbers.of(numbers)));
  }
}
