package org.nasturtium.core.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.contract.StrategyContract;
import org.nasturtium.core.contract.TinySpace;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.Strategy;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Measurement;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Provenance;
import org.nasturtium.core.trial.Trial;

class ReinforceTest extends StrategyContract {
  private static final SearchProblem TINY =
      new SearchProblem(
          new TinySpace(), List.of(Metric.VALIDATION_ACCURACY), Fidelity.of(1), false);
  private static final Reinforce.Options FLAT = new Reinforce.Options(0.01, 0.9, 0);

  @Override
  protected Strategy strategy(SearchProblem problem, Seed seed) {
    return Strategies.configure("reinforce", List.of()).create(problem, seed);
  }

  private static Trial trial(int number, Outcome outcome, int... picks) {
    return new Trial(
        number,
        0,
        new Proposal(Architecture.of(picks), Fidelity.of(1), "test"),
        outcome,
        new Provenance("test", "", "", 0, 0));
  }

  private static Outcome accuracy(double percent) {
    return new Outcome.Completed(Measurement.of(Metric.VALIDATION_ACCURACY, percent, 1));
  }

  @Test
  void theFirstRewardTeachesNothingBecauseItIsTheBaseline() {
    Reinforce strategy = new Reinforce(TINY, SEED, FLAT);
    strategy.tell(trial(0, accuracy(93), 0, 1));
    assertThat(strategy.probability(0, 0)).isCloseTo(1 / 3.0, within(1e-7));
  }

  @Test
  void theSecondStepIsTheOneWorkedOutByHand() {
    Reinforce strategy = new Reinforce(TINY, SEED, FLAT);
    strategy.tell(trial(0, accuracy(50), 0, 1));
    strategy.tell(trial(1, accuracy(60), 2, 2));
    // Baseline (0.9 * 5 + 0.1 * 60) / 0.19, so the advantage is 60 - 55.2632 = 4.7368. The first
    // gradient was 0; Adam's corrected moments of g are 0.1 g / 0.19 and 0.001 g^2 / 0.001999, so
    // every logit moves by 0.01 * (0.1 / 0.19) / sqrt(0.001 / 0.001999), up for the picked one.
    double step = 0.01 * (0.1 / 0.19) / Math.sqrt(0.001 / 0.001999);
    double picked = Math.exp(step) / (Math.exp(step) + 2 * Math.exp(-step));
    assertThat(strategy.probability(0, 2)).isCloseTo(picked, within(1e-7));
    assertThat(strategy.probability(1, 2)).isCloseTo(picked, within(1e-7));
    assertThat(strategy.probability(0, 0)).isCloseTo((1 - picked) / 2, within(1e-7));
  }

  @Test
  void aFailureCountsAsTheWorstSoFar() {
    Reinforce failing = new Reinforce(TINY, SEED, FLAT);
    Reinforce bad = new Reinforce(TINY, SEED, FLAT);
    List<Outcome> outcomes = List.of(accuracy(80), accuracy(60), accuracy(90));
    for (int n = 0; n < outcomes.size(); n++) {
      failing.tell(trial(n, outcomes.get(n), 0, n));
      bad.tell(trial(n, outcomes.get(n), 0, n));
    }
    failing.tell(trial(3, new Outcome.Failed("diverged", 1), 1, 1));
    bad.tell(trial(3, accuracy(60), 1, 1));
    assertThat(failing.probability(0, 1)).isEqualTo(bad.probability(0, 1)).isLessThan(1 / 3.0);
  }

  @Test
  void thePolicyComesToPreferWhatPays() {
    Reinforce strategy = new Reinforce(TINY, SEED, new Reinforce.Options());
    for (int n = 0; n < 1500; n++) {
      int[] picks = strategy.ask().orElseThrow().architecture().picks();
      double reward = 50 + (picks[0] == 2 ? 20 : 0) + (picks[1] == 0 ? 20 : 0);
      strategy.tell(trial(n, accuracy(reward), picks));
    }
    assertThat(strategy.probability(0, 2)).as("%s", SEED).isGreaterThan(0.9);
    assertThat(strategy.probability(1, 0)).as("%s", SEED).isGreaterThan(0.9);
  }
}
