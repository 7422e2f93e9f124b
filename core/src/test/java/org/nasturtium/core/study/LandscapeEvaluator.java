package org.nasturtium.core.study;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.nasturtium.core.contract.Landscape;
import org.nasturtium.core.evaluate.Evaluator;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.trial.Measurement;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;

/**
 * Measures a landscape with a part that the seed decides, fails and prunes now and then, takes a
 * random little while, and counts the evaluations of each seed.
 */
final class LandscapeEvaluator implements Evaluator {
  private final Landscape landscape;
  private final int mostMillis;
  final Map<Long, Integer> evaluations = new ConcurrentHashMap<>();

  LandscapeEvaluator(SearchProblem problem, int mostMillis) {
    this.landscape = new Landscape(problem.space(), Seed.of(99));
    this.mostMillis = mostMillis;
  }

  @Override
  public Outcome evaluate(Proposal proposal, Seed seed, RunControl control) {
    control.epoch("training", "epoch 1");
    dawdle(seed, control);
    evaluations.merge(seed.value(), 1, Integer::sum);
    double noise = seed.child("value").random().nextDouble();
    if (noise < 0.1) {
      return noise < 0.05 ? new Outcome.Failed("diverged", 7) : new Outcome.Pruned("too large");
    }
    double accuracy = landscape.accuracy(proposal.architecture(), proposal.fidelity()) + noise;
    return new Outcome.Completed(
        Measurement.of(Metric.VALIDATION_ACCURACY, accuracy, 10 + 10 * noise)
            .with(Metric.PARAMETERS, landscape.parameters(proposal.architecture())));
  }

  /** Waits a while that differs from trial to trial, but not in any way that outcomes can see. */
  private void dawdle(Seed seed, RunControl control) {
    long millis = mostMillis == 0 ? 0 : Math.floorMod(seed.value(), mostMillis);
    for (long waited = 0; waited < millis; waited++) {
      if (control.stopRequested()) {
        throw new StoppedException("stopped");
      }
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        throw new StoppedException("interrupted");
      }
    }
  }
}
