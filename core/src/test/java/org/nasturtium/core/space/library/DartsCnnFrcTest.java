package org.nasturtium.core.space.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nasturtium.core.contract.OpenSpaceContract;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.Cost;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.Skeleton;

class DartsCnnFrcTest extends OpenSpaceContract {
  private static final DartsCnn SPACE = DartsCnn.fixedReduction();
  private static final Shape CIFAR = new Shape(3, 32, 32);

  @Override
  protected OpenSpace space() {
    return SPACE;
  }

  @Test
  void onlyTheNormalCellIsSearched() {
    assertThat(SPACE.choices()).hasSize(14);
    assertThat(SPACE.size())
        .isEqualTo(BigInteger.valueOf(180).multiply(BigInteger.valueOf(49).pow(4)));
    assertThat(SPACE.cells(SPACE.parse("GDAS_F1"))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "GDAS_F1, 10, 2543014, 402.8",
    "GDAS_GF, 10, 2999638, 482.3",
    "GDAS_F1, 100, 2594944, 402.8",
    "GDAS_GF, 100, 3051568, 482.3",
  })
  void releasedCellsHaveTheirKnownCostsOnSmallImages(
      String cell, int classes, long parameters, double macs) {
    Cost cost = CostModel.of(SPACE.network(SPACE.parse(cell), SPACE.skeleton(CIFAR, classes)));
    assertThat(cost.parameters()).isEqualTo(parameters);
    assertThat(cost.macs() / 1e6).isCloseTo(macs, within(classes == 10 ? 0.05 : 0.1));
  }

  @Test
  void theReleasedCellHasItsKnownCostOnImageNet() {
    Skeleton skeleton =
        SPACE
            .skeleton(new Shape(3, 224, 224), 1000)
            .withChannels(52)
            .withCells(4)
            .withStem(Skeleton.Stem.IMAGENET);
    Cost cost = CostModel.of(SPACE.network(SPACE.parse("GDAS_F1"), skeleton));
    assertThat(cost.parameters()).isEqualTo(4_430_386);
    assertThat(cost.macs() / 1e6).isCloseTo(496.7, within(0.05));
  }

  @Test
  void theReductionCellHasTwoConvolvedAndTwoPooledParts() {
    NetworkGraph network = SPACE.network(SPACE.parse("GDAS_F1"), SPACE.skeleton(CIFAR, 10));
    assertThat(network.has("cell6.fixed1.columns")).isTrue();
    assertThat(network.has("cell6.pooled0.max_pool_3x3")).isTrue();
    assertThat(network.has("cell6.node2")).isFalse();
    assertThat(network.shape(network.position("cell6.concat"))).isEqualTo(new Shape(288, 16, 16));
  }

  @Test
  void aReductionCellInTheGenotypeIsRefused() {
    String text = DartsCnn.eightOperations().format(DartsCnn.eightOperations().parse("GDAS_V1"));
    assertThatThrownBy(() -> SPACE.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("the reduction cell of this space is fixed");
    assertThatThrownBy(() -> SPACE.parse("GDAS_V1"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("[GDAS_F1, GDAS_GF]");
  }

  @Test
  void channelsThatEightGroupsDoNotDivideAreRefused() {
    assertThatThrownBy(() -> SPACE.supernet(SPACE.skeleton(CIFAR, 10).withChannels(50)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("a multiple of 4 channels, not 50");
  }
}
