package org.nasturtium.bench.table;

import org.nasturtium.core.fault.InvalidInputException;

/**
 * A search view is all that a search may see of a table: the validation split of one record, and
 * costs. Test images are out of its reach.
 */
public final class SearchView {
  private final BenchmarkTable table;
  private final RecordName record;
  private final Split split;
  private final Leakage leakage;

  SearchView(BenchmarkTable table, RecordName record, Split split, Leakage leakage) {
    this.table = table;
    this.record = record;
    this.split = split;
    this.leakage = leakage;
  }

  /** Returns the record that is read. */
  public RecordName record() {
    return record;
  }

  /** Returns the split that is read. */
  public Split split() {
    return split;
  }

  /** Returns whether this view sees what a search should not. */
  public Leakage leakage() {
    return leakage;
  }

  /**
   * Agrees to read validation values.
   *
   * @param budget the epochs the training was scheduled for
   * @param epoch when in that training
   * @param seeds which training, or the mean
   * @param quantity what was measured
   * @throws InvalidInputException if the table does not hold them; the message says what it does
   */
  public Lookup lookup(Budget budget, Epoch epoch, Seeds seeds, Quantity quantity) {
    return table.lookup(new Query(record, split, budget, epoch, seeds, quantity, leakage));
  }

  /**
   * Returns the costs of the architectures.
   *
   * @param budget the budget
   */
  public Costs costs(Budget budget) {
    return table.costs(record, budget);
  }
}
