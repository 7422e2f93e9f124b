package org.nasturtium.app.study;

import java.util.Map;
import java.util.OptionalInt;
import org.nasturtium.core.search.strategy.Nasgem;
import org.nasturtium.core.trial.Metric;

/**
 * What a search on images does unless it is told otherwise; a strategy that wants its own adds a
 * row.
 *
 * @param trials the most trials
 * @param epochs the epochs of a trial; empty for those of the data set's preset
 * @param retrainEpochs the epochs of the final training; empty for none
 * @param objective what is optimized
 */
public record StrategyDefaults(
    int trials, OptionalInt epochs, OptionalInt retrainEpochs, Metric objective) {
  private static final StrategyDefaults USUAL =
      new StrategyDefaults(
          20, OptionalInt.empty(), OptionalInt.empty(), Metric.VALIDATION_ACCURACY);

  /** Two rounds after the initial cells, and the whole search within minutes on two cores. */
  private static final Map<String, StrategyDefaults> ROWS =
      Map.of(
          Nasgem.NAME,
          new StrategyDefaults(
              40, OptionalInt.of(1), OptionalInt.of(10), Metric.EFFICIENCY_SCORE));

  /**
   * Returns the defaults of a strategy.
   *
   * @param strategy its name
   */
  public static StrategyDefaults of(String strategy) {
    return ROWS.getOrDefault(strategy, USUAL);
  }
}
