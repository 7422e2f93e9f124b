package org.nasturtium.bench.table;

import java.util.List;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * A lookup is a query that a table has agreed to answer: what it reads is found and at hand, and
 * each answer is an array read. Thread-safe.
 */
public final class Lookup {
  private final Query query;
  private final double[] values;
  private final RowSeeds seeds;
  private final List<List<Defect>> defectsOfSet;
  private final BenchmarkTable table;

  Lookup(
      BenchmarkTable table,
      Query query,
      double[] values,
      RowSeeds seeds,
      List<List<Defect>> defectsOfSet) {
    this.table = table;
    this.query = query;
    this.values = values;
    this.seeds = seeds;
    this.defectsOfSet = defectsOfSet;
  }

  /** Returns the query that is answered. */
  public Query query() {
    return query;
  }

  /**
   * Returns the value of an architecture; NaN if it is missing.
   *
   * @param row the architecture's row
   */
  public double value(int row) {
    return values[row];
  }

  /**
   * Returns whether the value of an architecture is held.
   *
   * @param row the architecture's row
   */
  public boolean isHeld(int row) {
    return !Double.isNaN(values[row]);
  }

  /**
   * Returns the trainings behind the value of an architecture.
   *
   * @param row the architecture's row
   */
  public SeedSet seeds(int row) {
    return seeds.of(row);
  }

  /**
   * Returns the value of an architecture and what must be known about it.
   *
   * @param row the architecture's row
   * @throws InvalidInputException if the value is missing; the message says what is held
   */
  public Answer answer(int row) {
    double value = values[row];
    if (Double.isNaN(value)) {
      throw table.missing(query, row);
    }
    int set = seeds.setOfRow().applyAsInt(row);
    return new Answer(value, seeds.sets().get(set), defectsOfSet.get(set));
  }

  /** Returns the values of all rows as a new array; NaN where missing. */
  public double[] toArray() {
    return values.clone();
  }
}
