package org.nasturtium.bench.table;

import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * The seed sets of the rows of a column: a few different sets, and for each row which of them.
 *
 * @param sets the different sets, at least one
 * @param setOfRow the position of a row's set in that list
 */
public record RowSeeds(List<SeedSet> sets, IntUnaryOperator setOfRow) {
  /** Copies the list. */
  public RowSeeds {
    sets = List.copyOf(sets);
    if (sets.isEmpty()) {
      throw new IllegalArgumentException("rows need a seed set");
    }
  }

  /**
   * Returns the same set for all rows.
   *
   * @param set the set
   */
  public static RowSeeds constant(SeedSet set) {
    return new RowSeeds(List.of(set), row -> 0);
  }

  /**
   * Returns sets by row.
   *
   * @param sets the different sets
   * @param setOfRow for each row the position of its set, not to be changed afterward
   */
  public static RowSeeds of(List<SeedSet> sets, byte[] setOfRow) {
    return new RowSeeds(sets, row -> setOfRow[row]);
  }

  /**
   * Returns sets by row that are read when they are asked for.
   *
   * @param sets the different sets
   * @param setOfRow reads for each row the position of its set
   */
  public static RowSeeds of(List<SeedSet> sets, Numbers setOfRow) {
    return new RowSeeds(sets, row -> (int) setOfRow.load()[row]);
  }

  /** Returns whether all rows have the same set. */
  public boolean isConstant() {
    return sets.size() == 1;
  }

  /**
   * Returns the set of a row.
   *
   * @param row the row
   */
  public SeedSet of(int row) {
    return sets.get(setOfRow.applyAsInt(row));
  }
}
