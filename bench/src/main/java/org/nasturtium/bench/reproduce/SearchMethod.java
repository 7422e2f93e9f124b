package org.nasturtium.bench.reproduce;

import java.util.List;
import org.nasturtium.core.search.StrategyFactory;
import org.nasturtium.core.search.strategy.Strategies;

/**
 * A search method is a row of a results table: a strategy with fixed settings, the same on all data
 * sets.
 *
 * @param strategy the strategy, its settings chosen
 * @param method the name that published tables print
 * @param repeats whether an architecture may be evaluated, and paid for, more than once
 * @param ending what ends its runs
 */
public record SearchMethod(
    StrategyFactory strategy, String method, Repeats repeats, Ending ending) {
  /** Whether an architecture may be evaluated more than once. */
  public enum Repeats {
    /** It may, and is paid for again, as the published baselines do. */
    CHARGED,
    /** It is not proposed again, nor is an equivalent one. */
    AVOIDED
  }

  /** What ends the runs of a method. */
  public enum Ending {
    /** The evaluation that reaches the time budget. */
    TIME_BUDGET,
    /** The time budget, or 200 evaluations before it. */
    TIME_BUDGET_OR_CYCLES,
    /** Nothing: the time budget is applied to the trace afterward. */
    AFTERWARD
  }

  /**
   * Returns a method that pays for repeats and stops at its time budget.
   *
   * @param strategy the name of the strategy
   * @param method the name that published tables print
   * @param settings {@code name=value} each; none for the published ones
   */
  static SearchMethod of(String strategy, String method, String... settings) {
    return new SearchMethod(
        Strategies.configure(strategy, List.of(settings)),
        method,
        Repeats.CHARGED,
        Ending.TIME_BUDGET);
  }

  /** Returns the name of the strategy. */
  public String name() {
    return strategy.name();
  }

  SearchMethod ending(Ending other) {
    return new SearchMethod(strategy, method, repeats, other);
  }

  SearchMethod withoutRepeats() {
    return new SearchMethod(strategy, method, Repeats.AVOIDED, ending);
  }
}
