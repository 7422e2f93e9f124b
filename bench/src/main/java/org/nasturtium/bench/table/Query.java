package org.nasturtium.bench.table;

/**
 * A query says which value of an architecture is asked for. Everything is said; nothing has a
 * default.
 *
 * @param record what the network was trained on
 * @param split what it was evaluated on
 * @param budget the epochs its training was scheduled for
 * @param epoch when in that training
 * @param seeds which of its trainings
 * @param quantity what was measured
 * @param leakage whether a number that mixes validation and test images may be read
 */
public record Query(
    RecordName record,
    Split split,
    Budget budget,
    Epoch epoch,
    Seeds seeds,
    Quantity quantity,
    Leakage leakage) {
  /**
   * Returns a query for an accuracy that mixes no validation with test images.
   *
   * @param record what the network was trained on
   * @param split what it was evaluated on
   * @param budget the epochs its training was scheduled for
   * @param epoch when in that training
   * @param seeds which of its trainings
   */
  public static Query accuracy(
      RecordName record, Split split, Budget budget, Epoch epoch, Seeds seeds) {
    return new Query(record, split, budget, epoch, seeds, Quantity.ACCURACY, Leakage.REFUSED);
  }

  /** Returns this query, allowed to read a number that mixes validation and test images. */
  public Query allowingLeakage() {
    return new Query(record, split, budget, epoch, seeds, quantity, Leakage.ALLOWED);
  }

  /**
   * Returns this query for another quantity.
   *
   * @param other the quantity
   */
  public Query of(Quantity other) {
    return new Query(record, split, budget, epoch, seeds, other, leakage);
  }

  /** Returns the series this query reads. */
  public Series series() {
    return new Series(record, budget, split, quantity);
  }
}
