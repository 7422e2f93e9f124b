package org.nasturtium.bench.clock;

import java.util.List;
import java.util.OptionalDouble;
import org.nasturtium.bench.table.Dataset;

/**
 * The time budgets of NATS-Bench: the simulated seconds that its multi-trial methods may use on a
 * data set (thesis section 5.6 for the publication; the drivers of the authors for the code).
 */
public final class TimeBudgets {
  private static final double PUBLISHED = 20_000;

  private record Coded(String space, Dataset dataset, double seconds) {}

  private static final List<Coded> CODED =
      List.of(
          new Coded("nats-topology", Dataset.CIFAR10, 20_000),
          new Coded("nats-topology", Dataset.CIFAR100, 40_000),
          new Coded("nats-topology", Dataset.IMAGENET16_120, 120_000),
          new Coded("nats-size", Dataset.CIFAR10, 20_000),
          new Coded("nats-size", Dataset.CIFAR100, 40_000),
          new Coded("nats-size", Dataset.IMAGENET16_120, 60_000));

  private TimeBudgets() {}

  /**
   * Returns the budget of a data set in simulated seconds; empty where nothing is published.
   *
   * @param space the name of the search space
   * @param dataset the data set
   * @param conventions which of two budgets is meant
   */
  public static OptionalDouble seconds(String space, Dataset dataset, Conventions conventions) {
    return CODED.stream()
        .filter(row -> row.space.equals(space) && row.dataset.name().equals(dataset.name()))
        .mapToDouble(row -> conventions.asPublished(Deviation.BUDGETS) ? PUBLISHED : row.seconds)
        .findFirst();
  }
}
