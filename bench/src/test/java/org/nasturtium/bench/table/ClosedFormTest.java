package org.nasturtium.bench.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.network.Cost;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.NetworkSpace;
import org.nasturtium.core.space.library.NatsSize;
import org.nasturtium.core.space.library.NatsTopology;

class ClosedFormTest {
  private static final int SAMPLES = 40;

  @ParameterizedTest
  @CsvSource({"cifar10-valid,32,10", "cifar10,32,10", "cifar100,32,100", "ImageNet16-120,16,120"})
  void itEqualsWhatTheCostModelCounts(String record, int side, int classes) {
    for (NetworkSpace space : new NetworkSpace[] {new NatsTopology(), new NatsSize()}) {
      ClosedForm form = Objects.requireNonNull(ClosedForm.of(space, new RecordName(record)));
      RandomGenerator random = Seed.of(5).child(space.name()).random();
      for (int i = 0; i < SAMPLES; i++) {
        Architecture architecture = space.sample(random);
        Cost cost =
            CostModel.of(
                space.rawNetwork(architecture, space.skeleton(new Shape(3, side, side), classes)));
        assertThat(form.parameters(architecture))
            .as("parameters of %s", space.format(architecture))
            .isEqualTo(cost.parameters());
        assertThat(form.macs(architecture))
            .as("MACs of %s", space.format(architecture))
            .isEqualTo(cost.macs());
      }
    }
  }
}
