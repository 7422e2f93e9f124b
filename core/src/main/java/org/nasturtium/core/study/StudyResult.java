package org.nasturtium.core.study;

import org.nasturtium.core.trial.History;

/**
 * A study result is the trials that count, and why there are no more.
 *
 * @param history the trials told to the strategy
 * @param end why the study ended
 */
public record StudyResult(History history, End end) {
  /** An end is why a study has no more trials. */
  public enum End {
    /** The budget is spent. */
    BUDGET,
    /** The strategy has nothing left to propose. */
    EXHAUSTED,
    /** Too many trials in a row were pruned or failed. */
    IN_VAIN,
    /** It was asked to stop; everything finished is stored, and it can go on. */
    STOPPED
  }
}
