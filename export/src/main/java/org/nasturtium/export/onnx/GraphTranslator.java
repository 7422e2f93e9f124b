package org.nasturtium.export.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Node;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.network.Weights;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXPlaceholder;
import org.tribuo.util.onnx.ONNXRef;

/**
 * Translates the part of a decided network that the main output needs, node by node.
 *
 * <p>Not thread-safe; one translator makes one ONNX graph.
 */
final class GraphTranslator {
  private final NetworkGraph graph;
  private final Shape imageShape;
  private final Weights weights;
  private final ONNXContext context = new ONNXContext();
  private final ONNXPlaceholder images;
  private final Map<Shape, ONNXRef<?>> zeros = new HashMap<>();
  private @Nullable ONNXRef<?> batchSize;

  private GraphTranslator(NetworkGraph graph, Shape imageShape, Weights weights) {
    this.graph = graph;
    this.imageShape = imageShape;
    this.weights = weights;
    context.setName("nasturtium");
    images = context.floatInput(OnnxModel.IMAGES, 1);
  }

  /**
   * Returns the ONNX graph of a network.
   *
   * @throws InvalidInputException if a decision is open, or ONNX cannot express the network
   */
  static GraphProto translate(NetworkGraph network, Weights weights) {
    if (!network.isDecided()) {
      throw new InvalidInputException(
          "cannot export a network with %d open decisions; expected a decided one"
              .formatted(network.choices().size()));
    }
    NetworkGraph graph = network.only(NetworkGraph.LOGITS);
    return new GraphTranslator(graph, imageShape(network), weights).translate();
  }

  /**
   * The whole network is asked: the part that the output needs may be constant and read no image.
   */
  private static Shape imageShape(NetworkGraph network) {
    List<Shape> shapes = new ArrayList<>();
    for (Node node : network.nodes()) {
      if (node.operation() instanceof Operation.Input input) {
        shapes.add(input.shape());
      }
    }
    if (shapes.size() != 1 || shapes.get(0).isVector()) {
      throw new InvalidInputException(
          "cannot export a network with the inputs " + shapes + "; expected one image [C, H, W]");
    }
    return shapes.get(0);
  }

  private GraphProto translate() {
    List<ONNXRef<?>> values = new ArrayList<>();
    for (int i = 0; i < graph.nodes().size(); i++) {
      List<ONNXRef<?>> inputs = new ArrayList<>();
      for (int k = 0; k < graph.inputCount(i); k++) {
        inputs.add(values.get(graph.input(i, k)));
      }
      values.add(graph.node(i).operation().accept(new NodeTranslator(this, graph, i, inputs)));
    }
    int output = graph.output(NetworkGraph.LOGITS);
    if (!graph.shape(output).isVector()) {
      throw new InvalidInputException(
          "cannot export node %s of shape %s as class scores; expected a vector"
              .formatted(graph.node(output).name(), graph.shape(output)));
    }
    ONNXPlaceholder logits = context.floatOutput(OnnxModel.LOGITS, graph.shape(output).channels());
    context.assignTo(values.get(output), logits);
    return withImageShape(context.buildGraph());
  }

  /** Tribuo knows inputs of two axes only. */
  private GraphProto withImageShape(GraphProto proto) {
    GraphProto.Builder builder = proto.toBuilder();
    ValueInfoProto.Builder input = builder.getInputBuilder(0);
    input
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .getShapeBuilder()
        .setDim(1, dimension(imageShape.channels()))
        .addDim(dimension(imageShape.height()))
        .addDim(dimension(imageShape.width()));
    return builder.build();
  }

  private static Dimension dimension(int size) {
    return Dimension.newBuilder().setDimValue(size).build();
  }

  ONNXPlaceholder images() {
    return images;
  }

  ONNXNode apply(
      OnnxOperator operator,
      String name,
      List<? extends ONNXRef<?>> inputs,
      Map<String, Object> attributes) {
    return context.operation(operator, inputs, name, OnnxOperator.sorted(attributes));
  }

  /**
   * Returns the weights of a name.
   *
   * @throws IllegalArgumentException if there are none, or their shape is another one
   */
  ONNXRef<?> weights(String name, int... shape) {
    Weights.Array array = weights.array(name);
    List<Integer> expected = Arrays.stream(shape).boxed().toList();
    List<Integer> actual = Arrays.stream(array.shape()).mapToObj(Math::toIntExact).toList();
    if (!expected.equals(actual)) {
      throw new IllegalArgumentException(
          "weights " + name + " have the shape " + actual + ", expected " + expected);
    }
    return context.floatTensor(name, actual, buffer -> buffer.put(array.values()));
  }

  /** Returns a constant vector. */
  ONNXRef<?> constant(String name, float... values) {
    return context.array(name, values);
  }

  /** Returns a constant without axes. */
  ONNXRef<?> scalar(String name, float value) {
    return context.constant(name, value);
  }

  /** Returns a constant vector of whole numbers. */
  ONNXRef<?> integers(String name, long... values) {
    return context.array(name, values);
  }

  /** Returns zeros for as many samples as there are images. */
  ONNXRef<?> zeros(Shape shape) {
    return zeros.computeIfAbsent(shape, this::batchOfZeros);
  }

  private ONNXRef<?> batchOfZeros(Shape shape) {
    ONNXRef<?> sample =
        shape.isVector()
            ? integers("zeros.shape", shape.channels())
            : integers("zeros.shape", shape.channels(), shape.height(), shape.width());
    ONNXRef<?> whole =
        apply(OnnxOperator.CONCAT, "zeros.shape", List.of(batchSize(), sample), Map.of("axis", 0));
    return apply(OnnxOperator.CONSTANT_OF_SHAPE, "zeros", List.of(whole), Map.of());
  }

  private ONNXRef<?> batchSize() {
    ONNXRef<?> known = batchSize;
    if (known == null) {
      ONNXRef<?> shape = apply(OnnxOperator.SHAPE, "images.shape", List.of(images), Map.of());
      List<ONNXRef<?>> inputs =
          List.of(shape, integers("batch.start", 0), integers("batch.end", 1));
      known = apply(OnnxOperator.SLICE, "batch", inputs, Map.of());
      batchSize = known;
    }
    return known;
  }
}
