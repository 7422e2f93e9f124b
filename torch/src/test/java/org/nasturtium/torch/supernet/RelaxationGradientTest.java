package org.nasturtium.torch.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.library.GraphSpace;
import org.nasturtium.torch.contract.Engines;
import org.nasturtium.torch.contract.Graphs;
import org.nasturtium.torch.contract.Numbers;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;
import org.nasturtium.torch.network.Gate;
import org.nasturtium.torch.network.Gates;
import org.nasturtium.torch.network.Pass;
import org.nasturtium.torch.network.TorchNetwork;
import org.nasturtium.torch.train.Labeled;

/** What a policy learns from: the gradients of relaxed samples agree with central differences. */
final class RelaxationGradientTest {
  private static final Seed SEED = Seed.of(21);
  private static final double STEP = 1e-5;

  private static Supernet supernet(Engine engine) {
    OpenSpace space = new GraphSpace("two stages", Graphs.twoStages(3, 3));
    TorchNetwork network =
        new TorchNetwork(
            space.supernet(space.skeleton(Graphs.IMAGE, 3)), engine, SEED.child("weights"));
    Policy policy = new FreeLogits(space, ScalarType.Double, SEED.child("policy"));
    RandomGenerator random = SEED.child("logits").random();
    policy
        .trainable()
        .values()
        .forEach(
            logits -> {
              DoublePointer values = logits.detach().data_ptr_double();
              for (int k = 0; k < logits.numel(); k++) {
                values.put(k, random.nextGaussian());
              }
            });
    return new Supernet(space, network, policy);
  }

  private static Labeled batch(Engine engine) {
    Tensor images = Numbers.batch(engine, 5, Graphs.IMAGE, SEED.child("images").random());
    return new Labeled(images, Tensors.of(new long[] {0, 1, 2, 0, 1}));
  }

  private static Tensor loss(Supernet supernet, Gates gates) {
    Labeled batch = batch(supernet.network().engine());
    return supernet.loss(batch, gates, Pass.gates(SEED.random())).value();
  }

  @Test
  void theMixturesGradientIsThatOfTheLoss() {
    try (StepScope scope = StepScope.open();
        Supernet supernet = supernet(Engines.exact())) {
      Relaxation mixture = new SoftmaxMixture();
      loss(supernet, supernet.policyGates(mixture, 1, SEED.random(), Turn.first())).backward();
      supernet
          .policy()
          .trainable()
          .forEach(
              (name, logits) -> {
                double[] gradient = Tensors.doubles(logits.grad());
                for (int k = 0; k < gradient.length; k++) {
                  double difference =
                      difference(
                          logits,
                          k,
                          () ->
                              loss(
                                      supernet,
                                      supernet.constantGates(
                                          mixture, 1, SEED.random(), Turn.first()))
                                  .item_double());
                  assertThat(difference)
                      .as("%s, candidate %d", name, k)
                      .isCloseTo(gradient[k], within(1e-8 + 1e-6 * Math.abs(gradient[k])));
                }
                assertThat(gradient).isNotEqualTo(new double[gradient.length]);
              });
      ValidationGradient.clear(supernet.policy());
    }
  }

  private static double difference(
      Tensor logits, int k, java.util.function.DoubleSupplier function) {
    DoublePointer values = logits.detach().data_ptr_double();
    double center = values.get(k);
    values.put(k, center + STEP);
    double above = function.getAsDouble();
    values.put(k, center - STEP);
    double below = function.getAsDouble();
    values.put(k, center);
    return (above - below) / (2 * STEP);
  }

  static Stream<Arguments> feedbacksAndSeeds() {
    return Stream.of(Gate.Feedback.values())
        .flatMap(
            feedback ->
                Stream.of(10.0, 1.0, 0.1)
                    .flatMap(
                        temperature ->
                            IntStream.range(0, 4)
                                .mapToObj(seed -> arguments(feedback, temperature, seed))));
  }

  /**
   * The straight-through gradient is that of {@code sum_k u_k soft_k(logits)}, with u the
   * derivative of the loss by the weight that the feedback hands on, both taken as differences.
   */
  @ParameterizedTest
  @MethodSource("feedbacksAndSeeds")
  void theSamplesGradientIsStraightThrough(Gate.Feedback feedback, double temperature, int seed) {
    try (StepScope scope = StepScope.open();
        Supernet supernet = supernet(Engines.exact())) {
      Seed draws = SEED.child("draws", seed);
      Gates gates =
          supernet.policyGates(new GumbelHard(feedback), temperature, draws.random(), Turn.first());
      loss(supernet, gates).backward();
      List<Choice> choices = supernet.space().choices();
      double[][] noise = noise(choices, draws.random());
      int[] drawn = drawn(supernet, choices, noise, temperature);
      for (int i = 0; i < choices.size(); i++) {
        Tensor logits = Numbers.named(supernet.policy().trainable(), choices.get(i).name());
        double[] u = upstream(supernet, choices, drawn, i, feedback);
        double[] gradient = Tensors.doubles(logits.grad());
        double[] rowNoise = noise[i];
        for (int k = 0; k < gradient.length; k++) {
          double difference =
              difference(
                  logits,
                  k,
                  () -> dot(u, Tensors.doubles(GumbelHard.soft(logits, rowNoise, temperature))));
          assertThat(difference)
              .as("%s, candidate %d", choices.get(i).name(), k)
              .isCloseTo(gradient[k], within(1e-7 + 1e-5 * Math.abs(gradient[k])));
        }
      }
      ValidationGradient.clear(supernet.policy());
    }
  }

  private static double[][] noise(List<Choice> choices, RandomGenerator random) {
    return choices.stream()
        .map(
            choice ->
                random
                    .doubles(choice.size())
                    .map(uniform -> -Math.log(-Math.log(uniform)))
                    .toArray())
        .toArray(double[][]::new);
  }

  private static int[] drawn(
      Supernet supernet, List<Choice> choices, double[][] noise, double temperature) {
    int[] drawn = new int[noise.length];
    for (int i = 0; i < drawn.length; i++) {
      Tensor logits = Numbers.named(supernet.policy().trainable(), choices.get(i).name());
      double[] soft = Tensors.doubles(GumbelHard.soft(logits, noise[i], temperature));
      for (int k = 1; k < soft.length; k++) {
        drawn[i] = soft[k] > soft[drawn[i]] ? k : drawn[i];
      }
    }
    return drawn;
  }

  /** Returns the derivative of the loss by each weight of one choice's gate. */
  private static double[] upstream(
      Supernet supernet, List<Choice> choices, int[] drawn, int choice, Gate.Feedback feedback) {
    double[] u = new double[choices.get(choice).size()];
    for (int k = 0; k < u.length; k++) {
      double[] sides = new double[2];
      for (int side = 0; side < 2; side++) {
        Map<String, Gate> gates = new LinkedHashMap<>();
        for (int i = 0; i < drawn.length; i++) {
          double[] weights = new double[choices.get(i).size()];
          weights[drawn[i]] = 1;
          if (i == choice) {
            weights[k] += side == 0 ? STEP : -STEP;
          }
          gates.put(
              choices.get(i).name(),
              Gate.weighted(new int[] {drawn[i]}, Tensors.of(weights, weights.length), feedback));
        }
        sides[side] = loss(supernet, Gates.shared(gates)).item_double();
      }
      u[k] = (sides[0] - sides[1]) / (2 * STEP);
    }
    return u;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  @Test
  void theWeightStepsSampleIsDrawnAsOftenAsItIsProbable() {
    Engines.exact();
    OpenSpace space = new GraphSpace("two stages", Graphs.twoStages(3, 3));
    NetworkGraph graph = space.supernet(space.skeleton(Graphs.IMAGE, 3));
    double[] logits = {Math.log(0.1), Math.log(0.2), Math.log(0.3), Math.log(0.4)};
    int[] counts = new int[4];
    RandomGenerator random = SEED.child("frequencies").random();
    try (StepScope scope = StepScope.open()) {
      Tensor row = Tensors.of(logits, 4);
      GumbelHard relaxation = new GumbelHard(Gate.Feedback.ACTIVE);
      for (int i = 0; i < 4000; i++) {
        try (StepScope step = StepScope.open()) {
          Gates gates =
              relaxation.gates(
                  new Draw(
                      space,
                      graph,
                      (choice, picks) -> row,
                      2,
                      random,
                      Turn.first(),
                      Draw.Gradient.NONE));
          var place = graph.nodes().get(0);
          counts[gates.at("1<-0", place).active(0)]++;
        }
      }
    }
    for (int k = 0; k < 4; k++) {
      assertThat(counts[k] / 4000.0).isCloseTo(Math.exp(logits[k]), within(0.03));
    }
  }
}
