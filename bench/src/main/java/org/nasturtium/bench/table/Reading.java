package org.nasturtium.bench.table;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * A reading is what the ledger of defects must know of something read from a table.
 *
 * @param space the name of the table's space
 * @param subject what is read
 * @param query the query, when a measured value is read
 * @param seeds the trainings behind the value
 * @param storedCostDiffers whether the table also holds parameters or MACs that differ from the
 *     computed ones
 */
public record Reading(
    String space,
    Subject subject,
    Optional<Query> query,
    SeedSet seeds,
    boolean storedCostDiffers) {
  /** What is read. */
  public enum Subject {
    /** A measured accuracy or loss. */
    VALUE,
    /** Parameters or MACs. */
    COST,
    /** Seconds of training or evaluation, or a latency. */
    TIME,
    /** An order of architectures: an optimum, a rank, a published list. */
    RANKING
  }

  /**
   * Returns the reading of a measured value.
   *
   * @param space the name of the table's space
   * @param query the query
   * @param seeds the trainings behind the value
   */
  static Reading value(String space, Query query, SeedSet seeds) {
    return new Reading(space, Subject.VALUE, Optional.of(query), seeds, false);
  }

  /**
   * Returns the reading of parameters or MACs.
   *
   * @param space the name of the table's space
   * @param storedDiffers whether the table holds other ones than the computed
   */
  static Reading cost(String space, boolean storedDiffers) {
    return new Reading(space, Subject.COST, Optional.empty(), SeedSet.UNKNOWN, storedDiffers);
  }

  /**
   * Returns the reading of a time.
   *
   * @param space the name of the table's space
   */
  static Reading time(String space) {
    return new Reading(space, Subject.TIME, Optional.empty(), SeedSet.UNKNOWN, false);
  }

  /**
   * Returns the reading of an order of architectures.
   *
   * @param space the name of the table's space
   */
  public static Reading ranking(String space) {
    return new Reading(space, Subject.RANKING, Optional.empty(), SeedSet.UNKNOWN, false);
  }

  boolean isOf(Subject wanted) {
    return subject == wanted;
  }

  boolean inTopology() {
    return space.equals("nats-topology");
  }

  boolean inSize() {
    return space.equals("nats-size");
  }

  boolean inNats() {
    return inTopology() || inSize();
  }

  boolean asks(Predicate<Query> condition) {
    return query.filter(condition).isPresent();
  }
}
