package org.nasturtium.torch.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.network.Channels;
import org.nasturtium.core.network.GraphBuilder;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.network.Weights;
import org.nasturtium.core.network.Window;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.torch.contract.Engines;
import org.nasturtium.torch.contract.Graphs;
import org.nasturtium.torch.contract.Tasks;
import org.nasturtium.torch.data.ImageSet;
import org.nasturtium.torch.data.ImageShape;
import org.nasturtium.torch.data.Normalization;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.network.TorchNetwork;

/** Signal flow equals what two small networks give by hand, and leaves the shared weights alone. */
final class SignalFlowTest {
  private static final Shape IMAGE = new Shape(1, 2, 2);
  private static final int NONE = 0;
  private static final int SKIP = 1;

  private static ScoringImages images(ImageSet set) {
    return new ScoringImages(
        set,
        Normalization.none(set.shape().channels()),
        CandidateOptions.Batches.COMMON,
        512,
        Seed.of(5));
  }

  /** One pixel-wise convolution, a normalization, nothing or itself, a rectifier, the mean. */
  private static NetworkGraph byHand() {
    GraphBuilder builder = NetworkGraph.builder();
    String image = builder.input("image", IMAGE);
    String conv =
        builder.add(
            "conv", new Operation.Convolution(Channels.of(1), Window.same(1, 1), 1, true), image);
    String none = builder.add("none", new Operation.Zero(1), conv);
    String skip = builder.add("skip", new Operation.Identity(), conv);
    String chosen =
        builder.select("chosen", Choice.of("edge", "none", "skip"), List.of(none, skip));
    String relu =
        builder.add("relu", new Operation.Activation(Operation.Activation.Function.RELU), chosen);
    String mean = builder.add("mean", new Operation.GlobalAveragePool(), relu);
    String scores = builder.add("scores", new Operation.Linear(Channels.of(1), true), mean);
    return builder.output(NetworkGraph.LOGITS, scores).build();
  }

  private static Weights weights() {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    arrays.put("conv.weight", Weights.Array.of(new long[] {1, 1, 1, 1}, new float[] {-2}));
    arrays.put("conv.bias", Weights.Array.of(new long[] {1}, new float[] {1}));
    arrays.put("scores.weight", Weights.Array.of(new long[] {1, 1}, new float[] {-3}));
    arrays.put("scores.bias", Weights.Array.of(new long[] {1}, new float[] {0.5f}));
    return new Weights(arrays);
  }

  private static ImageSet twoImages() {
    byte on = (byte) 255;
    return ImageSet.of(
        "two",
        List.of("a", "b"),
        new ImageShape(1, 2, 2),
        new byte[] {0, 0, on, on, 0, on, on, on},
        new int[] {0, 0});
  }

  @Test
  void itIsWhatTheDefinitionsGiveByHand() {
    try (TorchNetwork network = new TorchNetwork(byHand(), Engines.plain(), Seed.of(1))) {
      network.inherit(weights());
      SharedWeights shared = new SharedWeights(network);
      List<double[]> measured =
          new SignalFlow()
              .measured(
                  shared,
                  List.of(Architecture.of(SKIP), Architecture.of(NONE)),
                  images(twoImages()));
      // with magnitudes and an image of ones: 3 (2 + 1) + 0.5, so every gradient but that of the
      // last bias is 3
      assertThat(measured.get(0)[0])
          .isCloseTo((2 + 1 + 3) * Math.log(4) + 0.5 * Math.log(2), within(1e-9));
      // the rectifier passes a pixel below one half: two of the first image, one of the second
      assertThat(measured.get(0)[1]).isCloseTo(Math.log(4 * 4 - 3 * 3), within(1e-9));
      assertThat(measured.get(1)[0]).isCloseTo(0.5 * Math.log(2), within(1e-9));
      assertThat(measured.get(1)[1]).isLessThan(-1e300);
    }
  }

  @Test
  void theScoreIsTheMeanPercentRank() {
    List<double[]> measured =
        List.of(new double[] {1, 10}, new double[] {2, 5}, new double[] {3, 7});
    assertThat(new SignalFlow().combined(measured))
        .containsExactly(100 * 4 / 6.0, 100 * 3 / 6.0, 100 * 5 / 6.0);
  }

  @Test
  void measuringChangesNoWeightAndDependsOnNoNeighbor() {
    NatsTopology space = new NatsTopology();
    NetworkGraph graph = space.supernet(Skeleton.standalone(Graphs.IMAGE, 3, 4, 1).searching());
    ImageSet set = Tasks.noise(40, 3, Seed.of(2));
    List<Architecture> some = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      some.add(space.unrank(java.math.BigInteger.valueOf(2500L * i)));
    }
    try (TorchNetwork network = new TorchNetwork(graph, Engines.fast(), Seed.of(3));
        StepScope scope = StepScope.open()) {
      SharedWeights shared = new SharedWeights(network);
      Weights before = network.weights();
      List<double[]> all = new SignalFlow().measured(shared, some, images(set));
      for (int i = 0; i < some.size(); i++) {
        List<double[]> alone =
            new SignalFlow().measured(shared, some.subList(i, i + 1), images(set));
        assertThat(alone.get(0)).isEqualTo(all.get(i));
      }
      Weights after = network.weights();
      before
          .arrays()
          .forEach(
              (name, array) ->
                  assertThat(after.array(name).values()).as(name).isEqualTo(array.values()));
    }
  }
}
