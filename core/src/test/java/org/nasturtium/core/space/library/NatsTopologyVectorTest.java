package org.nasturtium.core.space.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nasturtium.core.contract.Vectors;
import org.nasturtium.core.network.Cost;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.network.NetworkGraph;

class NatsTopologyVectorTest {
  private static final NatsTopology SPACE = new NatsTopology();

  @Test
  void indexAndTextEqualTheReference() {
    assertThat(Vectors.rows("nats_topology_index.csv"))
        .hasSize(400)
        .allSatisfy(
            row -> {
              int index = Math.toIntExact(row.integer("index"));
              assertThat(SPACE.format(SPACE.architecture(index))).isEqualTo(row.text("arch"));
              assertThat(SPACE.index(SPACE.parse(row.text("arch")))).isEqualTo(index);
            });
  }

  @ParameterizedTest
  @EnumSource
  void costsEqualTheReference(NatsDataSet data) {
    NetworkGraph supernet = SPACE.supernet(SPACE.skeleton(data.image(), data.classes()));
    assertThat(Vectors.rows("nats_topology_index.csv"))
        .allSatisfy(row -> check(row, data, supernet));
  }

  private static void check(Vectors.Row row, NatsDataSet data, NetworkGraph supernet) {
    Cost cost = CostModel.of(supernet.fold(SPACE.parse(row.text("arch"))));
    assertThat(cost.parameters()).isEqualTo(row.integer("params_" + data.column()));
    assertThat(cost.macs() / 1e6).isCloseTo(row.number("mflops_" + data.column()), within(1e-9));
  }
}
