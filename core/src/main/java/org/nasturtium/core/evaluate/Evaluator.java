package org.nasturtium.core.evaluate;

import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;

/**
 * An evaluator turns a proposal into an outcome: trains it, looks it up, predicts it, or wraps
 * another evaluator.
 *
 * <p>The outcome depends on the proposal and the seed only, never on other evaluations, the thread
 * or the time. Evaluators are thread-safe.
 */
public interface Evaluator {
  /**
   * Evaluates a proposal.
   *
   * @param proposal the proposal
   * @param seed where all its randomness comes from
   * @param control is told how far the evaluation is, and asked whether to stop
   * @return the outcome; an evaluation that breaks is a failed outcome, not an exception
   * @throws StoppedException if the control asked to stop
   */
  Outcome evaluate(Proposal proposal, Seed seed, RunControl control);
}
