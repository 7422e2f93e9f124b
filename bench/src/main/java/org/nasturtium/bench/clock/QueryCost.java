package org.nasturtium.bench.clock;

import java.util.Map;
import java.util.OptionalDouble;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Budget;
import org.nasturtium.bench.table.Costs;
import org.nasturtium.bench.table.RecordName;
import org.nasturtium.bench.table.SearchView;
import org.nasturtium.bench.table.Split;

/**
 * A query cost is the simulated seconds that one query of a search stands for: all epochs of
 * training so far and one pass over the validation images. Every query pays its training from the
 * beginning, also when the same architecture was trained for fewer epochs before.
 *
 * <p>Times come from the table. Where a table of the topology space of NATS-Bench holds no
 * evaluation time, it is that of cifar10-valid scaled by the number of images, or, without that,
 * the fit {@code 0.3 t + 0.55} seconds per 25,000 images of {@code t} seconds of training, which is
 * within 16% of the published records; evaluation is under 3% of a query's cost. Tables of other
 * spaces without evaluation times charge training only.
 */
public final class QueryCost {
  private static final double REFERENCE_IMAGES = 25_000;
  private static final double FIT_SLOPE = 0.3;
  private static final double FIT_SECONDS = 0.55;

  /** The training and the validation images of a record. */
  private record Images(double training, double validation) {}

  private static final Map<RecordName, Images> IMAGES =
      Map.of(
          RecordName.CIFAR10_VALID, new Images(25_000, 25_000),
          RecordName.CIFAR100, new Images(50_000, 5_000),
          RecordName.IMAGENET16_120, new Images(151_700, 3_000));

  private final Costs own;
  private final Costs reference;
  private final Split split;
  private final RecordName record;
  private final boolean fitted;

  private QueryCost(BenchmarkTable table, SearchView view, Budget budget) {
    this.own = view.costs(budget);
    this.reference = table.costs(RecordName.CIFAR10_VALID, budget);
    this.split = view.split();
    this.record = view.record();
    this.fitted =
        table.space().name().equals("nats-topology")
            && view.split() == Split.X_VALID
            && IMAGES.containsKey(view.record());
  }

  /**
   * Returns the cost of the queries of a view.
   *
   * @param table the table
   * @param view the view of the search
   * @param budget the budget of the trainings that are queried
   */
  public static QueryCost of(BenchmarkTable table, SearchView view, Budget budget) {
    return new QueryCost(table, view, budget);
  }

  /**
   * Returns the seconds of a query; empty if the table holds no training time of the architecture.
   *
   * @param row the architecture's row
   * @param epochs the epochs trained, at least 1
   */
  public OptionalDouble seconds(int row, int epochs) {
    OptionalDouble perEpoch = own.trainSecondsPerEpoch(row);
    return perEpoch.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            epochs * perEpoch.getAsDouble() + validationSeconds(row, perEpoch.getAsDouble()));
  }

  private double validationSeconds(int row, double trainSecondsPerEpoch) {
    OptionalDouble stored = own.evaluationSeconds(split, row);
    Images images = IMAGES.get(record);
    if (stored.isPresent() || !fitted || images == null) {
      return stored.orElse(0);
    }
    double perReference =
        reference
            .evaluationSeconds(Split.X_VALID, row)
            .orElse(
                FIT_SLOPE * trainSecondsPerEpoch * REFERENCE_IMAGES / images.training()
                    + FIT_SECONDS);
    return perReference * images.validation() / REFERENCE_IMAGES;
  }
}
