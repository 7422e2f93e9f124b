package org.nasturtium.core.evaluate;

import java.util.List;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.trial.Measurement;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;

/**
 * An evaluator with costs adds to every measurement what the architecture costs, so that a search
 * can have it as an objective.
 *
 * @param inner measures the rest
 * @param costs the costs to add
 */
public record WithCosts(Evaluator inner, List<ArchitectureCost> costs) implements Evaluator {
  /** Copies the costs. */
  public WithCosts {
    costs = List.copyOf(costs);
  }

  @Override
  public Outcome evaluate(Proposal proposal, Seed seed, RunControl control) {
    Outcome outcome = inner.evaluate(proposal, seed, control);
    if (!(outcome instanceof Outcome.Completed completed)) {
      return outcome;
    }
    Measurement measurement = completed.measurement();
    for (ArchitectureCost cost : costs) {
      measurement = measurement.with(cost.metric(), cost.of(proposal.architecture()));
    }
    return new Outcome.Completed(measurement);
  }
}
