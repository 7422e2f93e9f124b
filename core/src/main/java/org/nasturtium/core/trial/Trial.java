package org.nasturtium.core.trial;

import java.util.OptionalDouble;

/**
 * A trial is a finished proposal: the unit that is stored, told to the strategy and reported. It
 * never changes.
 *
 * @param number the position in its study, from 0: the n-th ask of the strategy is trial n
 * @param seed the seed its evaluation drew from
 * @param proposal what was proposed
 * @param outcome what came of it
 * @param provenance who made it, with what, and when
 */
public record Trial(
    int number, long seed, Proposal proposal, Outcome outcome, Provenance provenance) {
  /**
   * Returns the value of a metric, if the trial was completed and it was measured.
   *
   * @param metric the metric
   */
  public OptionalDouble value(Metric metric) {
    return outcome
        .found()
        .map(measurement -> measurement.value(metric))
        .orElse(OptionalDouble.empty());
  }
}
