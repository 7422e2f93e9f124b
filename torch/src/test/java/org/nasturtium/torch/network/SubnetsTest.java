package org.nasturtium.torch.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.core.space.library.DartsCnn;
import org.nasturtium.core.space.library.GraphSpace;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.torch.contract.Engines;
import org.nasturtium.torch.contract.Graphs;
import org.nasturtium.torch.contract.Numbers;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.NativeMemory;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;

/** Architectures that share work score bit for bit as they do alone. */
final class SubnetsTest {
  private static final Seed SEED = Seed.of(83);

  @TestFactory
  Stream<DynamicTest> everyArchitectureComputesWhatItDoesAlone() {
    List<OpenSpace> spaces =
        List.of(
            new NatsTopology(),
            DartsCnn.eightOperations(),
            new GraphSpace("elastic", Graphs.elastic(3)));
    return spaces.stream()
        .flatMap(
            space ->
                Stream.of(Engines.fast(), Engines.bf16(), Engines.plain())
                    .map(
                        engine ->
                            dynamicTest(
                                space.name() + " " + engine.options(),
                                () -> compare(space, engine))));
  }

  private static void compare(OpenSpace space, Engine engine) {
    RandomGenerator random = SEED.child(space.name()).random();
    List<Architecture> drawn = Stream.generate(() -> space.sample(random)).limit(24).toList();
    Skeleton skeleton = space.searchSkeleton(Graphs.IMAGE, 3).withChannels(4).withCells(1);
    try (StepScope scope = StepScope.open();
        TorchNetwork network = new TorchNetwork(space.supernet(skeleton), engine, SEED)) {
      Tensor images = Numbers.batch(engine, 6, Graphs.IMAGE, random);
      try (Subnets subnets = new Subnets(network, NetworkGraph.LOGITS, images)) {
        for (Architecture each : inBothOrders(drawn)) {
          assertThat(Tensors.floats(subnets.forward(each)))
              .as("%s, %s", space.format(each), SEED)
              .isEqualTo(alone(network, images, each));
        }
      }
    }
  }

  private static List<Architecture> inBothOrders(List<Architecture> drawn) {
    Comparator<Architecture> byPicks = Comparator.comparing(Architecture::picks, Arrays::compare);
    return Stream.concat(drawn.stream(), drawn.stream().sorted(byPicks)).toList();
  }

  private static float[] alone(TorchNetwork network, Tensor images, Architecture architecture) {
    try (StepScope scope = StepScope.open();
        NoGradGuard guard = new NoGradGuard()) {
      return Tensors.floats(
          network.forward(
              NetworkGraph.LOGITS,
              images,
              Gates.of(network.graph(), architecture),
              Pass.evaluation()));
    }
  }

  @Test
  void picksThatNothingReadsChangeNothing() {
    NatsTopology space = new NatsTopology();
    NetworkGraph graph = space.supernet(space.skeleton(Graphs.IMAGE, 3).withCells(1).searching());
    RandomGenerator random = SEED.child("idle").random();
    int fewer = 0;
    try (StepScope scope = StepScope.open();
        TorchNetwork network = new TorchNetwork(graph, Engines.fast(), SEED)) {
      Tensor images = Numbers.batch(network.engine(), 4, Graphs.IMAGE, random);
      for (int i = 0; i < 40; i++) {
        Architecture drawn = space.sample(random);
        Architecture effective = graph.effective(drawn);
        fewer += effective.equals(drawn) ? 0 : 1;
        assertThat(alone(network, images, effective))
            .as("%s, %s", space.format(drawn), SEED)
            .isEqualTo(alone(network, images, drawn));
      }
    }
    assertThat(fewer).isBetween(5, 30);
  }

  @Test
  void nothingIsLeftInNativeMemory() {
    NatsTopology space = new NatsTopology();
    NetworkGraph graph = space.supernet(space.skeleton(Graphs.IMAGE, 3).withCells(1).searching());
    RandomGenerator random = SEED.child("memory").random();
    try (StepScope scope = StepScope.open();
        TorchNetwork network = new TorchNetwork(graph, Engines.fast(), SEED)) {
      Tensor images = Numbers.batch(network.engine(), 4, Graphs.IMAGE, random);
      score(space, network, images, random);
      long before = NativeMemory.pointers();
      score(space, network, images, random);
      assertThat(NativeMemory.pointers()).isEqualTo(before);
    }
  }

  private static void score(
      NatsTopology space, TorchNetwork network, Tensor images, RandomGenerator random) {
    try (Subnets subnets = new Subnets(network, NetworkGraph.LOGITS, images)) {
      for (int i = 0; i < 10; i++) {
        try (StepScope step = StepScope.open()) {
          subnets.forward(space.sample(random));
        }
      }
    }
  }
}
