package org.nasturtium.core.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.search.Seed;

class ParetoFrontTest {
  private static final List<Metric> BOTH = List.of(Metric.VALIDATION_ACCURACY, Metric.PARAMETERS);
  private static final Seed SEED = Seed.of(7);

  @Test
  void theFrontIsWhatNothingDominates() {
    List<Trial> trials =
        Trials.points(
            new double[][] {{90, 10}, {80, 5}, {70, 20}, {85, 7}, {90, 10}, {85, 8}, {60, 5}});
    ParetoFront front = ParetoFront.of(BOTH, trials);
    assertThat(front.trials().stream().map(Trial::number))
        .as("best accuracy first; 4 repeats 0")
        .containsExactly(0, 3, 1);
  }

  @Test
  void theFrontEqualsTheOneByDefinitionInAnyOrderOfTrials() {
    RandomGenerator random = SEED.random();
    double[][] pairs = new double[200][];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = new double[] {random.nextInt(40), random.nextInt(40)};
    }
    List<Trial> trials = Trials.points(pairs);
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < pairs.length; i++) {
      boolean covered = false;
      for (int k = 0; k < pairs.length; k++) {
        boolean noWorse = pairs[k][0] >= pairs[i][0] && pairs[k][1] <= pairs[i][1];
        boolean differs = pairs[k][0] != pairs[i][0] || pairs[k][1] != pairs[i][1];
        covered |= noWorse && (differs || k < i);
      }
      if (!covered) {
        expected.add(i);
      }
    }
    Collections.reverse(trials);
    assertThat(ParetoFront.of(BOTH, trials).trials().stream().map(Trial::number))
        .as("%s", SEED)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void trialsWithoutAnObjectiveAreNotOnIt() {
    List<Trial> trials = Trials.points(new double[] {50, 10});
    trials.add(Trials.of(1, new Outcome.Pruned("too large")));
    trials.add(Trials.of(2, Trials.accuracy(99, 1)));
    assertThat(ParetoFront.of(BOTH, trials).trials()).containsExactly(trials.get(0));
  }

  @Test
  void theHypervolumeIsTheAreaWorkedOutByHand() {
    ParetoFront front =
        ParetoFront.of(BOTH, Trials.points(new double[][] {{90, 10}, {80, 5}, {40, 1}, {95, 30}}));
    // Reference: 50 % and 20 parameters. (90 - 50) * (20 - 10) + (80 - 50) * (10 - 5) = 550.
    assertThat(front.hypervolume(50, 20)).isCloseTo(550, within(1e-9));
    assertThat(front.hypervolume(99, 20)).isZero();
  }

  @Test
  void aHypervolumeIsOfTwoObjectives() {
    ParetoFront front = ParetoFront.of(List.of(Metric.PARAMETERS), List.of());
    assertThatThrownBy(() -> front.hypervolume(1, 1)).isInstanceOf(IllegalStateException.class);
  }
}
