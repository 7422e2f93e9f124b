package org.nasturtium.core.search;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A strategy factory is a strategy with its settings chosen: it makes as many fresh ones as needed,
 * for example to replay a study.
 *
 * @param name the name users type
 * @param settings the settings in effect, by name: a part of what decides a study
 * @param maker makes a strategy
 */
public record StrategyFactory(String name, SortedMap<String, String> settings, Maker maker) {
  /** Makes fresh strategies. */
  @FunctionalInterface
  public interface Maker {
    /**
     * Returns a fresh strategy.
     *
     * @param problem what to search
     * @param seed where all its randomness comes from
     */
    Strategy create(SearchProblem problem, Seed seed);
  }

  /** Copies the settings. */
  public StrategyFactory {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }

  /**
   * Returns a fresh strategy.
   *
   * @param problem what to search
   * @param seed where all its randomness comes from
   */
  public Strategy create(SearchProblem problem, Seed seed) {
    return maker.create(problem, seed);
  }
}
