package org.nasturtium.bench.analyze;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A cost series is the accuracy of all architectures on one data set against a cost (Figure 5.3).
 *
 * @param dataset the name of the data set
 * @param cost which cost
 * @param points one per architecture, by ascending index
 */
public record CostSeries(String dataset, Cost cost, List<Point> points) {
  /** A cost. */
  public enum Cost {
    /** The number of parameters. */
    PARAMETERS("parameters"),
    /** The multiply-accumulates of one image, which the thesis calls FLOPs. */
    MACS("macs");

    private final String label;

    Cost(String label) {
      this.label = label;
    }

    /** Returns the name in files. */
    public String label() {
      return label;
    }
  }

  /**
   * One architecture.
   *
   * @param index its index
   * @param cost its cost
   * @param train its final training accuracy in percent, if the table holds it
   * @param test its final test accuracy in percent
   * @param isPareto whether no other architecture is at least as good in both and better in one
   * @param reference the name of the hand-made architecture that it is; empty for most
   */
  public record Point(
      int index,
      double cost,
      OptionalDouble train,
      double test,
      boolean isPareto,
      String reference) {}

  /** Copies the list. */
  public CostSeries {
    points = List.copyOf(points);
  }

  /** Returns the Pareto front of low cost and high test accuracy, by ascending cost. */
  public List<Point> front() {
    return points.stream()
        .filter(Point::isPareto)
        .sorted(Comparator.comparingDouble(Point::cost))
        .toList();
  }
}
