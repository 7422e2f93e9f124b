package org.nasturtium.core.statistics;

import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.hipparchus.analysis.solvers.BrentSolver;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * The studentized range with infinitely many degrees of freedom: the range (largest less smallest)
 * of k independent standard normal numbers.
 */
final class StudentizedRange {
  private static final int POINTS = 128;
  private static final double FAR = 9;
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
   * largest number z of phi(z) (Phi(z) - Phi(z - range))^(k - 1).
   */
  static double cumulative(double range, int count) {
    NormalDistribution normal = new NormalDistribution();
    UnivariateFunction density =
        z ->
            normal.density(z)
                * Math.pow(
                    normal.cumulativeProbability(z) - normal.cumulativeProbability(z - range),
                    count - 1);
    GaussIntegrator integrator = new GaussIntegratorFactory().legendre(POINTS, -FAR, FAR);
    return count * integrator.integrate(density);
  }
}
