package org.nasturtium.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nasturtium.core.network.Cost;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.network.GraphJson;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.space.NetworkSpace;
import org.nasturtium.core.space.Skeleton;

/**
 * What every search space that builds networks promises besides. An implementation's test extends
 * this and supplies {@link #space}.
 */
public abstract class NetworkSpaceContract extends SearchSpaceContract {
  private static final int NETWORKS = 5;
  private static final int CLASSES = 10;

  @Override
  protected abstract NetworkSpace space();

  /** Returns the shape of the images its networks are built for. */
  protected Shape image() {
    return new Shape(3, 16, 16);
  }

  /** Returns a small skeleton for those images and ten classes. */
  protected Skeleton skeleton() {
    return space().skeleton(image(), CLASSES).withChannels(8).withCells(1);
  }

  @Test
  void aNetworkScoresEveryClass() {
    forSamples(
        NETWORKS,
        sample -> {
          NetworkGraph network = space().network(sample, skeleton());
          assertThat(network.isDecided()).isTrue();
          assertThat(network.shape(network.output(NetworkGraph.LOGITS)))
              .isEqualTo(Shape.vector(CLASSES));
        });
  }

  @Test
  void simplifyingANetworkNeverCosts() {
    forSamples(
        NETWORKS,
        sample -> {
          Cost raw = CostModel.of(space().rawNetwork(sample, skeleton()));
          Cost decided = CostModel.of(space().network(sample, skeleton()));
          assertThat(decided.parameters()).isPositive().isLessThanOrEqualTo(raw.parameters());
          assertThat(decided.macs()).isPositive().isLessThanOrEqualTo(raw.macs());
          assertThat(decided.fullMacs()).isLessThanOrEqualTo(raw.fullMacs());
        });
  }

  @Test
  void aNetworkSurvivesItsJsonForm() {
    forSamples(
        NETWORKS,
        sample -> {
          NetworkGraph network = space().network(sample, skeleton());
          assertThat(GraphJson.read(GraphJson.write(network))).isEqualTo(network);
        });
  }
}
