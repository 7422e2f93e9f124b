package org.nasturtium.bench.table;

/**
 * A series is one quantity of one split of one record at one budget: what its values over
 * architectures, seeds and epochs have in common.
 *
 * @param record what the networks were trained on
 * @param budget how long they were trained
 * @param split what they were evaluated on
 * @param quantity what was measured
 */
public record Series(RecordName record, Budget budget, Split split, Quantity quantity) {
  @Override
  public String toString() {
    return "%s of %s %s at %s".formatted(quantity, record, split, budget);
  }
}
