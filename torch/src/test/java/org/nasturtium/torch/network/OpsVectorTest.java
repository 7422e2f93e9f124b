package org.nasturtium.torch.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nasturtium.core.contract.Vectors;
import org.nasturtium.core.network.GraphBuilder;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.network.Weights;
import org.nasturtium.core.network.Window;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.Layers;
import org.nasturtium.torch.contract.Engines;
import org.nasturtium.torch.contract.Gradients;
import org.nasturtium.torch.contract.Numbers;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.Layout;
import org.nasturtium.torch.engine.Precision;
import org.nasturtium.torch.engine.StepScope;

/** The candidate operations against the reference vectors: values and all gradients. */
final class OpsVectorTest {
  private static final JsonNode FILE = parse(Vectors.text("ops.json"));

  @Test
  void theFileHasCases() {
    assertThat(FILE.get("cases")).hasSizeGreaterThan(20);
  }

  @TestFactory
  Stream<DynamicTest> everyCaseHoldsOnEveryEngine() {
    return Stream.of(
            Engines.exact(),
            Engines.of(Precision.FP64, Layout.CHANNELS_LAST),
            Engines.plain(),
            Engines.fast())
        .flatMap(
            engine ->
                StreamSupport.stream(FILE.get("cases").spliterator(), false)
                    .map(row -> dynamicTest(name(row, engine), () -> check(row, engine))));
  }

  private static String name(JsonNode row, Engine engine) {
    return "%s of %s, stride %s, %s to %s channels, %s %s"
        .formatted(
            row.get("op").asText(),
            row.get("input").asText(),
            row.get("stride"),
            row.get("c_in"),
            row.get("c_out"),
            engine.options().precision(),
            engine.options().layout());
  }

  private static void check(JsonNode row, Engine engine) {
    JsonNode input = FILE.get("inputs").get(row.get("input").asText());
    long[] shape = axes(input);
    Map<String, String> names = new LinkedHashMap<>();
    NetworkGraph graph =
        graph(row, new Shape((int) shape[1], (int) shape[2], (int) shape[3]), names);
    try (StepScope scope = StepScope.open();
        TorchNetwork network = new TorchNetwork(graph, engine, Seed.of(1))) {
      assertThat(network.trainable().keySet()).containsExactlyInAnyOrderElementsOf(names.values());
      network.inherit(weights(row, names));
      Tensor x = Numbers.map(engine, numbers(input), shape);
      JsonNode upstream = row.get("upstream");
      Gradients got =
          Gradients.of(network, x, Numbers.map(engine, numbers(upstream), axes(upstream)));
      boolean wide = engine.options().precision() == Precision.FP64;
      double relative = tolerance(wide ? "float64_rel" : "float32_rel");
      double absolute = tolerance(wide ? "float64_abs" : "float32_abs");
      Numbers.assertClose("y", got.output(), numbers(row.get("y")), relative, absolute);
      Numbers.assertClose("grad_x", got.input(), numbers(row.get("grad_x")), relative, absolute);
      names.forEach(
          (vector, own) ->
              Numbers.assertClose(
                  "grad of " + vector,
                  got.weights().getOrDefault(own, new double[0]),
                  numbers(row.get("grad_weights").get(vector)),
                  relative,
                  absolute));
    }
  }

  /** Builds the operation of a case; tells the own name of each weight of the vectors. */
  private static NetworkGraph graph(JsonNode row, Shape input, Map<String, String> names) {
    GraphBuilder builder = NetworkGraph.builder();
    Layers layers = new Layers(builder, Operation.BatchNorm.searching(), false);
    String x = builder.input("x", input);
    String y =
        operation(
            layers, row.get("op").asText(), row.get("stride").asInt(), row.get("c_out").asInt(), x);
    List<String> own = own(row.get("op").asText());
    List<String> theirs = theirs(row);
    assertThat(own).hasSameSizeAs(theirs);
    for (int i = 0; i < own.size(); i++) {
      names.put(theirs.get(i), own.get(i));
    }
    return builder.output("y", y).build();
  }

  private static List<String> theirs(JsonNode row) {
    return row.get("weights").properties().stream().map(Map.Entry::getKey).toList();
  }

  private static String operation(Layers layers, String name, int stride, int channels, String x) {
    return switch (name) {
      case "nor_conv_1x1" -> layers.reluConvNorm("op", channels, Window.same(1, stride), x);
      case "nor_conv_3x3" -> layers.reluConvNorm("op", channels, Window.same(3, stride), x);
      case "avg_pool_3x3" ->
          layers.builder().add("op", new Operation.AveragePool(Window.same(3, stride)), x);
      case "max_pool_3x3" ->
          layers.builder().add("op", new Operation.MaxPool(Window.same(3, stride)), x);
      case "avg_pool_3x3_bn", "max_pool_3x3_bn" ->
          layers.norm("norm", operation(layers, name.replace("_bn", ""), stride, channels, x));
      case "sep_conv_3x3" -> separable(layers, 3, stride, channels, x);
      case "sep_conv_5x5" -> separable(layers, 5, stride, channels, x);
      case "dil_conv_3x3" ->
          layers.reluDepthwiseNorm("op", channels, Window.dilated(3, stride, 2), x);
      case "dil_conv_5x5" ->
          layers.reluDepthwiseNorm("op", channels, Window.dilated(5, stride, 2), x);
      case "skip_connect" -> layers.builder().add("op", new Operation.Identity(), x);
      case "none" -> layers.builder().add("op", new Operation.Zero(stride), x);
      case "factorized_reduce" -> layers.factorizedReduce("op", channels, x);
      case "channel_change_skip" -> layers.convNorm("op", channels, Window.same(1, stride), x);
      case "residual_reduction" -> layers.residualReduction("op", channels, x);
      default -> throw new IllegalArgumentException("unknown operation " + name);
    };
  }

  private static String separable(Layers layers, int kernel, int stride, int channels, String x) {
    String first = layers.reluDepthwiseNorm("a", channels, Window.same(kernel, stride), x);
    return layers.reluDepthwiseNorm("b", channels, Window.same(kernel, 1), first);
  }

  private static List<String> own(String operation) {
    return switch (operation) {
      case "nor_conv_1x1", "nor_conv_3x3", "channel_change_skip" -> List.of("op.conv.weight");
      case "sep_conv_3x3", "sep_conv_5x5" ->
          List.of(
              "a.depthwise.weight",
              "a.pointwise.weight",
              "b.depthwise.weight",
              "b.pointwise.weight");
      case "dil_conv_3x3", "dil_conv_5x5" -> List.of("op.depthwise.weight", "op.pointwise.weight");
      case "factorized_reduce" -> List.of("op.even.weight", "op.odd.weight");
      case "residual_reduction" ->
          List.of("op.a.conv.weight", "op.b.conv.weight", "op.shortcut.conv.weight");
      default -> List.of();
    };
  }

  private static Weights weights(JsonNode row, Map<String, String> names) {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    names.forEach(
        (vector, own) -> {
          JsonNode tensor = row.get("weights").get(vector);
          double[] wide = numbers(tensor);
          float[] values = new float[wide.length];
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) wide[i];
          }
          arrays.put(own, Weights.Array.of(axes(tensor), values));
        });
    return new Weights(arrays);
  }

  private static double tolerance(String name) {
    return FILE.get("tolerance").path(name).asDouble(0);
  }

  private static double[] numbers(JsonNode tensor) {
    return StreamSupport.stream(tensor.get("data").spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  private static long[] axes(JsonNode tensor) {
    return StreamSupport.stream(tensor.get("shape").spliterator(), false)
        .mapToLong(JsonNode::asLong)
        .toArray();
  }

  private static JsonNode parse(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
