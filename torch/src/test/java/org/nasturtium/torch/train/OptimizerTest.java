package org.nasturtium.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nasturtium.core.search.Seed;
import org.nasturtium.torch.contract.Engines;
import org.nasturtium.torch.contract.Numbers;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;

/** The optimizers against their formulas, written out in doubles. */
final class OptimizerTest {
  private static final Seed SEED = Seed.of(2);
  private static final int STEPS = 7;
  private static final double[] START = {1, -2, 0.5, 3};

  private static Map<String, Tensor> parameters() {
    Engines.exact();
    Map<String, Tensor> all = new LinkedHashMap<>();
    all.put("a", Tensors.of(START, 4).requires_grad_(true));
    all.put("b", Tensors.of(START, 2, 2).requires_grad_(true));
    return all;
  }

  /** Gives a tensor a gradient: that of its product with the numbers. */
  private static void differentiate(Tensor tensor, double[] gradient) {
    tensor.mutable_grad().reset();
    tensor.mul(Tensors.of(gradient, Tensors.shape(tensor))).sum().backward();
  }

  private static double[][] gradients() {
    RandomGenerator random = SEED.random();
    double[][] all = new double[STEPS][];
    for (int i = 0; i < STEPS; i++) {
      all[i] = random.doubles(4, -1, 1).toArray();
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN,0.9,0",
    "PLAIN,0.9,0.01",
    "NESTEROV,0.9,0.01",
    "NESTEROV,0.5,0",
    "PLAIN,0,0.1"
  })
  void sgdIsItsFormula(Sgd.Momentum momentum, double factor, double decay) {
    try (StepScope scope = StepScope.open()) {
      Map<String, Tensor> parameters = parameters();
      Tensor a = Numbers.named(parameters, "a");
      try (Sgd sgd = new Sgd(parameters, momentum, factor, decay)) {
        double[] want = START.clone();
        double[] buffer = new double[4];
        for (int step = 0; step < STEPS; step++) {
          double[] gradient = gradients()[step];
          double rate = 0.1 / (step + 1);
          differentiate(a, gradient);
          sgd.step(rate);
          for (int i = 0; i < 4; i++) {
            double g = gradient[i] + decay * want[i];
            buffer[i] = factor * buffer[i] + g;
            want[i] -=
                rate * (momentum == Sgd.Momentum.NESTEROV ? g + factor * buffer[i] : buffer[i]);
          }
          Numbers.assertClose("step " + step, Tensors.doubles(a), want, 1e-13, 1e-13);
        }
        assertThat(Tensors.doubles(Numbers.named(parameters, "b"))).isEqualTo(START);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0.5,0.999,1e-8,0.001", "0.9,0.99,1e-3,0"})
  void adamIsItsFormula(double beta1, double beta2, double epsilon, double decay) {
    try (StepScope scope = StepScope.open()) {
      Map<String, Tensor> parameters = parameters();
      Tensor a = Numbers.named(parameters, "a");
      try (Adam adam = new Adam(parameters, new Adam.Options(beta1, beta2, epsilon, decay))) {
        double[] want = START.clone();
        double[] mean = new double[4];
        double[] square = new double[4];
        for (int step = 1; step <= STEPS; step++) {
          double[] gradient = gradients()[step - 1];
          differentiate(a, gradient);
          adam.step(0.01);
          for (int i = 0; i < 4; i++) {
            double g = gradient[i] + decay * want[i];
            mean[i] = beta1 * mean[i] + (1 - beta1) * g;
            square[i] = beta2 * square[i] + (1 - beta2) * g * g;
            double first = mean[i] / (1 - Math.pow(beta1, step));
            double second = square[i] / (1 - Math.pow(beta2, step));
            want[i] -= 0.01 * first / (Math.sqrt(second) + epsilon);
          }
          Numbers.assertClose("step " + step, Tensors.doubles(a), want, 1e-12, 1e-13);
        }
        assertThat(Tensors.doubles(Numbers.named(parameters, "b"))).isEqualTo(START);
      }
    }
  }

  @Test
  void aParameterWithoutGradientKeepsItsMomentumToo() {
    try (StepScope scope = StepScope.open()) {
      Map<String, Tensor> parameters = parameters();
      Tensor a = Numbers.named(parameters, "a");
      try (Sgd sgd = new Sgd(parameters, Sgd.Momentum.NESTEROV, 0.9, 0.1)) {
        differentiate(a, gradients()[0]);
        sgd.step(0.1);
        double[] before = Tensors.doubles(a);
        double[] buffer = Tensors.doubles(Numbers.named(sgd.state(), "momentum.a"));
        a.mutable_grad().reset();
        sgd.step(0.1);
        assertThat(Tensors.doubles(a)).isEqualTo(before);
        assertThat(Tensors.doubles(Numbers.named(sgd.state(), "momentum.a"))).isEqualTo(buffer);
        assertThat(Tensors.doubles(Numbers.named(sgd.state(), "momentum.b"))).containsOnly(0);
      }
    }
  }

  @Test
  void aRestoredOptimizerContinuesBitForBit() {
    try (StepScope scope = StepScope.open()) {
      assertThat(finalValue(0)).isEqualTo(finalValue(3));
      assertThat(finalAdamValue(0)).isEqualTo(finalAdamValue(3));
    }
  }

  private static double[] finalValue(int interruption) {
    Map<String, Tensor> parameters = parameters();
    return run(
        parameters, interruption, () -> new Sgd(parameters, Sgd.Momentum.NESTEROV, 0.9, 1e-3));
  }

  private static double[] finalAdamValue(int interruption) {
    Map<String, Tensor> parameters = parameters();
    return run(
        parameters,
        interruption,
        () -> new Adam(parameters, new Adam.Options(0.9, 0.999, 1e-8, 1e-3)));
  }

  private static double[] run(
      Map<String, Tensor> parameters,
      int interruption,
      java.util.function.Supplier<Optimizer> factory) {
    Tensor a = Numbers.named(parameters, "a");
    Optimizer optimizer = factory.get();
    for (int step = 0; step < STEPS; step++) {
      if (step > 0 && step == interruption) {
        Optimizer fresh = factory.get();
        try (var guard = new org.bytedeco.pytorch.NoGradGuard()) {
          fresh.restore(optimizer.state());
        }
        optimizer.close();
        optimizer = fresh;
      }
      differentiate(a, gradients()[step]);
      optimizer.step(0.05);
    }
    optimizer.close();
    return Tensors.doubles(a);
  }

  @Test
  void anOptimizerRefusesTheStateOfAnUnknownParameter() {
    try (StepScope scope = StepScope.open();
        Sgd sgd = new Sgd(parameters(), Sgd.Momentum.PLAIN, 0.9, 0)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sgd.restore(Map.of("momentum.c", Tensors.of(START, 4))))
          .withMessageContaining("no parameter named c");
    }
  }

  @Test
  void clippingScalesAllGradientsTogether() {
    try (StepScope scope = StepScope.open()) {
      Map<String, Tensor> parameters = parameters();
      parameters.values().forEach(tensor -> differentiate(tensor, new double[] {3, 0, 4, 0}));
      torch.clip_grad_norm_(new TensorVector(parameters.values().toArray(new Tensor[0])), 1);
      double scale = 1 / (Math.sqrt(50) + 1e-6);
      for (Tensor tensor : parameters.values()) {
        Numbers.assertClose(
            "clipped",
            Tensors.doubles(tensor.grad()),
            new double[] {3 * scale, 0, 4 * scale, 0},
            1e-9,
            0);
      }
    }
  }
}
