package org.nasturtium.core.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.contract.EvaluatorContract;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Proposal;

class NoisyTest extends EvaluatorContract {
  private static final Metric ACCURACY = Metric.VALIDATION_ACCURACY;

  @Override
  protected Evaluator evaluator() {
    return new Noisy(new PicksEvaluator(), ACCURACY, 3);
  }

  @Override
  protected List<Proposal> proposals() {
    return List.of(
        new Proposal(Architecture.of(1, 2), Fidelity.of(3), "test"),
        new Proposal(Architecture.of(2, 2), Fidelity.of(3), "test"));
  }

  @Test
  void theNoiseHasTheMeanAndDeviationAskedFor() {
    int draws = 4000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < draws; i++) {
      double noise = value(evaluator(), i) - value(new PicksEvaluator(), i);
      sum += noise;
      squares += noise * noise;
    }
    assertThat(sum / draws).as("%s", SEED).isBetween(-0.2, 0.2);
    assertThat(Math.sqrt(squares / draws)).as("%s", SEED).isBetween(2.85, 3.15);
  }

  private double value(Evaluator evaluator, int trial) {
    Seed seed = SEED.child("trial", trial);
    return evaluator
        .evaluate(proposals().get(0), seed, RunControl.none())
        .found()
        .orElseThrow()
        .value(ACCURACY)
        .orElseThrow();
  }
}
