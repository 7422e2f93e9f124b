package org.nasturtium.core.statistics;

/** What every statistic asks of the numbers it is given. */
final class Samples {
  private Samples() {}

  /** Checks that there are enough numbers and that all are finite. */
  static void check(double[] values, int atLeast) {
    if (values.length < atLeast) {
      throw new IllegalArgumentException(
          "expected at least %d numbers, found %d".formatted(atLeast, values.length));
    }
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(value + " is not a finite number");
      }
    }
  }

  /** Checks that two series have the same, sufficient length and that all numbers are finite. */
  static void checkPaired(double[] x, double[] y, int atLeast) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "expected pairs, found %d and %d numbers".formatted(x.length, y.length));
    }
    check(x, atLeast);
    check(y, atLeast);
  }

  /** Checks that a probability is strictly between 0 and 1. */
  static void checkProbability(String name, double probability) {
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException("%s of %s is outside (0, 1)".formatted(name, probability));
    }
  }

  /** Returns whether all numbers are equal. */
  static boolean isConstant(double[] values) {
    for (double value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }
}
