package org.nasturtium.core.evaluate;

import java.util.List;
import java.util.Optional;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;

/**
 * A constrained evaluator prunes what breaks a bound, with the reason, and evaluates the rest.
 *
 * @param inner evaluates what keeps all bounds
 * @param bounds the bounds
 */
public record Constrained(Evaluator inner, List<Bound> bounds) implements Evaluator {
  /** Copies the bounds. */
  public Constrained {
    bounds = List.copyOf(bounds);
  }

  @Override
  public Outcome evaluate(Proposal proposal, Seed seed, RunControl control) {
    for (Bound bound : bounds) {
      Optional<String> violation = bound.violation(proposal.architecture());
      if (violation.isPresent()) {
        return new Outcome.Pruned(violation.get());
      }
    }
    return inner.evaluate(proposal, seed, control);
  }
}
