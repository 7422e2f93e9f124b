package org.nasturtium.bench.analyze;

import java.util.List;

/**
 * An agreement is the final validation accuracy of all architectures on one data set against their
 * test accuracy (Figure 5.4).
 *
 * @param dataset the name of the data set
 * @param points one per architecture, by ascending index
 */
public record Agreement(String dataset, List<Point> points) {
  /**
   * One architecture.
   *
   * @param index its index
   * @param validation its final validation accuracy in percent
   * @param test its final test accuracy in percent
   */
  public record Point(int index, double validation, double test) {}

  /** Copies the list. */
  public Agreement {
    points = List.copyOf(points);
  }
}
