package org.nasturtium.bench.reproduce;

import java.util.List;
import org.nasturtium.core.statistics.Moments;

/**
 * An anytime curve is the final accuracy of a method's current answer over simulated time, averaged
 * over its runs (Figure 5.6 of the thesis).
 *
 * @param strategy the name of the strategy
 * @param method the method as published tables print it
 * @param dataset the name of the data set
 * @param points the readings, ascending in time
 */
public record AnytimeCurve(String strategy, String method, String dataset, List<Point> points) {
  /** Copies the list. */
  public AnytimeCurve {
    points = List.copyOf(points);
  }

  /**
   * One reading.
   *
   * @param seconds the simulated time
   * @param validation the final validation accuracy over all runs, in percent
   * @param test the final test accuracy over all runs, in percent
   */
  public record Point(double seconds, Moments validation, Moments test) {}
}
