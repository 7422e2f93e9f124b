package org.nasturtium.bench.reproduce;

import java.util.List;
import java.util.Optional;

/**
 * A published result is a row of a table of NATS-Bench: what a method reached on a data set, in
 * percent, over 500 runs under the simulated clock. Most were never verified against data.
 *
 * @param space the search space
 * @param method the method as the table prints it, for example {@code REA}
 * @param dataset the data set
 * @param validation the validation accuracy
 * @param test the test accuracy
 */
public record PublishedResult(
    String space,
    String method,
    String dataset,
    MeanAndDeviation validation,
    MeanAndDeviation test) {
  /** Where the rows come from. */
  public static final String SOURCE =
      "X. Dong, L. Liu, K. Musial, B. Gabrys: NATS-Bench: Benchmarking NAS Algorithms for"
          + " Architecture Topology and Size, IEEE TPAMI 44(7), 2022, tables of the multi-trial"
          + " methods";

  private static final String TOPOLOGY = "nats-topology";
  private static final String SIZE = "nats-size";
  private static final String C10 = "cifar10";
  private static final String C100 = "cifar100";
  private static final String IN16 = "ImageNet16-120";

  private static final List<PublishedResult> ROWS =
      List.of(
          row(TOPOLOGY, "RANDOM", C10, 91.07, 0.26, 93.86, 0.23),
          row(TOPOLOGY, "RANDOM", C100, 71.46, 0.97, 71.55, 0.97),
          row(TOPOLOGY, "RANDOM", IN16, 45.03, 0.91, 45.28, 0.97),
          row(TOPOLOGY, "REA", C10, 91.25, 0.31, 94.02, 0.31),
          row(TOPOLOGY, "REA", C100, 72.28, 0.95, 72.23, 0.95),
          row(TOPOLOGY, "REA", IN16, 45.71, 0.77, 45.77, 0.80),
          row(TOPOLOGY, "REINFORCE", C10, 91.12, 0.25, 93.90, 0.26),
          row(TOPOLOGY, "REINFORCE", C100, 71.80, 0.94, 71.86, 0.89),
          row(TOPOLOGY, "REINFORCE", IN16, 45.37, 0.74, 45.64, 0.78),
          row(TOPOLOGY, "BOHB", C10, 91.17, 0.27, 93.94, 0.28),
          row(TOPOLOGY, "BOHB", C100, 72.04, 0.93, 72.00, 0.86),
          row(TOPOLOGY, "BOHB", IN16, 45.55, 0.79, 45.70, 0.86),
          row(SIZE, "REA", C10, 90.37, 0.20, 93.22, 0.16),
          row(SIZE, "REA", C100, 70.23, 0.50, 70.11, 0.61),
          row(SIZE, "REA", IN16, 45.30, 0.69, 45.94, 0.92),
          row(SIZE, "REINFORCE", C10, 90.25, 0.23, 93.16, 0.21),
          row(SIZE, "REINFORCE", C100, 69.84, 0.59, 69.96, 0.57),
          row(SIZE, "REINFORCE", IN16, 45.06, 0.77, 45.71, 0.93),
          row(SIZE, "RANDOM", C10, 90.10, 0.26, 93.03, 0.25),
          row(SIZE, "RANDOM", C100, 69.57, 0.57, 69.72, 0.61),
          row(SIZE, "RANDOM", IN16, 45.01, 0.74, 45.42, 0.86),
          row(SIZE, "BOHB", C10, 90.07, 0.28, 93.01, 0.24),
          row(SIZE, "BOHB", C100, 69.75, 0.60, 69.90, 0.60),
          row(SIZE, "BOHB", IN16, 45.11, 0.69, 45.56, 0.81));

  private static PublishedResult row(
      String space,
      String method,
      String dataset,
      double validation,
      double validationDeviation,
      double test,
      double testDeviation) {
    return new PublishedResult(
        space,
        method,
        dataset,
        new MeanAndDeviation(validation, validationDeviation),
        new MeanAndDeviation(test, testDeviation));
  }

  /** Returns all published rows. */
  public static List<PublishedResult> all() {
    return ROWS;
  }

  /**
   * Returns the published row of a method, if there is one.
   *
   * @param space the name of the search space
   * @param method the method as the tables print it
   * @param dataset the name of the data set
   */
  public static Optional<PublishedResult> of(String space, String method, String dataset) {
    return ROWS.stream()
        .filter(row -> row.space.equals(space))
        .filter(row -> row.method.equals(method) && row.dataset.equals(dataset))
        .findFirst();
  }

  /**
   * Returns how far the mean of 500 runs may lie from the published one, in percentage points:
   * several standard errors, and the rounding of the table.
   */
  public double band() {
    return dataset.equals(C10) ? 0.10 : 0.15;
  }
}
