package org.nasturtium.torch.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.network.GraphBuilder;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.network.Weights;
import org.nasturtium.core.network.Window;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.Layers;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.core.space.library.DartsCnn;
import org.nasturtium.core.space.library.GraphSpace;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.torch.contract.Engines;
import org.nasturtium.torch.contract.Graphs;
import org.nasturtium.torch.contract.Numbers;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.Layout;
import org.nasturtium.torch.engine.NativeMemory;
import org.nasturtium.torch.engine.Precision;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;

/** A supernet under gates is the decided network, or the weighted sum, that it stands for. */
final class TorchNetworkTest {
  private static final Seed SEED = Seed.of(11);
  private static final Skeleton SKELETON = Skeleton.standalone(Graphs.IMAGE, 10, 4, 1);

  @Test
  void aTopologySupernetUnderOneHotGatesIsTheDecidedNetwork() {
    agree(new NatsTopology(), SKELETON.searching(), Engines.fast(), 250, 1e-5);
  }

  @Test
  void aStandaloneTopologyNetworkIsThatOfThePlainEngineToo() {
    agree(new NatsTopology(), SKELETON, Engines.plain(), 50, 1e-5);
  }

  @Test
  void aTopologySupernetInBf16IsTheDecidedNetwork() {
    agree(new NatsTopology(), SKELETON.searching(), Engines.bf16(), 40, 5e-2);
  }

  @Test
  void aCellSupernetUnderOneHotGatesIsTheDecidedNetwork() {
    agree(DartsCnn.eightOperations(), SKELETON.searching(), Engines.fast(), 40, 1e-4);
  }

  @Test
  void aSupernetOfAUserGraphIsTheDecidedNetwork() {
    OpenSpace space = new GraphSpace("two stages", Graphs.twoStages(4, 10));
    agree(space, space.skeleton(Graphs.IMAGE, 10), Engines.fast(), 16, 1e-5);
  }

  @Test
  void aCellWithoutAnyPathComputesConstantLogits() {
    NatsTopology space = new NatsTopology();
    NetworkGraph supernet = space.supernet(SKELETON.searching());
    try (TorchNetwork network = new TorchNetwork(supernet, Engines.fast(), SEED);
        StepScope scope = StepScope.open()) {
      Architecture none = Architecture.of(0, 0, 0, 0, 0, 0);
      double[] logits =
          Tensors.doubles(
              network.forward(
                  NetworkGraph.LOGITS,
                  images(network.engine(), 2),
                  Gates.of(supernet, none),
                  Pass.evaluation()));
      double[] bias = Tensors.doubles(Numbers.named(network.trainable(), "head.linear.bias"));
      assertThat(java.util.Arrays.copyOf(logits, 10)).isEqualTo(bias);
      assertThat(java.util.Arrays.copyOfRange(logits, 10, 20)).isEqualTo(bias);
    }
  }

  private static void agree(
      OpenSpace space, Skeleton skeleton, Engine engine, int draws, double tolerance) {
    RandomGenerator random = SEED.child("architectures").random();
    NetworkGraph supernet = space.supernet(skeleton);
    try (TorchNetwork shared = new TorchNetwork(supernet, engine, SEED.child("shared"))) {
      disturb(shared);
      Weights weights = shared.weights();
      for (int i = 0; i < draws; i++) {
        Architecture architecture =
            i == 0 && space instanceof NatsTopology
                ? Architecture.of(0, 0, 0, 0, 0, 0)
                : space.sample(random);
        try (StepScope scope = StepScope.open();
            TorchNetwork alone =
                new TorchNetwork(space.network(architecture, skeleton), engine, SEED)) {
          alone.inherit(weights);
          Tensor images = images(engine, 4);
          for (Pass pass : new Pass[] {Pass.evaluation(), Pass.training(0, random)}) {
            double[] want = logits(alone, images, Gates.none(), pass);
            double[] got = logits(shared, images, Gates.of(supernet, architecture), pass);
            assertThat(Numbers.relativeError(got, want))
                .as("%s in %s", space.format(architecture), pass.mode())
                .isLessThan(tolerance);
          }
          shared.inherit(weights);
        }
      }
    }
  }

  /** Moves the running statistics and scales away from their uniform start. */
  private static void disturb(TorchNetwork network) {
    RandomGenerator random = SEED.child("disturbance").random();
    try (StepScope scope = StepScope.open();
        NoGradGuard guard = new NoGradGuard()) {
      network
          .state()
          .forEach(
              (name, tensor) -> {
                if (tensor.dim() == 1) {
                  double[] values = random.doubles(tensor.numel(), 0.5, 1.5).toArray();
                  tensor.copy_(Tensors.of(values, values.length));
                }
              });
    }
  }

  private static double[] logits(TorchNetwork network, Tensor images, Gates gates, Pass pass) {
    return Tensors.doubles(network.forward(NetworkGraph.LOGITS, images, gates, pass));
  }

  private static Tensor images(Engine engine, int count) {
    return Numbers.batch(engine, count, Graphs.IMAGE, SEED.child("images").random());
  }

  @Test
  void elasticWidthsUnderOneHotGatesAreTheLeadingFilters() {
    NetworkGraph graph = Graphs.elastic(5);
    try (TorchNetwork shared = new TorchNetwork(graph, Engines.fast(), SEED)) {
      disturb(shared);
      Weights weights = shared.weights();
      for (int first = 0; first < 3; first++) {
        for (int second = 0; second < 2; second++) {
          Architecture architecture = Architecture.of(first, second);
          try (StepScope scope = StepScope.open();
              TorchNetwork alone =
                  new TorchNetwork(graph.decide(architecture), Engines.plain(), SEED)) {
            alone.inherit(leading(weights, alone));
            double[] want =
                logits(alone, images(alone.engine(), 3), Gates.none(), Pass.evaluation());
            double[] got =
                logits(
                    shared,
                    images(shared.engine(), 3),
                    Gates.of(graph, architecture),
                    Pass.evaluation());
            Numbers.assertClose(architecture.toString(), got, want, 1e-5, 1e-6);
          }
        }
      }
    }
  }

  /** Returns the leading part of each array in the shapes that a network has. */
  private static Weights leading(Weights weights, TorchNetwork network) {
    Map<String, Weights.Array> cut = new LinkedHashMap<>();
    network
        .state()
        .forEach(
            (name, tensor) -> {
              Weights.Array array = weights.array(name);
              Tensor whole = Tensors.of(array.values(), array.shape());
              for (int axis = 0; axis < tensor.dim(); axis++) {
                whole = whole.narrow(axis, 0, tensor.size(axis));
              }
              cut.put(name, Weights.Array.of(Tensors.shape(tensor), Tensors.floats(whole)));
            });
    return new Weights(cut);
  }

  @Test
  void aWidthMaskWeighsEachChannelByTheWidthsThatIncludeIt() {
    GraphBuilder builder = NetworkGraph.builder();
    builder.choices(java.util.List.of(Choice.of("w", "1", "3")));
    String x = builder.input("x", new Shape(3, 1, 1));
    String y = builder.add("m", new Operation.WidthMask("w", java.util.List.of(1, 3)), x);
    try (StepScope scope = StepScope.open();
        TorchNetwork network =
            new TorchNetwork(builder.output("y", y).build(), Engines.exact(), SEED)) {
      Tensor input = Tensors.of(new double[] {2, 4, 8}, 1, 3, 1, 1);
      Gates mixture = Gates.shared(Map.of("w", mixture(0.25, 0.75)));
      assertThat(Tensors.doubles(network.forward("y", input, mixture, Pass.evaluation())))
          .containsExactly(2, 3, 6);
      Gates weighted = Gates.shared(Map.of("w", weighted(0.25, 0.75)));
      assertThat(Tensors.doubles(network.forward("y", input, weighted, Pass.evaluation())))
          .containsExactly(2, 3, 6);
    }
  }

  private static Gate mixture(double... weights) {
    return Gate.mixture(java.util.stream.IntStream.range(0, weights.length).toArray(), weights);
  }

  private static Gate weighted(double... weights) {
    return Gate.weighted(
        java.util.stream.IntStream.range(0, weights.length).toArray(),
        Tensors.of(weights, weights.length).requires_grad_(true),
        Gate.Feedback.ACTIVE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aMixtureIsTheWeightedSumOfItsCandidates(boolean fast) {
    Layout layout = fast ? Layout.CHANNELS_LAST : Layout.CONTIGUOUS;
    Engine engine = Engines.of(Precision.FP64, layout);
    GraphBuilder builder = NetworkGraph.builder();
    Layers layers = new Layers(builder, Operation.BatchNorm.searching(), true);
    String x = builder.input("x", new Shape(4, 6, 6));
    String[] candidates = {
      builder.add("none", new Operation.Zero(1), x),
      builder.add("skip", new Operation.Identity(), x),
      layers.reluConvNorm("conv", 4, Window.same(3, 1), x),
      builder.add("pool", new Operation.AveragePool(Window.same(3, 1)), x)
    };
    builder.select("select", Choice.of("c", "0", "1", "2", "3"), java.util.List.of(candidates));
    NetworkGraph graph = builder.output("y", "select").build();
    double[] weights = {0.1, 0.2, 0.4, 0.3};
    try (StepScope scope = StepScope.open();
        TorchNetwork network = new TorchNetwork(graph, engine, SEED)) {
      Tensor input =
          Numbers.batch(network.engine(), 2, new Shape(4, 6, 6), SEED.child("x").random());
      double[] want = new double[2 * 4 * 6 * 6];
      for (int k = 0; k < 4; k++) {
        double[] one = output(network, input, Gate.oneHot(k));
        for (int i = 0; i < want.length; i++) {
          want[i] += weights[k] * one[i];
        }
      }
      Numbers.assertClose("host", output(network, input, mixture(weights)), want, 1e-12, 1e-12);
      Numbers.assertClose("tensor", output(network, input, weighted(weights)), want, 1e-12, 1e-12);
    }
  }

  @ParameterizedTest
  @EnumSource(Gate.Feedback.class)
  void gatesThatNormalizationsApplyEqualGatesThatMultiply(Gate.Feedback feedback) {
    NatsTopology space = new NatsTopology();
    NetworkGraph graph = space.supernet(SKELETON.searching());
    Map<String, double[]> fast = gradients(graph, Layout.CHANNELS_LAST, feedback);
    Map<String, double[]> plain = gradients(graph, Layout.CONTIGUOUS, feedback);
    assertThat(fast.keySet()).isEqualTo(plain.keySet()).hasSizeGreaterThan(10);
    fast.forEach(
        (name, got) -> {
          double[] want = java.util.Objects.requireNonNull(plain.get(name));
          double size = java.util.stream.DoubleStream.of(want).map(Math::abs).max().orElse(0);
          Numbers.assertClose(name, got, want, 1e-6, 1e-9 * Math.max(1, size));
        });
  }

  private static Map<String, double[]> gradients(
      NetworkGraph graph, Layout layout, Gate.Feedback feedback) {
    Map<String, double[]> gradients = new LinkedHashMap<>();
    RandomGenerator random = SEED.child("gates").random();
    try (StepScope scope = StepScope.open();
        TorchNetwork network = new TorchNetwork(graph, Engines.of(Precision.FP64, layout), SEED)) {
      Map<String, Tensor> weights = new LinkedHashMap<>();
      Map<String, Gate> gates = new LinkedHashMap<>();
      for (Choice choice : graph.choices()) {
        double[] some = random.doubles(choice.size()).toArray();
        Tensor tensor = Tensors.of(some, some.length).requires_grad_(true);
        int[] active =
            feedback == Gate.Feedback.ALL
                ? new int[] {random.nextInt(some.length)}
                : java.util.stream.IntStream.range(0, some.length).toArray();
        weights.put(choice.name(), tensor);
        gates.put(choice.name(), Gate.weighted(active, tensor, feedback));
      }
      Tensor logits =
          network.forward(
              NetworkGraph.LOGITS,
              images(network.engine(), 4),
              Gates.shared(gates),
              Pass.training(0, random));
      logits.pow(Tensors.scalar(2)).sum().backward();
      gradients.put("logits", Tensors.doubles(logits));
      weights.forEach((name, tensor) -> gradients.put(name, Tensors.doubles(tensor.grad())));
      network
          .trainable()
          .forEach(
              (name, tensor) -> {
                if (tensor.grad().defined()) {
                  gradients.put(name, Tensors.doubles(tensor.grad()));
                }
              });
      network.clearGradients();
    }
    return gradients;
  }

  private static double[] output(TorchNetwork network, Tensor input, Gate gate) {
    Gates gates = Gates.shared(Map.of("c", gate));
    return Tensors.doubles(network.forward("y", input, gates, Pass.evaluation()));
  }

  @Test
  void onlyTheDrawnCandidatesAreComputedAndTrained() {
    NatsTopology space = new NatsTopology();
    NetworkGraph supernet = space.supernet(SKELETON.searching());
    RandomGenerator random = SEED.child("drawn").random();
    try (TorchNetwork network = new TorchNetwork(supernet, Engines.fast(), SEED)) {
      for (int i = 0; i < 30; i++) {
        Architecture architecture = space.sample(random);
        try (StepScope scope = StepScope.open()) {
          network.clearGradients();
          network
              .forward(
                  NetworkGraph.LOGITS,
                  images(network.engine(), 3),
                  Gates.of(supernet, architecture),
                  Pass.training(0, random))
              .sum()
              .backward();
          TreeSet<String> touched = new TreeSet<>();
          network
              .trainable()
              .forEach(
                  (name, tensor) -> {
                    if (tensor.grad().defined()) {
                      touched.add(name);
                    }
                  });
          assertThat(touched)
              .as(space.format(architecture))
              .isEqualTo(new TreeSet<>(names(space.network(architecture, SKELETON.searching()))));
        }
      }
      network.clearGradients();
    }
  }

  private static java.util.Set<String> names(NetworkGraph graph) {
    try (TorchNetwork network = new TorchNetwork(graph, Engines.fast(), SEED)) {
      return network.trainable().keySet();
    }
  }

  @Test
  void anArchitecturePassLeavesTheWeightsWithoutGradients() {
    NetworkGraph graph = Graphs.twoStages(4, 3);
    try (StepScope scope = StepScope.open();
        TorchNetwork network = new TorchNetwork(graph, Engines.fast(), SEED)) {
      Tensor weights = Tensors.of(new double[] {0.1, 0.2, 0.3, 0.4}, 4).requires_grad_(true);
      int[] all = {0, 1, 2, 3};
      Gates gates = (choice, place) -> Gate.weighted(all, weights, Gate.Feedback.ACTIVE);
      network
          .forward(
              NetworkGraph.LOGITS, images(network.engine(), 2), gates, Pass.gates(SEED.random()))
          .pow(Tensors.scalar(2))
          .sum()
          .backward();
      assertThat(network.withGradients()).isEmpty();
      assertThat(weights.grad().defined()).isTrue();
    }
  }

  @Test
  void weightsDependOnTheirNamesAlone() {
    NatsTopology space = new NatsTopology();
    try (TorchNetwork whole =
            new TorchNetwork(space.supernet(SKELETON.searching()), Engines.fast(), SEED);
        TorchNetwork part =
            new TorchNetwork(
                space.network(NatsTopology.RESNET, SKELETON.searching()), Engines.plain(), SEED)) {
      part.weights()
          .arrays()
          .forEach(
              (name, array) ->
                  assertThat(array.values())
                      .as(name)
                      .isEqualTo(whole.weights().array(name).values()));
    }
  }

  @Test
  void aPassAndANetworkFreeWhatTheyMade() {
    NetworkGraph graph = new NatsTopology().supernet(SKELETON.searching());
    long before = 0;
    for (int i = 0; i < 3; i++) {
      if (i == 1) {
        before = NativeMemory.pointers();
      }
      try (TorchNetwork network = new TorchNetwork(graph, Engines.fast(), SEED)) {
        for (int step = 0; step < 3; step++) {
          try (StepScope scope = StepScope.open()) {
            Gates gates = Gates.of(graph, Architecture.of(3, 2, 1, 4, 0, 3));
            logits(network, images(network.engine(), 2), gates, Pass.evaluation());
          }
        }
      }
    }
    assertThat(NativeMemory.pointers() - before).isZero();
  }
}
