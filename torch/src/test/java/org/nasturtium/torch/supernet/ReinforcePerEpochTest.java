package org.nasturtium.torch.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.library.GraphSpace;
import org.nasturtium.torch.contract.Engines;
import org.nasturtium.torch.contract.Graphs;
import org.nasturtium.torch.contract.Numbers;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;
import org.nasturtium.torch.network.Gates;
import org.nasturtium.torch.network.Pass;
import org.nasturtium.torch.network.TorchNetwork;
import org.nasturtium.torch.train.Labeled;
import org.nasturtium.torch.train.Optimizer;
import org.nasturtium.torch.train.Sgd;

/** Rewards, baselines and gradients of a controller's steps, written out again by hand. */
final class ReinforcePerEpochTest {
  private static final Seed SEED = Seed.of(91);
  private static final double STEP = 1e-5;
  private static final double ENTROPY_WEIGHT = 0.5;
  private static final double DECAY = 0.9;
  private static final int SAMPLES = 3;

  private final Engine engine = Engines.exact();
  private final OpenSpace space = new GraphSpace("two stages", Graphs.twoStages(3, 3));

  /** Keeps the gradients that it is given and changes nothing. */
  private static final class Recorder implements Optimizer {
    private final Map<String, Tensor> parameters;
    private final Map<String, double[]> gradients = new LinkedHashMap<>();

    Recorder(Map<String, Tensor> parameters) {
      this.parameters = parameters;
    }

    @Override
    public void step(double learningRate) {
      parameters.forEach((name, tensor) -> gradients.put(name, Tensors.doubles(tensor.grad())));
    }

    @Override
    public Map<String, Tensor> state() {
      return Map.of();
    }

    @Override
    public void restore(Map<String, Tensor> saved) {}

    @Override
    public void close() {}
  }

  private Supernet supernet() {
    TorchNetwork network =
        new TorchNetwork(
            space.supernet(space.skeleton(Graphs.IMAGE, 3)), engine, SEED.child("weights"));
    return new Supernet(
        space, network, new LstmController(space, ScalarType.Double, SEED.child("policy")));
  }

  private List<Labeled> batches() {
    List<Labeled> batches = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      Tensor images = Numbers.batch(engine, 5, Graphs.IMAGE, SEED.child("images", i).random());
      batches.add(new Labeled(images, Tensors.of(new long[] {0, 1, 2, 0, 1})));
    }
    return batches;
  }

  /** Returns the rewards of the draws, and the shares of correct answers in them. */
  private static double[][] rewards(Supernet supernet, List<Labeled> batches, Seed draws) {
    RandomGenerator random = draws.random();
    double[][] rewards = new double[2][SAMPLES];
    try (NoGradGuard guard = new NoGradGuard()) {
      for (int i = 0; i < SAMPLES; i++) {
        PolicyDraw draw = PolicyDraw.from(supernet.space(), supernet.policy().compute(), random);
        Gates gates = Gates.of(supernet.network().graph(), draw.architecture());
        int correct = supernet.loss(batches.get(i), gates, Pass.evaluation()).correct();
        rewards[1][i] = correct / 5.0;
        rewards[0][i] = rewards[1][i] + ENTROPY_WEIGHT * draw.entropy();
      }
    }
    return rewards;
  }

  /** Returns the mean of {@code -advantage log p} over the draws. */
  private static double objective(Supernet supernet, Seed draws, double[] advantages) {
    try (StepScope scope = StepScope.open();
        NoGradGuard guard = new NoGradGuard()) {
      RandomGenerator random = draws.random();
      double sum = 0;
      for (double advantage : advantages) {
        PolicyDraw draw = PolicyDraw.from(supernet.space(), supernet.policy().compute(), random);
        sum -= advantage * draw.logProbability().item_double();
      }
      return sum / advantages.length;
    }
  }

  @Test
  void aStepDescendsTheAdvantagesOverTheBaselineOfTheEpochBefore() {
    try (StepScope scope = StepScope.open();
        Supernet supernet = supernet();
        Sgd sgd = new Sgd(supernet.network().trainable(), Sgd.Momentum.PLAIN, 0.9, 0)) {
      ReinforcePerEpoch step =
          new ReinforcePerEpoch(new ControllerOptions(1, SAMPLES, 5, ENTROPY_WEIGHT, DECAY, 1e9));
      List<Labeled> batches = batches();
      double before = Double.NaN;
      for (int epoch = 0; epoch < 3; epoch++) {
        Seed draws = SEED.child("draws", epoch);
        double[][] rewards = rewards(supernet, batches, draws);
        double[] advantages = new double[SAMPLES];
        double baselines = 0;
        for (int i = 0; i < SAMPLES; i++) {
          double baseline =
              epoch == 0 ? rewards[1][i] : before - (1 - DECAY) * (before - rewards[0][i]);
          advantages[i] = rewards[0][i] - baseline;
          baselines += baseline;
        }
        before = baselines / SAMPLES;
        Recorder recorder = new Recorder(supernet.policy().trainable());
        ArchitectureStep.Result result =
            step.step(
                new ArchitectureStep.Context(
                    supernet,
                    new SampledCell(),
                    1,
                    draws.random(),
                    Turn.first(),
                    () -> batches.get(0),
                    batches,
                    recorder,
                    1e-3,
                    sgd,
                    0.1));
        assertThat(result.images()).isEqualTo(5 * SAMPLES);
        check(supernet, recorder.gradients, draws, advantages);
      }
    }
  }

  private static void check(
      Supernet supernet, Map<String, double[]> gradients, Seed draws, double[] advantages) {
    assertThat(gradients).isNotEmpty();
    gradients.forEach(
        (name, gradient) -> {
          Tensor tensor = Numbers.named(supernet.policy().trainable(), name);
          DoublePointer values = tensor.detach().data_ptr_double();
          for (int k = 0; k < gradient.length; k += Math.max(1, gradient.length / 3)) {
            double center = values.get(k);
            values.put(k, center + STEP);
            double above = objective(supernet, draws, advantages);
            values.put(k, center - STEP);
            double below = objective(supernet, draws, advantages);
            values.put(k, center);
            assertThat((above - below) / (2 * STEP))
                .as("%s, %d", name, k)
                .isCloseTo(gradient[k], within(1e-8 + 1e-4 * Math.abs(gradient[k])));
          }
        });
  }

  @Test
  void aResumedStepHasTheBaselineOfTheOneBefore() {
    ControllerOptions options = new ControllerOptions(1, 2, 5, 0, DECAY, 1);
    ReinforcePerEpoch first = new ReinforcePerEpoch(options);
    first.recall(List.of(1.25, 2.0, 0.5));
    ReinforcePerEpoch second = new ReinforcePerEpoch(options);
    second.recall(first.memory());
    assertThat(second.memory()).containsExactly(1.25, 2.0, 0.5);
    assertThat(new ReinforcePerEpoch(options).memory()).containsExactly(0.0, 0.0);
  }
}
