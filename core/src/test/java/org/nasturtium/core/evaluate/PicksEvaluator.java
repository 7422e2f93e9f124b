package org.nasturtium.core.evaluate;

import java.util.concurrent.atomic.AtomicInteger;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.trial.Measurement;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;

/** Measures the sum of the picks and a number of the seed, and counts how often. */
final class PicksEvaluator implements Evaluator {
  final AtomicInteger evaluations = new AtomicInteger();

  @Override
  public Outcome evaluate(Proposal proposal, Seed seed, RunControl control) {
    if (control.stopRequested()) {
      throw new StoppedException("nothing was begun");
    }
    evaluations.incrementAndGet();
    double sum = seed.child("score").random().nextDouble();
    for (int pick : proposal.architecture().picks()) {
      sum += pick;
    }
    return new Outcome.Completed(
        Measurement.of(Metric.VALIDATION_ACCURACY, sum, proposal.fidelity().epochs()));
  }
}
