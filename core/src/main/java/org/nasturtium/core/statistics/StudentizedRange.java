package org.nasturtium.core.statistics;

import org.hipparchus.analysis.solvers.BrentSolver;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * The studentized range with infinitely many degrees of freedom: the range (largest less smallest)
 * of k independent standard normal numbers.
 */
final class StudentizedRange {
  private static final double STEP = 1.0 / 16;
  private static final int STEPS_TO_ZERO = 144;
  private static final double LARGEST = 40;
  private static final int MOST_STEPS = 200;

  private StudentizedRange() {}

  /** Returns the range that is not exceeded with a probability. */
  static double quantile(double probability, int count) {
    return new BrentSolver(1e-12)
        .solve(MOST_STEPS, range -> cumulative(range, count) - probability, 0, LARGEST);
  }

  /**
   * Returns the probability that the range is at most {@code range}: k times the integral over the
   * largest number z of phi(z) (Phi(z) - Phi(z - range))^(k - 1). The trapezoidal rule converges
   * exponentially for such smooth functions that vanish at both ends.
   */
  static double cumulative(double range, int count) {
    NormalDistribution normal = new NormalDistribution();
    double sum = 0;
    for (int i = -STEPS_TO_ZERO; i <= STEPS_TO_ZERO; i++) {
      double z = i * STEP;
      double others = normal.cumulativeProbability(z) - normal.cumulativeProbability(z - range);
      sum += normal.density(z) * Math.pow(others, count - 1);
    }
    return count * STEP * sum;
  }
}
