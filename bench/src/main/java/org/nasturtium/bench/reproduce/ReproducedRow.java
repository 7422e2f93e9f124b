package org.nasturtium.bench.reproduce;

import java.util.Optional;
import java.util.SortedMap;
import org.nasturtium.core.statistics.Moments;

/**
 * A reproduced row is what a method reached on a data set at the end of the time budget, beside what
 * was published.
 *
 * @param strategy the name of the strategy
 * @param method the method as published tables print it
 * @param settings the settings of the strategy, by name
 * @param dataset the name of the data set
 * @param seconds the time budget in simulated seconds
 * @param validation the final validation accuracy over all runs, in percent
 * @param test the final test accuracy over all runs, in percent
 * @param evaluations the mean number of evaluations of a run
 * @param published the published row, if there is one
 */
public record ReproducedRow(
    String strategy,
    String method,
    SortedMap<String, String> settings,
    String dataset,
    double seconds,
    Moments validation,
    Moments test,
    double evaluations,
    Optional<PublishedResult> published) {
  /** Returns the number of runs. */
  public int runs() {
    return test.count();
  }

  /**
   * Returns whether both means lie within the acceptance band of the published ones; empty if
   * nothing is published.
   */
  public Optional<Boolean> withinBand() {
    return published.map(
        row ->
            isClose(validation.mean(), row.validation().mean(), row.band())
                && isClose(test.mean(), row.test().mean(), row.band()));
  }

  private static boolean isClose(double found, double expected, double band) {
    return Math.abs(found - expected) <= band;
  }
}
