package org.nasturtium.torch.predict;

import java.util.Arrays;

/**
 * A standardization shifts and scales numbers to mean 0 and deviation 1; a column of one value
 * becomes 0.
 */
final class Standardization {
  private final double[] means;
  private final double[] deviations;

  private Standardization(double[] means, double[] deviations) {
    this.means = means;
    this.deviations = deviations;
  }

  /**
   * Returns the standardization of some rows.
   *
   * @param rows the rows one after the other
   * @param columns the length of a row
   */
  static Standardization of(double[] rows, int columns) {
    int count = rows.length / columns;
    double[] means = new double[columns];
    double[] deviations = new double[columns];
    for (int i = 0; i < rows.length; i++) {
      means[i % columns] += rows[i] / count;
    }
    for (int i = 0; i < rows.length; i++) {
      double difference = rows[i] - means[i % columns];
      deviations[i % columns] += difference * difference / count;
    }
    for (int i = 0; i < columns; i++) {
      double deviation = Math.sqrt(deviations[i]);
      deviations[i] = deviation > 1e-9 * Math.max(1, Math.abs(means[i])) ? deviation : 1;
    }
    return new Standardization(means, deviations);
  }

  /** Returns the standardization that changes nothing. */
  static Standardization none(int columns) {
    double[] ones = new double[columns];
    Arrays.fill(ones, 1);
    return new Standardization(new double[columns], ones);
  }

  /** Returns a number of a column, standardized. */
  double apply(double value, int column) {
    return (value - means[column]) / deviations[column];
  }

  /** Returns the number of a column that was standardized. */
  double undo(double value, int column) {
    return value * deviations[column] + means[column];
  }

  /** Returns the deviation of a column. */
  double deviation(int column) {
    return deviations[column];
  }
}
