package org.nasturtium.bench.table;

import java.util.OptionalInt;

/**
 * A column is a series for every architecture of a table: of one training each, or the mean that
 * the source gives, at the last epoch or at all of them.
 */
public final class Column {
  private final Series series;
  private final OptionalInt seed;
  private final RowSeeds seeds;
  private final Span span;
  private final Numbers numbers;

  /** Which epochs of a training a column holds. */
  public enum Span {
    /** The last one. */
    LAST,
    /** All of them: a learning curve. */
    EVERY;

    /**
     * Returns the number of values per architecture.
     *
     * @param budget the budget of the training
     */
    public int width(Budget budget) {
      return this == LAST ? 1 : budget.epochs();
    }
  }

  private Column(Series series, OptionalInt seed, RowSeeds seeds, Span span, Numbers numbers) {
    this.series = series;
    this.seed = seed;
    this.seeds = seeds;
    this.span = span;
    this.numbers = numbers;
  }

  /**
   * Returns the column of one training of each architecture.
   *
   * @param series what was measured
   * @param seed the seed of the trainings
   * @param span which epochs
   * @param numbers the values, row by row, the epochs of a row side by side; NaN where missing
   */
  public static Column of(Series series, int seed, Span span, Numbers numbers) {
    return new Column(
        series, OptionalInt.of(seed), RowSeeds.constant(SeedSet.of(seed)), span, numbers);
  }

  /**
   * Returns the column of a mean that the source gives.
   *
   * @param series what was measured
   * @param seeds the trainings each mean is over
   * @param span which epochs
   * @param numbers the values, row by row, the epochs of a row side by side; NaN where missing
   */
  public static Column mean(Series series, RowSeeds seeds, Span span, Numbers numbers) {
    return new Column(series, OptionalInt.empty(), seeds, span, numbers);
  }

  /** Returns what was measured. */
  public Series series() {
    return series;
  }

  /** Returns the seed of the trainings; empty for a mean. */
  public OptionalInt seed() {
    return seed;
  }

  /** Returns the trainings behind the value of each row. */
  public RowSeeds seeds() {
    return seeds;
  }

  /** Returns which epochs this column holds. */
  public Span span() {
    return span;
  }

  /** Returns the values, row by row, the epochs of a row side by side; NaN where missing. */
  public Numbers numbers() {
    return numbers;
  }

  /**
   * Returns whether the values after some epochs are held.
   *
   * @param epochs the number of epochs, at least 1
   */
  boolean holds(int epochs) {
    int budget = series.budget().epochs();
    return epochs == budget || (span == Span.EVERY && epochs < budget);
  }

  /**
   * Returns the values after some epochs, one per row; not to be changed.
   *
   * @param epochs a number of epochs that is held
   */
  double[] after(int epochs) {
    double[] all = numbers.load();
    int width = span.width(series.budget());
    if (width == 1) {
      return all;
    }
    double[] slice = new double[all.length / width];
    for (int row = 0; row < slice.length; row++) {
      slice[row] = all[row * width + epochs - 1];
    }
    return slice;
  }
}
