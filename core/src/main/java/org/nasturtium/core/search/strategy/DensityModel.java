package org.nasturtium.core.search.strategy;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.space.SearchSpace;

/**
 * A density model tells good architectures from bad ones by the ratio of their densities (the
 * tree-structured Parzen estimator of Bergstra et al., 2011, in the form of BOHB).
 *
 * @param good the density of the good architectures
 * @param bad the density of the bad ones
 */
record DensityModel(KernelDensity good, KernelDensity bad) {
  private static final double LEAST = 1e-32;

  /** How many draws a candidate takes at most where a space does not contain all combinations. */
  private static final int ATTEMPTS = 100;

  /**
   * Draws candidates around good points and returns the one whose ratio of bad to good density is
   * smallest.
   *
   * @param space the space
   * @param samples how many candidates to draw
   * @param random where they are drawn from
   * @return empty if no candidate was usable
   */
  Optional<Architecture> propose(SearchSpace space, int samples, RandomGenerator random) {
    @Nullable Architecture best = null;
    double smallest = Double.POSITIVE_INFINITY;
    int usable = 0;
    for (int draw = 0; usable < samples && draw < samples * ATTEMPTS; draw++) {
      Architecture candidate = near(good.point(random.nextInt(good.size())), space, random);
      if (!space.contains(candidate)) {
        continue;
      }
      usable++;
      double likely = good.density(candidate);
      double ratio = ratio(bad.density(candidate), likely);
      if (!Double.isFinite(ratio) && Double.isFinite(likely)) {
        return Optional.of(candidate);
      }
      if (ratio < smallest) {
        smallest = ratio;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Returns the ratio as HpBandSter has it, undefined densities included. */
  static double ratio(double bad, double good) {
    double numerator = bad > LEAST ? bad : LEAST;
    double denominator = good < LEAST ? LEAST : good;
    return numerator / denominator;
  }

  /** Keeps each pick with a probability of one minus its bandwidth, and draws it anew otherwise. */
  private Architecture near(Architecture point, SearchSpace space, RandomGenerator random) {
    int[] picks = point.picks();
    for (int i = 0; i < picks.length; i++) {
      Choice choice = space.choices().get(i);
      if (random.nextDouble() >= 1 - good.bandwidth(i)) {
        picks[i] = random.nextInt(choice.size());
      }
    }
    return Architecture.of(picks);
  }
}
