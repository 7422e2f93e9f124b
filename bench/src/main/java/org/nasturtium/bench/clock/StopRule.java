package org.nasturtium.bench.clock;

/**
 * A stop rule says when a simulated search ends: after the evaluation that reaches the time budget,
 * so that a run overshoots by one evaluation, or after a number of evaluations.
 *
 * @param seconds the time budget in simulated seconds, above 0; infinite if only the number counts
 * @param evaluations the most evaluations, at least 1
 * @param beyond how many evaluations are made after the one that reaches the time budget, at least
 *     0; the reading at the budget may use one of them
 */
public record StopRule(double seconds, int evaluations, int beyond) {
  /** Checks the ranges. */
  public StopRule {
    if (!(seconds > 0) || evaluations < 1 || beyond < 0) {
      throw new IllegalArgumentException(
          "no search ends after %s s, %d evaluations and %d beyond"
              .formatted(seconds, evaluations, beyond));
    }
  }

  /**
   * Returns the rule of a time budget.
   *
   * @param seconds the budget in simulated seconds
   */
  public static StopRule at(double seconds) {
    return new StopRule(seconds, Integer.MAX_VALUE, 0);
  }

  /**
   * Returns this rule with a limit on evaluations too.
   *
   * @param most the most evaluations
   */
  public StopRule within(int most) {
    return new StopRule(seconds, most, beyond);
  }

  /**
   * Returns the rule of a search that does not stop at the budget, which is applied to its trace
   * afterward. It makes one evaluation beyond: later ones are never read.
   */
  public StopRule appliedAfterward() {
    return new StopRule(seconds, evaluations, 1);
  }
}
