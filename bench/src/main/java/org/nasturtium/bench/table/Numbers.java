package org.nasturtium.bench.table;

/** Numbers of a column, at hand or read from a file when they are asked for. */
@FunctionalInterface
public interface Numbers {
  /** Returns the numbers; not to be changed. */
  double[] load();

  /**
   * Returns numbers that are at hand.
   *
   * @param values the numbers, not to be changed afterward
   */
  static Numbers of(double... values) {
    return () -> values;
  }
}
