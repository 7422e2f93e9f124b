package org.nasturtium.core.space.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.contract.Vectors;
import org.nasturtium.core.network.Cost;
import org.nasturtium.core.network.CostModel;

class NatsSizeVectorTest {
  private static final NatsSize SPACE = new NatsSize();

  @Test
  void indexTextAndCostsEqualTheReference() {
    assertThat(Vectors.rows("nats_size_params.csv"))
        .hasSize(60)
        .allSatisfy(NatsSizeVectorTest::check);
  }

  private static void check(Vectors.Row row) {
    Architecture widths = SPACE.unrank(new BigInteger(row.text("index")));
    assertThat(SPACE.format(widths)).isEqualTo(row.text("widths"));
    for (NatsDataSet data : NatsDataSet.values()) {
      Cost cost =
          CostModel.of(SPACE.rawNetwork(widths, SPACE.skeleton(data.image(), data.classes())));
      assertThat(cost.parameters()).isEqualTo(row.integer("params_" + data.column()));
      assertThat(cost.macs() / 1e6).isCloseTo(row.number("mflops_" + data.column()), within(1e-9));
    }
  }
}
