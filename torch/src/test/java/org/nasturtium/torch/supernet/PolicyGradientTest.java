package org.nasturtium.torch.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.library.DartsCnn;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.torch.contract.Engines;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;

/** Policies that are networks: their gradients, sizes and what a draw of them is. */
final class PolicyGradientTest {
  private static final Seed SEED = Seed.of(51);
  private static final double STEP = 1e-5;

  @BeforeAll
  static void start() {
    Engines.exact();
  }

  static Stream<Arguments> policies() {
    OpenSpace nats = new NatsTopology();
    return Stream.concat(
        Stream.of(arguments("controller", nats, new LstmController(nats, ScalarType.Double, SEED))),
        Stream.of(NeuralGraph.Relation.values())
            .map(
                relation ->
                    arguments(
                        relation.name(),
                        nats,
                        new NeuralGraph(
                            nats,
                            ScalarType.Double,
                            SEED,
                            NeuralGraph.Options.of(relation)
                                .withLastLayer(NeuralGraph.LastLayer.LINEAR)))));
  }

  /** What REINFORCE descends, {@code -a log p(draw)}, against central differences. */
  @ParameterizedTest
  @MethodSource("policies")
  void theGradientOfADrawIsThatOfItsProbability(String name, OpenSpace space, Policy policy) {
    try (policy;
        StepScope scope = StepScope.open()) {
      DoubleSupplier probability =
          () -> {
            try (NoGradGuard guard = new NoGradGuard();
                StepScope inner = StepScope.open()) {
              return PolicyDraw.from(space, policy.compute(), SEED.random())
                  .logProbability()
                  .item_double();
            }
          };
      PolicyDraw.from(space, policy.compute(), SEED.random()).logProbability().backward();
      int checked = 0;
      for (Map.Entry<String, Tensor> entry : policy.trainable().entrySet()) {
        if (!entry.getValue().grad().defined()) {
          continue;
        }
        double[] gradient = Tensors.doubles(entry.getValue().grad());
        for (int k = 0; k < gradient.length; k += Math.max(1, gradient.length / 5)) {
          double difference = difference(entry.getValue(), k, probability);
          assertThat(difference)
              .as("%s, %s, %d", name, entry.getKey(), k)
              .isCloseTo(gradient[k], within(1e-7 + 1e-4 * Math.abs(gradient[k])));
          checked += gradient[k] == 0 ? 0 : 1;
        }
      }
      assertThat(checked).as("entries with a gradient").isGreaterThan(5);
    }
  }

  private static double difference(Tensor tensor, int k, DoubleSupplier function) {
    DoublePointer values = tensor.detach().data_ptr_double();
    double center = values.get(k);
    values.put(k, center + STEP);
    double above = function.getAsDouble();
    values.put(k, center - STEP);
    double below = function.getAsDouble();
    values.put(k, center);
    return (above - below) / (2 * STEP);
  }

  @Test
  void theControllerAnswersAlikeInOneGoAndAnew() {
    OpenSpace nats = new NatsTopology();
    try (LstmController controller = new LstmController(nats, ScalarType.Double, SEED);
        StepScope scope = StepScope.open();
        NoGradGuard guard = new NoGradGuard()) {
      int[] picks = {3, 0, 4, 1, 2, 2};
      Policy.Logits along = controller.compute();
      Policy.Logits wandering = controller.compute();
      wandering.of(5, new int[] {3, 0, 1, 1, 1});
      for (int i = 0; i < 6; i++) {
        double[] want = Tensors.doubles(controller.compute().of(i, Arrays.copyOf(picks, i)));
        assertThat(Tensors.doubles(along.of(i, Arrays.copyOf(picks, i)))).isEqualTo(want);
        assertThat(Tensors.doubles(wandering.of(i, Arrays.copyOf(picks, i)))).isEqualTo(want);
        assertThat(want).hasSize(5);
        assertThat(Arrays.stream(want).map(Math::abs).max().orElseThrow()).isLessThan(2.5);
      }
      double[] other = Tensors.doubles(controller.compute().of(1, new int[] {2}));
      assertThat(other).isNotEqualTo(Tensors.doubles(along.of(1, new int[] {3})));
    }
  }

  @Test
  void theControllerHasThePublishedSizesAndRanges() {
    OpenSpace nats = new NatsTopology();
    try (LstmController controller = new LstmController(nats, ScalarType.Double, SEED)) {
      Map<String, Tensor> tensors = controller.trainable();
      long count = tensors.values().stream().mapToLong(Tensor::numel).sum();
      // start 32, embedding and output 5 x 32 each, two layers of 2 (128 x 32 + 128)
      assertThat(count).isEqualTo(32 + 2 * 160 + 2 * 2 * (128 * 32 + 128));
      tensors.forEach(
          (name, tensor) -> {
            boolean small = !name.startsWith("lstm") || name.matches("lstm0\\..*\\.weight");
            double bound = small ? 0.1 : 1 / Math.sqrt(32);
            double largest = Arrays.stream(Tensors.doubles(tensor)).map(Math::abs).max().orElse(0);
            assertThat(largest).as(name).isBetween(0.8 * bound, bound);
          });
    }
  }

  @Test
  void theGraphNetworkHasThePublishedParameters() {
    try (NeuralGraph policy =
        new NeuralGraph(
            DartsCnn.sevenOperations(),
            ScalarType.Float,
            SEED,
            NeuralGraph.Options.of(NeuralGraph.Relation.GRAPH))) {
      Map<String, Long> sizes = new java.util.TreeMap<>();
      policy
          .trainable()
          .forEach((name, t) -> sizes.merge(name.replaceAll("[.].*", ""), t.numel(), Long::sum));
      assertThat(sizes)
          .isEqualTo(Map.of("X", 2 * 384L, "graph", 32_768L, "edge", 12_288L, "operation", 448L));
    }
  }

  @Test
  void kindsOfCellsMayHaveWeightsOfTheirOwn() {
    NeuralGraph.Options own =
        NeuralGraph.Options.of(NeuralGraph.Relation.GRAPH).withTheta(NeuralGraph.Theta.PER_KIND);
    try (NeuralGraph policy =
        new NeuralGraph(DartsCnn.eightOperations(), ScalarType.Float, SEED, own)) {
      assertThat(policy.trainable())
          .containsKeys("X.normal", "normal.graph.1", "reduce.graph.1", "reduce.operation");
      assertThat(policy.compute().of(27, new int[0]).size(0)).isEqualTo(8);
    }
  }

  @Test
  void drawsAreAsFrequentAsTheyAreProbableAndBelongToTheSpace() {
    OpenSpace nats = new NatsTopology();
    OpenSpace cells = DartsCnn.eightOperations();
    double[] logits = {Math.log(0.1), Math.log(0.2), Math.log(0.3), Math.log(0.4), -1e9};
    int[] counts = new int[5];
    var random = SEED.child("frequencies").random();
    try (StepScope scope = StepScope.open()) {
      Tensor row = Tensors.of(logits, 5);
      Tensor flat = Tensors.of(new double[8], 8);
      for (int i = 0; i < 2000; i++) {
        try (StepScope step = StepScope.open()) {
          PolicyDraw draw = PolicyDraw.from(nats, (choice, picks) -> row, random);
          counts[draw.architecture().pick(3)]++;
          assertThat(draw.entropy()).isCloseTo(6 * 1.2798542, within(1e-6));
        }
      }
      for (int i = 0; i < 20; i++) {
        PolicyDraw draw = PolicyDraw.from(cells, (choice, picks) -> flat, random);
        assertThat(cells.contains(draw.architecture())).isTrue();
      }
    }
    for (int k : List.of(0, 1, 2, 3)) {
      assertThat(counts[k] / 2000.0).isCloseTo(Math.exp(logits[k]), within(0.04));
    }
    assertThat(counts[4]).isZero();
  }
}
