package org.nasturtium.torch.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nasturtium.core.network.Channels;
import org.nasturtium.core.network.GraphBuilder;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.network.Window;
import org.nasturtium.core.search.Seed;
import org.nasturtium.torch.contract.Engines;
import org.nasturtium.torch.contract.Gradients;
import org.nasturtium.torch.contract.Numbers;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.StepScope;

/** Every fast formulation of an operation computes what the plain one does, gradients included. */
final class FormulationTest {
  private static final List<Shape> MAPS =
      List.of(new Shape(4, 8, 8), new Shape(4, 7, 7), new Shape(6, 6, 10), new Shape(4, 16, 16));

  @TestFactory
  Stream<DynamicTest> theFastFormulationEqualsThePlainOne() {
    return cases(
        Engines.fast(),
        (what, got, want) -> {
          Numbers.assertClose(what, got, want, 1e-4, 2e-5 * largest(want));
        });
  }

  @TestFactory
  Stream<DynamicTest> bf16IsCloseToThePlainFormulation() {
    return cases(
        Engines.bf16(),
        (what, got, want) ->
            assertThat(Numbers.relativeError(got, want)).as(what).isLessThan(2e-2));
  }

  @FunctionalInterface
  private interface Check {
    void compare(String what, double[] got, double[] want);
  }

  private static double largest(double[] values) {
    double largest = 1;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static Stream<DynamicTest> cases(Engine engine, Check check) {
    return operations().entrySet().stream()
        .flatMap(
            operation ->
                MAPS.stream()
                    .map(
                        shape ->
                            dynamicTest(
                                operation.getKey() + " on " + shape,
                                () -> compare(operation.getValue(), shape, engine, check))));
  }

  private static void compare(Operation operation, Shape shape, Engine engine, Check check) {
    GraphBuilder builder = NetworkGraph.builder();
    String x = builder.input("x", shape);
    List<String> inputs =
        operation instanceof Operation.Add
                || operation instanceof Operation.Multiply
                || operation instanceof Operation.Concat
            ? List.of(x, builder.add("scaled", Operation.Activation.relu(), x), x)
            : List.of(x);
    NetworkGraph graph = builder.output("y", builder.add("op", operation, inputs)).build();
    try (StepScope scope = StepScope.open()) {
      Gradients want = gradients(graph, Engines.plain(), shape);
      Gradients got = gradients(graph, engine, shape);
      check.compare("output", got.output(), want.output());
      check.compare("input gradient", got.input(), want.input());
      assertThat(got.weights().keySet()).isEqualTo(want.weights().keySet());
      want.weights()
          .forEach(
              (name, gradient) ->
                  check.compare(name, got.weights().getOrDefault(name, new double[0]), gradient));
    }
  }

  private static Gradients gradients(NetworkGraph graph, Engine engine, Shape input) {
    Seed seed = Seed.of(7);
    try (TorchNetwork network = new TorchNetwork(graph, engine, seed.child("weights"))) {
      Shape output = graph.shape(graph.output("y"));
      return Gradients.of(
          network,
          Numbers.batch(engine, 3, input, seed.child("input").random()),
          Numbers.batch(engine, 3, output, seed.child("upstream").random()));
    }
  }

  private static Map<String, Operation> operations() {
    Map<String, Operation> all = new LinkedHashMap<>();
    for (int stride : new int[] {1, 2}) {
      for (int kernel : new int[] {1, 3, 5}) {
        Window window = Window.same(kernel, stride);
        all.put("convolution " + window, Operation.Convolution.of(6, window));
        all.put("depthwise " + window, new Operation.DepthwiseConvolution(window, false));
        if (kernel > 1) {
          Window dilated = Window.dilated(kernel, stride, 2);
          all.put(
              "dilated depthwise " + dilated, new Operation.DepthwiseConvolution(dilated, true));
          all.put("dilated convolution " + dilated, Operation.Convolution.of(4, dilated));
        }
      }
      all.put("average " + stride, new Operation.AveragePool(Window.same(3, stride)));
      all.put("maximum " + stride, new Operation.MaxPool(Window.same(3, stride)));
    }
    all.put(
        "pointwise with bias",
        new Operation.Convolution(Channels.of(6), Window.same(1, 1), 1, true));
    all.put(
        "grouped with bias", new Operation.Convolution(Channels.of(6), Window.same(3, 1), 2, true));
    all.put(
        "pointwise grouped",
        new Operation.Convolution(Channels.of(8), Window.same(1, 1), 2, false));
    all.put(
        "1x7",
        new Operation.Convolution(Channels.of(4), new Window(1, 7, 1, 1, 0, 3, 1), 1, false));
    all.put("average 2x2", new Operation.AveragePool(Window.valid(2, 2)));
    all.put("average 5x5", new Operation.AveragePool(Window.same(5, 1)));
    all.put("average 3x3 without padding", new Operation.AveragePool(Window.valid(3, 1)));
    all.put("searching normalization", Operation.BatchNorm.searching());
    all.put("standalone normalization", Operation.BatchNorm.standalone());
    for (Operation.Activation.Function function : Operation.Activation.Function.values()) {
      all.put(function.toString(), new Operation.Activation(function));
    }
    all.put("global average", new Operation.GlobalAveragePool());
    all.put("flattening", new Operation.Flatten());
    all.put("identity", new Operation.Identity());
    all.put("zero", new Operation.Zero(2));
    all.put("shift", new Operation.Shift());
    all.put("truncation", new Operation.Truncate(2));
    all.put("sum", new Operation.Add());
    all.put("product", new Operation.Multiply());
    all.put("concatenation", new Operation.Concat());
    return all;
  }
}
