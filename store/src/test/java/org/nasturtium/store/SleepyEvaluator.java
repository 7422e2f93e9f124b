package org.nasturtium.store;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.nasturtium.core.evaluate.Evaluator;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.trial.Measurement;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;

/**
 * Takes a few milliseconds for an accuracy that grows with the picks, disturbed by the seed; one of
 * sixteen evaluations fails.
 */
final class SleepyEvaluator implements Evaluator {
  private static final int MOST_MILLIS = 12;
  private static final int FAILS = 16;

  @Override
  public Outcome evaluate(Proposal proposal, Seed seed, RunControl control) {
    RandomGenerator random = seed.random();
    try {
      Thread.sleep(random.nextInt(2, MOST_MILLIS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoppedException("interrupted");
    }
    if (random.nextInt(FAILS) == 0) {
      return new Outcome.Failed("this one fails", 1);
    }
    int sum = Arrays.stream(proposal.architecture().picks()).sum();
    double accuracy = 50 + sum + random.nextDouble();
    return new Outcome.Completed(Measurement.of(Metric.VALIDATION_ACCURACY, accuracy, 1));
  }
}
