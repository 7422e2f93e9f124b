package org.nasturtium.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nasturtium.core.network.Channels;
import org.nasturtium.core.network.GraphBuilder;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.network.Weights;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.core.space.library.NatsTopology;

final class NetworkExportTest {
  private static final double LIMIT = 1e-4;
  private static final Seed SEED = Seed.of(2026).child("networks");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|nor_conv_3x3~0|+|none~0|nor_conv_3x3~1|+|skip_connect~0|none~1|skip_connect~2|",
        "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|",
        "|skip_connect~0|+|none~0|skip_connect~1|+|none~0|none~1|skip_connect~2|",
        "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|nor_conv_3x3~1|avg_pool_3x3~2|",
        "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|",
      })
  void decidedAndRawNetworksOfACellComputeTheSameAsThePlainEvaluator(String cell) {
    NatsTopology space = new NatsTopology();
    NetworkGraph supernet = space.supernet(Skeleton.standalone(new Shape(3, 16, 16), 10, 4, 1));
    expectParity(supernet.decide(space.parse(cell)), cell);
    expectParity(supernet.fold(space.parse(cell)), cell);
  }

  @Test
  void randomCellsComputeTheSameAsThePlainEvaluator() {
    NatsTopology space = new NatsTopology();
    for (int draw = 0; draw < 20; draw++) {
      int index = SEED.child("cell", draw).random().nextInt(15_625);
      String cell = space.format(space.architecture(index));
      expectParity(TestNetworks.nats(cell), cell);
    }
  }

  @Test
  void anAuxiliaryHeadIsLeftOut() {
    GraphBuilder builder = NetworkGraph.builder();
    String image = builder.input("image", new Shape(3, 2, 2));
    String flat = builder.add("flat", new Operation.Flatten(), image);
    String auxiliary = builder.add("side", new Operation.Linear(Channels.of(9), true), flat);
    String head = builder.add("head", new Operation.Linear(Channels.of(2), true), flat);
    builder.output(NetworkGraph.AUXILIARY, auxiliary).output(NetworkGraph.LOGITS, head);
    NetworkGraph graph = builder.build();
    Weights weights = RandomWeights.of(graph.only(NetworkGraph.LOGITS), SEED);
    Path file = folder.resolve("two-heads.onnx");

    OnnxExporter.write(graph, weights, TestNetworks.METADATA, file);

    try (OnnxModel model = OnnxModel.open(file)) {
      assertThat(model.classCount()).isEqualTo(2);
    }
  }

  private void expectParity(NetworkGraph graph, String name) {
    Weights weights = RandomWeights.of(graph, SEED.child(name));
    Path file = folder.resolve("network.onnx");
    OnnxExporter.write(graph, weights, TestNetworks.METADATA, file);
    for (int batch : new int[] {1, 5}) {
      ReferenceBatch reference =
          TestNetworks.reference(graph, weights, batch, SEED.child("images", batch));
      assertThat(Parity.of(file, reference).maxAbsDifference())
          .as("cell %s, batch %d, seed %s", name, batch, SEED)
          .isLessThan(LIMIT);
    }
  }
}
