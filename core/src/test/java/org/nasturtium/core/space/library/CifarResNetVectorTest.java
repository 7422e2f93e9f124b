package org.nasturtium.core.space.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.contract.Vectors;
import org.nasturtium.core.network.Cost;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.network.Shape;

class CifarResNetVectorTest {
  @Test
  void costsEqualTheReference() {
    assertThat(Vectors.rows("cifar_resnet.csv"))
        .hasSize(6)
        .allSatisfy(CifarResNetVectorTest::check);
  }

  private static void check(Vectors.Row row) {
    CifarResNet network =
        new CifarResNet(
            Math.toIntExact(row.integer("depth")),
            CifarResNet.Block.valueOf(row.text("block").toUpperCase(Locale.ROOT)));
    for (int classes : new int[] {10, 100}) {
      Cost cost = CostModel.of(network.network(new Shape(3, 32, 32), classes));
      assertThat(cost.parameters()).isEqualTo(row.integer("params_cifar" + classes));
      assertThat(cost.macs() / 1e6).isCloseTo(row.number("mflops_cifar" + classes), within(1e-9));
    }
  }
}
