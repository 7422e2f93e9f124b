package org.nasturtium.core.search;

import java.util.List;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.space.SearchSpace;

/**
 * A surrogate guesses the scores of architectures from the scores measured so far, so that a
 * strategy can look at many architectures and evaluate few.
 *
 * <p>Its guesses are a function of its seed and of the sequence of {@link #fit} calls: making the
 * same calls again rebuilds it. It holds nothing that must be closed. Not thread-safe.
 */
public interface Surrogate {
  /**
   * A guess.
   *
   * @param mean the score that is expected
   * @param deviation how uncertain that is, in the unit of scores; 0 if the surrogate cannot tell
   */
  record Guess(double mean, double deviation) {}

  /** Makes surrogates. */
  @FunctionalInterface
  interface Factory {
    /**
     * Returns a surrogate that knows nothing yet.
     *
     * @param space the architectures it will see
     * @param seed where all its randomness comes from
     */
    Surrogate create(SearchSpace space, Seed seed);
  }

  /**
   * Learns from all scores measured so far, building on what it learned before.
   *
   * @param architectures the architectures, at least two
   * @param scores their scores, of which larger is better, finite, in the same order
   */
  void fit(List<Architecture> architectures, double[] scores);

  /**
   * Returns what it expects of architectures.
   *
   * @param architectures the architectures
   * @return a guess for each, in order
   * @throws IllegalStateException if nothing was learned yet
   */
  List<Guess> guess(List<Architecture> architectures);
}
