package org.nasturtium.core.statistics;

import java.util.OptionalDouble;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.stat.correlation.KendallsCorrelation;

/**
 * A correlation is a number from -1 to 1 that says how much two series agree.
 *
 * <p>Pearson's is computed from centered sums and not from the library's regression, whose
 * coefficient of determination loses half of the digits near zero.
 */
public enum Correlation {
  /** How close the points are to a line. */
  PEARSON("pearson") {
    @Override
    double coefficient(double[] x, double[] y) {
      return pearson(x, y);
    }

    @Override
    double variance(double coefficient, int count) {
      return 1.0 / (count - 3);
    }
  },

  /** How close the ranks are to a line; tied values share the average of their ranks. */
  SPEARMAN("spearman") {
    @Override
    double coefficient(double[] x, double[] y) {
      return pearson(Ranks.of(x), Ranks.of(y));
    }

    /** Bonett and Wright, Psychometrika 65, 2000. */
    @Override
    double variance(double coefficient, int count) {
      return (1 + coefficient * coefficient / 2) / (count - 3);
    }
  },

  /**
   * Kendall's tau-b: how many more pairs are in the same order than in the opposite one; pairs tied
   * in one series count in the denominator, pairs tied in both do not (Knight's algorithm, O(n log
   * n)).
   */
  KENDALL("kendall") {
    @Override
    double coefficient(double[] x, double[] y) {
      return new KendallsCorrelation().correlation(Ranks.positiveZeros(x), Ranks.positiveZeros(y));
    }

    /** Fieller, Hartley and Pearson, Biometrika 44, 1957. */
    @Override
    double variance(double coefficient, int count) {
      return 0.437 / (count - 4);
    }
  };

  private static final int FEWEST_FOR_AN_INTERVAL = 5;

  private final String text;

  Correlation(String text) {
    this.text = text;
  }

  /** Returns the name in tables and files, for example {@code kendall}. */
  public String text() {
    return text;
  }

  /**
   * Returns the correlation of two series; empty if one of them is constant, because then it is not
   * defined.
   *
   * @param x one series, finite, at least two values
   * @param y the other, as long
   * @throws IllegalArgumentException if the lengths differ, or a value is not finite
   */
  public OptionalDouble of(double[] x, double[] y) {
    Samples.checkPaired(x, y, 2);
    if (Samples.isConstant(x) || Samples.isConstant(y)) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(Math.max(-1, Math.min(1, coefficient(x, y))));
  }

  /**
   * Returns the confidence interval of a correlation by Fisher's z: the inverse hyperbolic tangent
   * is close to normal. {@link Bootstrap} makes no such assumption.
   *
   * @param coefficient the correlation of the sample, -1 to 1
   * @param count the number of pairs it was computed from, at least 5
   * @param level the confidence level, in (0, 1)
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public ConfidenceInterval interval(double coefficient, int count, double level) {
    Samples.checkProbability("a confidence level", level);
    if (!(Math.abs(coefficient) <= 1) || count < FEWEST_FOR_AN_INTERVAL) {
      throw new IllegalArgumentException(
          "no interval for a correlation of %s over %d pairs".formatted(coefficient, count));
    }
    double center = 0.5 * Math.log((1 + coefficient) / (1 - coefficient));
    double reach =
        new NormalDistribution().inverseCumulativeProbability(0.5 + level / 2)
            * Math.sqrt(variance(coefficient, count));
    return new ConfidenceInterval(Math.tanh(center - reach), Math.tanh(center + reach), level);
  }

  /** Returns the correlation of two series that are not constant. */
  abstract double coefficient(double[] x, double[] y);

  /** Returns the variance of Fisher's z. */
  abstract double variance(double coefficient, int count);

  private static double pearson(double[] x, double[] y) {
    double meanX = Moments.of(x).mean();
    double meanY = Moments.of(y).mean();
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      double dx = x[i] - meanX;
      double dy = y[i] - meanY;
      xy += dx * dy;
      xx += dx * dx;
      yy += dy * dy;
    }
    return xy / (Math.sqrt(xx) * Math.sqrt(yy));
  }
}
