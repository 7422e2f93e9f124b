package org.nasturtium.core.study;

import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.trial.History;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Trial;

/**
 * A budget is when a study ends. It is looked at after each told trial, in the order of the
 * numbers: the study ends with the first trial that reaches it, so it overshoots a limit of seconds
 * by at most that trial, and never depends on the number of workers.
 *
 * @param trials the most trials, failed and pruned ones included; at least 1
 * @param seconds the cost after which no further trial counts, in seconds, real or simulated; above
 *     0
 * @param inVain the most trials in a row that may be pruned or fail; at least 1. Pruned trials cost
 *     nothing, so without this a search for what no architecture can be would never end.
 */
public record Budget(int trials, double seconds, int inVain) {
  private static final int MOST_IN_VAIN = 10_000;

  /**
   * Checks the ranges.
   *
   * @throws InvalidInputException if a limit is below its range
   */
  public Budget {
    if (trials < 1 || inVain < 1) {
      throw new InvalidInputException(
          "a budget of %d trials is not possible; expected at least 1"
              .formatted(Math.min(trials, inVain)));
    }
    if (!(seconds > 0)) {
      throw new InvalidInputException(
          "a budget of %s seconds is not possible; expected a number above 0".formatted(seconds));
    }
  }

  /**
   * Returns a budget of so many trials.
   *
   * @param trials at least 1
   */
  public static Budget ofTrials(int trials) {
    return new Budget(trials, Double.POSITIVE_INFINITY, MOST_IN_VAIN);
  }

  /**
   * Returns a budget of so much cost.
   *
   * @param seconds real or simulated seconds, above 0
   */
  public static Budget ofSeconds(double seconds) {
    return new Budget(Integer.MAX_VALUE, seconds, MOST_IN_VAIN);
  }

  /** Counts what is spent of a budget. */
  static final class Meter {
    private final Budget budget;
    private int inVain;

    Meter(Budget budget) {
      this.budget = budget;
    }

    /** Returns whether the study goes on after a trial that was just added to its history. */
    boolean allowsMore(Trial trial, History history) {
      inVain = trial.outcome() instanceof Outcome.Completed ? 0 : inVain + 1;
      return history.trials().size() < budget.trials
          && history.seconds() < budget.seconds
          && inVain < budget.inVain;
    }

    /** Returns why the study ends. */
    StudyResult.End end() {
      return inVain >= budget.inVain ? StudyResult.End.IN_VAIN : StudyResult.End.BUDGET;
    }
  }
}
