package org.nasturtium.core.evaluate;

import java.util.OptionalDouble;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;

/**
 * A noisy evaluator adds Gaussian noise to one metric of another: for tests, and for studying how
 * much noise a strategy stands. The noise is decided by the seed of the evaluation.
 *
 * @param inner measures the value without noise
 * @param metric the metric that becomes noisy
 * @param deviation the standard deviation of the noise, in the unit of the metric, not negative
 */
public record Noisy(Evaluator inner, Metric metric, double deviation) implements Evaluator {
  /** Checks the deviation. */
  public Noisy {
    if (!(deviation >= 0 && Double.isFinite(deviation))) {
      throw new IllegalArgumentException("a standard deviation of " + deviation);
    }
  }

  @Override
  public Outcome evaluate(Proposal proposal, Seed seed, RunControl control) {
    Outcome outcome = inner.evaluate(proposal, seed, control);
    if (!(outcome instanceof Outcome.Completed completed)) {
      return outcome;
    }
    OptionalDouble value = completed.measurement().value(metric);
    if (value.isEmpty()) {
      return outcome;
    }
    double noise = deviation * seed.child("noise " + metric.name()).random().nextGaussian();
    return new Outcome.Completed(completed.measurement().with(metric, value.getAsDouble() + noise));
  }
}
