package org.nasturtium.torch.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.library.GraphSpace;
import org.nasturtium.torch.contract.Engines;
import org.nasturtium.torch.contract.Graphs;
import org.nasturtium.torch.contract.Numbers;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;
import org.nasturtium.torch.network.Pass;
import org.nasturtium.torch.network.TorchNetwork;
import org.nasturtium.torch.train.Adam;
import org.nasturtium.torch.train.Labeled;
import org.nasturtium.torch.train.Sgd;

/**
 * The second-order gradient against the whole unrolled function, {@code alpha -> L_val(w - rate
 * (0.9 buffer + grad L_train(w, alpha) + decay w), alpha)}, differenced directly in 64 bits.
 */
final class UnrolledGradientTest {
  private static final Seed SEED = Seed.of(61);
  private static final double STEP = 1e-5;
  private static final double RATE = 0.5;

  private final Engine engine = Engines.exact();
  private final Relaxation mixture = new SoftmaxMixture();

  private Supernet supernet() {
    OpenSpace space = new GraphSpace("two stages", Graphs.twoStages(3, 3));
    TorchNetwork network =
        new TorchNetwork(
            space.supernet(space.skeleton(Graphs.IMAGE, 3)), engine, SEED.child("weights"));
    Policy policy = new FreeLogits(space, ScalarType.Double, SEED.child("policy"));
    RandomGenerator random = SEED.child("logits").random();
    try (NoGradGuard guard = new NoGradGuard()) {
      policy.trainable().values().forEach(t -> fill(t, random));
    }
    return new Supernet(space, network, policy);
  }

  private static void fill(Tensor tensor, RandomGenerator random) {
    DoublePointer values = tensor.detach().data_ptr_double();
    for (int k = 0; k < tensor.numel(); k++) {
      values.put(k, random.nextGaussian());
    }
  }

  private Labeled batch(String name) {
    Tensor images = Numbers.batch(engine, 5, Graphs.IMAGE, SEED.child(name).random());
    return new Labeled(images, Tensors.of(new long[] {0, 1, 2, 0, 1}));
  }

  /** Small radii: at the published one the difference crosses kinks of the rectifiers. */
  @ParameterizedTest
  @CsvSource({"1e-4, 1e-5", "5e-5, 1e-5"})
  void theGradientIsThatOfTheUnrolledFunction(double radius, double tolerance) {
    try (StepScope scope = StepScope.open();
        Supernet supernet = supernet();
        Sgd sgd = new Sgd(supernet.network().trainable(), Sgd.Momentum.NESTEROV, 0.9, 5e-4);
        Adam adam = new Adam(supernet.policy().trainable(), new Adam.Options(0.5, 0.999, 1e-8, 0));
        UnrolledGradient step = new UnrolledGradient(radius)) {
      trainOnce(supernet, sgd);
      Map<String, double[]> before = values(supernet.network().state());
      step.gradient(
          new ArchitectureStep.Context(
              supernet,
              mixture,
              1,
              SEED.random(),
              Turn.first(),
              () -> batch("training"),
              List.of(batch("validation")),
              adam,
              1e-3,
              sgd,
              RATE));
      Map<String, double[]> gradients = new LinkedHashMap<>();
      supernet
          .policy()
          .trainable()
          .forEach((name, t) -> gradients.put(name, Tensors.doubles(t.grad())));
      ValidationGradient.clear(supernet.policy());
      assertRestored(supernet, before);
      check(supernet, sgd, gradients, tolerance);
    }
  }

  private void assertRestored(Supernet supernet, Map<String, double[]> before) {
    supernet
        .network()
        .trainable()
        .forEach(
            (name, weight) -> {
              assertThat(Tensors.doubles(weight)).as(name).isEqualTo(before.get(name));
              assertThat(weight.grad().defined()).as(name).isFalse();
            });
  }

  private void check(
      Supernet supernet, Sgd sgd, Map<String, double[]> gradients, double tolerance) {
    gradients.forEach(
        (name, gradient) -> {
          Tensor logits = Numbers.named(supernet.policy().trainable(), name);
          DoublePointer values = logits.detach().data_ptr_double();
          double norm = Numbers.relativeError(gradient, new double[gradient.length]);
          for (int k = 0; k < gradient.length; k++) {
            double center = values.get(k);
            values.put(k, center + STEP);
            double above = unrolledLoss(supernet, sgd);
            values.put(k, center - STEP);
            double below = unrolledLoss(supernet, sgd);
            values.put(k, center);
            assertThat((above - below) / (2 * STEP))
                .as("%s, candidate %d", name, k)
                .isCloseTo(gradient[k], within(tolerance * norm));
          }
          assertThat(norm).isPositive();
        });
  }

  /** Fills the momentum buffers. */
  private void trainOnce(Supernet supernet, Sgd sgd) {
    loss(supernet, "first", Pass.training(0, SEED.random())).backward();
    sgd.step(0.1);
    supernet.network().clearGradients();
  }

  private Tensor loss(Supernet supernet, String batch, Pass pass) {
    return supernet
        .loss(batch(batch), supernet.constantGates(mixture, 1, SEED.random(), Turn.first()), pass)
        .value();
  }

  private double unrolledLoss(Supernet supernet, Sgd sgd) {
    try (StepScope scope = StepScope.open()) {
      Map<String, Tensor> trainable = supernet.network().trainable();
      Map<String, Tensor> copies = new LinkedHashMap<>();
      trainable.forEach((name, weight) -> copies.put(name, weight.detach().clone()));
      loss(supernet, "training", Pass.training(0, SEED.random())).backward();
      try (NoGradGuard guard = new NoGradGuard()) {
        trainable.forEach(
            (name, weight) ->
                weight.add_(sgd.virtualDirection(name, weight), Tensors.scalar(-RATE)));
        supernet.network().clearGradients();
        double value = loss(supernet, "validation", Pass.training(0, SEED.random())).item_double();
        trainable.forEach((name, weight) -> weight.copy_(Numbers.named(copies, name)));
        return value;
      }
    }
  }

  private static Map<String, double[]> values(Map<String, Tensor> tensors) {
    Map<String, double[]> values = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> values.put(name, Tensors.doubles(tensor)));
    return values;
  }
}
