package org.nasturtium.core.space.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nasturtium.core.contract.OpenSpaceContract;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.space.OpenSpace;

class NatsTopologyTest extends OpenSpaceContract {
  private static final NatsTopology SPACE = new NatsTopology();

  @Override
  protected OpenSpace space() {
    return SPACE;
  }

  @Test
  void theResidualCellHasItsPublishedIndex() {
    assertThat(SPACE.index(NatsTopology.RESNET)).isEqualTo(11472);
  }

  @Test
  void theSupernetOfTheBenchmarkHasFifteenCells() {
    NetworkGraph supernet = SPACE.supernet(SPACE.searchSkeleton(new Shape(3, 32, 32), 10));
    assertThat(supernet.nodes().stream().filter(node -> node.name().endsWith(".node3")))
        .hasSize(15);
  }

  @Test
  void theAllZeroCellStillClassifies() {
    NetworkGraph network =
        SPACE.network(SPACE.parse("|none~0|+|none~0|none~1|+|none~0|none~1|none~2|"), skeleton());
    assertThat(network.shape(network.output(NetworkGraph.LOGITS))).isEqualTo(Shape.vector(10));
    assertThat(CostModel.of(network).macs()).isLessThan(20_000);
  }

  @Test
  void aMalformedEdgeIsNamed() {
    assertThatThrownBy(() -> SPACE.parse("|none~0|+|none~0|sep_conv~1|+|none~0|none~1|none~2|"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("2<-1")
        .hasMessageContaining("sep_conv");
  }

  @Test
  void sidesThatCannotBeHalvedTwiceAreRefused() {
    assertThatThrownBy(() -> SPACE.supernet(SPACE.skeleton(new Shape(1, 30, 30), 10)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("[1, 30, 30]");
  }
}
