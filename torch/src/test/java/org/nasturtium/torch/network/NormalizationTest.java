package org.nasturtium.torch.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.network.GraphBuilder;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.torch.contract.Engines;
import org.nasturtium.torch.contract.Graphs;
import org.nasturtium.torch.contract.Numbers;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;

/** Which statistics normalize where, and how precise they are. */
final class NormalizationTest {
  private static final Seed SEED = Seed.of(5);
  private static final Shape MAP = new Shape(2, 5, 5);

  private static NetworkGraph norm(Operation.BatchNorm norm) {
    GraphBuilder builder = NetworkGraph.builder();
    String x = builder.input("x", MAP);
    return builder.output("y", builder.add("norm", norm, x)).build();
  }

  private static double[] run(TorchNetwork network, Tensor input, Pass pass) {
    return Tensors.doubles(network.forward("y", input, Gates.none(), pass));
  }

  @Test
  void aSearchedCellNormalizesByTheBatchInEvaluationToo() {
    try (StepScope scope = StepScope.open();
        TorchNetwork network =
            new TorchNetwork(norm(Operation.BatchNorm.searching()), Engines.exact(), SEED)) {
      assertThat(network.state()).isEmpty();
      Tensor input = Numbers.batch(network.engine(), 4, MAP, SEED.random());
      double[] training = run(network, input, Pass.training(0, SEED.random()));
      assertThat(run(network, input, Pass.evaluation())).isEqualTo(training);
      Numbers.assertClose("by hand", training, byHand(Tensors.doubles(input), 4), 1e-9, 1e-9);
    }
  }

  private static double[] byHand(double[] x, int images) {
    double[] y = new double[x.length];
    int plane = MAP.height() * MAP.width();
    int image = plane * MAP.channels();
    for (int c = 0; c < MAP.channels(); c++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < images * plane; i++) {
        double value = x[i / plane * image + c * plane + i % plane];
        sum += value;
        squares += value * value;
      }
      double mean = sum / (images * plane);
      double variance = squares / (images * plane) - mean * mean;
      for (int i = 0; i < images * plane; i++) {
        int at = i / plane * image + c * plane + i % plane;
        y[at] = (x[at] - mean) / Math.sqrt(variance + 1e-5);
      }
    }
    return y;
  }

  @Test
  void aStandaloneNetworkNormalizesByRunningStatisticsInEvaluation() {
    try (StepScope scope = StepScope.open();
        TorchNetwork network =
            new TorchNetwork(norm(Operation.BatchNorm.standalone()), Engines.exact(), SEED)) {
      Tensor input = Tensors.of(new double[] {1, 3}, 1, 2, 1, 1).expand(2, 2, 5, 5).contiguous();
      double[] before = run(network, input, Pass.evaluation());
      Numbers.assertClose(
          "fresh", new double[] {before[0], before[25]}, new double[] {1, 3}, 1e-4, 0);
      run(network, input, Pass.training(0, SEED.random()));
      Map<String, Tensor> state = network.state();
      Numbers.assertClose(
          "mean",
          Tensors.doubles(Numbers.named(state, "norm.running_mean")),
          new double[] {0.1, 0.3},
          1e-12,
          0);
      Numbers.assertClose(
          "variance",
          Tensors.doubles(Numbers.named(state, "norm.running_var")),
          new double[] {0.9, 0.9},
          1e-12,
          0);
      double[] after = run(network, input, Pass.evaluation());
      Numbers.assertClose(
          "trained",
          new double[] {after[0], after[25]},
          new double[] {0.9 / Math.sqrt(0.9 + 1e-5), 2.7 / Math.sqrt(0.9 + 1e-5)},
          1e-9,
          0);
    }
  }

  @Test
  void aTopologySupernetTracksStemAndReductionsOnly() {
    NetworkGraph graph =
        new NatsTopology().supernet(Skeleton.standalone(Graphs.IMAGE, 10, 4, 1).searching());
    try (TorchNetwork network = new TorchNetwork(graph, Engines.fast(), SEED)) {
      TreeSet<String> tracked = new TreeSet<>();
      for (String name : network.state().keySet()) {
        if (name.endsWith(".running_mean")) {
          tracked.add(name.replace(".norm.running_mean", ""));
        }
      }
      assertThat(tracked)
          .containsExactlyInAnyOrderElementsOf(
              List.of("stem", "reduction1.a", "reduction1.b", "reduction2.a", "reduction2.b"));
    }
  }

  @Test
  void theStatisticsOfABf16MapAreFp32() {
    Shape large = new Shape(4, 16, 16);
    for (Operation.BatchNorm norm :
        List.of(Operation.BatchNorm.searching(), Operation.BatchNorm.standalone())) {
      GraphBuilder builder = NetworkGraph.builder();
      NetworkGraph graph =
          builder.output("y", builder.add("norm", norm, builder.input("x", large))).build();
      try (StepScope scope = StepScope.open()) {
        double[] got = shifted(graph, Engines.bf16(), large);
        double[] want = shifted(graph, Engines.plain(), large);
        double mean = 0;
        for (int i = 0; i < got.length; i++) {
          mean += (got[i] - want[i]) / got.length;
        }
        assertThat(Math.abs(mean)).as("mean error").isLessThan(1e-3);
        assertThat(Numbers.relativeError(got, want)).isLessThan(5e-3);
      }
    }
  }

  /** Normalizes a map whose mean is large beside its deviation, where bf16 sums would fail. */
  private static double[] shifted(NetworkGraph graph, Engine engine, Shape shape) {
    try (TorchNetwork network = new TorchNetwork(graph, engine, SEED)) {
      Tensor coarse = Numbers.batch(Engines.exact(), 64, shape, SEED.child("map").random());
      double[] values = Tensors.doubles(coarse);
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.rint(values[i] * 8) / 8 + 5;
      }
      Tensor input = Numbers.map(engine, values, 64, shape.channels(), 16, 16);
      return run(network, input, Pass.training(0, SEED.random()));
    }
  }
}
