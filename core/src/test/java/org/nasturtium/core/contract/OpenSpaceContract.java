package org.nasturtium.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.network.GraphJson;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.Skeleton;

/**
 * What every search space with a supernet promises besides. An implementation's test extends this
 * and supplies {@link #space}.
 */
public abstract class OpenSpaceContract extends NetworkSpaceContract {
  private static final int DRAWS = 100;

  @Override
  protected abstract OpenSpace space();

  @Test
  void theSupernetAsksTheChoicesOfTheSpace() {
    assertThat(space().supernet(skeleton()).choices()).isEqualTo(space().choices());
    assertThat(space().supernet(skeleton().searching()).choices()).isEqualTo(space().choices());
  }

  @Test
  void theSearchSkeletonIsForASupernet() {
    assertThat(space().searchSkeleton(image(), 10).phase()).isEqualTo(Skeleton.Phase.SEARCH);
  }

  @Test
  void aDecidedSupernetIsTheNetwork() {
    NetworkGraph supernet = space().supernet(skeleton());
    forSamples(
        5,
        sample ->
            assertThat(supernet.decide(sample)).isEqualTo(space().network(sample, skeleton())));
  }

  @Test
  void everyArchitectureDecidesTheSearchSupernetToo() {
    NetworkGraph supernet = space().supernet(skeleton().searching());
    forSamples(5, sample -> assertThat(supernet.decide(sample).isDecided()).isTrue());
  }

  @Test
  void aSubnetHasNoMoreParametersThanTheSupernet() {
    NetworkGraph supernet = space().supernet(skeleton());
    long all = CostModel.parameters(supernet);
    forSamples(
        5,
        sample ->
            assertThat(CostModel.of(supernet.fold(sample)).parameters()).isLessThanOrEqualTo(all));
  }

  @Test
  void theSupernetSurvivesItsJsonForm() {
    NetworkGraph supernet = space().supernet(skeleton().searching());
    assertThat(GraphJson.read(GraphJson.write(supernet))).isEqualTo(supernet);
  }

  @Test
  void whatIsDerivedFromAnyScoresIsContained() {
    RandomGenerator random = SEED.child("scores").random();
    for (int draw = 0; draw < DRAWS; draw++) {
      double[][] scores = scores();
      for (double[] row : scores) {
        Arrays.setAll(row, k -> random.nextGaussian());
      }
      assertThat(space().contains(space().derive(scores))).as("%s, draw %d", SEED, draw).isTrue();
    }
  }

  @Test
  void whatIsDerivedFromEqualScoresIsContained() {
    assertThat(space().contains(space().derive(scores()))).isTrue();
  }

  @Test
  void theObviousWinnerIsDerived() {
    forSamples(
        DRAWS,
        sample -> {
          double[][] scores = scores();
          for (int i = 0; i < scores.length; i++) {
            Arrays.fill(scores[i], -10);
            scores[i][sample.pick(i)] = 0;
          }
          assertThat(space().derive(scores)).isEqualTo(sample);
        });
  }

  @Test
  void aSupernetRelaxesAtLeastOneCandidateOfEveryChoice() {
    for (int i = 0; i < space().choices().size(); i++) {
      int choice = i;
      Choice asked = space().choices().get(i);
      assertThat(IntStream.range(0, asked.size()).anyMatch(k -> space().isRelaxed(choice, k)))
          .as(asked.name())
          .isTrue();
    }
  }

  private double[][] scores() {
    return space().choices().stream()
        .map(choice -> new double[choice.size()])
        .toArray(double[][]::new);
  }

  @Test
  void samplesFitTheSupernet() {
    NetworkGraph supernet = space().supernet(skeleton());
    forSamples(DRAWS, sample -> assertThat(sample.fits(supernet.choices())).isTrue());
    assertThat(Architecture.of().fits(supernet.choices())).isFalse();
  }
}
