package org.nasturtium.core.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.contract.StrategyContract;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.Strategy;
import org.nasturtium.core.space.library.NatsSize;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Metric;

class RandomSearchTest extends StrategyContract {
  @Override
  protected Strategy strategy(SearchProblem problem, Seed seed) {
    return Strategies.configure("random", List.of()).create(problem, seed);
  }

  @Test
  void everyCandidateOfEveryChoiceIsAsLikely() {
    NatsSize space = new NatsSize();
    Strategy strategy =
        strategy(
            new SearchProblem(space, List.of(Metric.VALIDATION_ACCURACY), Fidelity.of(1), false),
            SEED);
    int draws = 8000;
    int[][] counts = new int[5][8];
    for (int n = 0; n < draws; n++) {
      int[] picks = strategy.ask().orElseThrow().architecture().picks();
      for (int i = 0; i < picks.length; i++) {
        counts[i][picks[i]]++;
      }
    }
    double deviation = Math.sqrt(draws * (1 / 8.0) * (7 / 8.0));
    for (int[] choice : counts) {
      for (int count : choice) {
        assertThat((count - draws / 8.0) / deviation).as("%s", SEED).isBetween(-5.0, 5.0);
      }
    }
  }
}
