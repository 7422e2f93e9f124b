package org.nasturtium.core.search;

import java.util.List;
import java.util.Optional;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Trial;

/**
 * A strategy decides what to evaluate next from what was found so far.
 *
 * <p>The n-th proposal becomes trial n. Trials are told in the order of their numbers, each once,
 * however many were asked for in between; so a strategy's state is a function of its seed and of
 * the sequence of calls, and doing the same calls again rebuilds it: resuming, auditing and working
 * in many processes are that one mechanism. Failed and pruned trials are told too, and count as
 * worse than any completed one. Strategies are not thread-safe.
 */
public interface Strategy {
  /**
   * Returns what to evaluate next; empty if nothing can be proposed before another trial is told,
   * or, when no trial is open, ever.
   */
  Optional<Proposal> ask();

  /**
   * Tells a finished trial.
   *
   * @param trial the trial of the lowest number not told yet
   */
  void tell(Trial trial);

  /**
   * Returns the fidelities below that of the problem at which it may evaluate, ascending; none for
   * most methods.
   */
  default List<Fidelity> partialFidelities() {
    return List.of();
  }
}
