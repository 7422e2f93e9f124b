package org.nasturtium.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * One line of the table.
 *
 * @param benchmark what was measured
 * @param variant how
 * @param spread the measurements
 * @param unit their unit
 * @param ratio this variant against the first of its benchmark, null where nothing is compared
 * @param goal the goal, empty where there is none
 */
record Row(
    String benchmark,
    String variant,
    Spread spread,
    String unit,
    @Nullable Ratio ratio,
    String goal) {
  /**
   * How many times less this variant needs than the first one; more than 1 is better.
   *
   * @param minima by the smallest values: what a quiet machine would show
   * @param medians by the medians
   * @param cpu by the processor time of all rounds, which other programs disturb least; NaN where
   *     it was not measured
   */
  record Ratio(double minima, double medians, double cpu) {}
}
