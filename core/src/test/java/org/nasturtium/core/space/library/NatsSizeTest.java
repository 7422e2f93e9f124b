package org.nasturtium.core.space.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.contract.NetworkSpaceContract;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.space.NetworkSpace;

class NatsSizeTest extends NetworkSpaceContract {
  private static final NatsSize SPACE = new NatsSize();

  @Override
  protected NetworkSpace space() {
    return SPACE;
  }

  @Test
  void thereAre32768Networks() {
    assertThat(SPACE.size()).isEqualTo(BigInteger.valueOf(32768));
  }

  @Test
  void theOrderIsLexicographic() {
    assertThat(SPACE.format(SPACE.unrank(BigInteger.ZERO))).isEqualTo("8:8:8:8:8");
    assertThat(SPACE.format(SPACE.unrank(BigInteger.valueOf(284)))).isEqualTo("8:8:40:32:40");
    assertThat(SPACE.rank(SPACE.parse("64:64:64:64:64"))).isEqualTo(BigInteger.valueOf(32767));
  }

  @Test
  void aWrongWidthIsNamed() {
    assertThatThrownBy(() -> SPACE.parse("8:8:9:8:8"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("width 3 (cell2)");
  }

  @Test
  void theChannelsOfTheSkeletonScaleEveryWidth() {
    var skeleton = SPACE.skeleton(new Shape(3, 32, 32), 10);
    assertThat(
            CostModel.of(SPACE.network(SPACE.parse("64:64:64:64:64"), skeleton.withChannels(8)))
                .parameters())
        .isEqualTo(CostModel.of(SPACE.network(SPACE.parse("8:8:8:8:8"), skeleton)).parameters());
  }

  @Test
  void moreCellsPerStageAddParameters() {
    var skeleton = SPACE.skeleton(new Shape(3, 32, 32), 10);
    long one = CostModel.of(SPACE.network(SPACE.parse("8:16:24:32:40"), skeleton)).parameters();
    long two =
        CostModel.of(SPACE.network(SPACE.parse("8:16:24:32:40"), skeleton.withCells(2)))
            .parameters();
    long cell8 = 5 * (9 * 8 * 8 + 2 * 8);
    long cell24 = 5 * (9 * 24 * 24 + 2 * 24);
    long cell40 = 5 * (9 * 40 * 40 + 2 * 40);
    assertThat(two - one).isEqualTo(cell8 + cell24 + cell40);
  }
}
