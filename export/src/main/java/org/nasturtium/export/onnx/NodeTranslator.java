package org.nasturtium.export.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.network.Window;
import org.tribuo.util.onnx.ONNXRef;

/**
 * Translates one node as it behaves in evaluation; the result is the ONNX value that holds the
 * node's output.
 *
 * @param target where the operators go
 * @param graph the graph of the node
 * @param position its position there
 * @param inputs the values it reads
 */
record NodeTranslator(
    GraphTranslator target, NetworkGraph graph, int position, List<ONNXRef<?>> inputs)
    implements Operation.Visitor<ONNXRef<?>> {

  private String name() {
    return graph.node(position).name();
  }

  private ONNXRef<?> input() {
    return inputs.get(0);
  }

  private Shape inputShape() {
    return graph.shape(graph.input(position, 0));
  }

  private Shape outputShape() {
    return graph.shape(position);
  }

  private ONNXRef<?> apply(OnnxOperator operator) {
    return apply(operator, List.of(input()), Map.of());
  }

  private ONNXRef<?> apply(
      OnnxOperator operator, List<ONNXRef<?>> values, Map<String, Object> attributes) {
    return target.apply(operator, name(), values, attributes);
  }

  private InvalidInputException inexpressible(String why) {
    return new InvalidInputException("cannot export node " + name() + " to ONNX: " + why);
  }

  @Override
  public ONNXRef<?> input(Operation.Input operation) {
    return target.images();
  }

  @Override
  public ONNXRef<?> convolution(Operation.Convolution operation) {
    return convolve(operation.window(), operation.groups(), operation.bias());
  }

  @Override
  public ONNXRef<?> depthwiseConvolution(Operation.DepthwiseConvolution operation) {
    return convolve(operation.window(), inputShape().channels(), operation.bias());
  }

  private ONNXRef<?> convolve(Window window, int groups, boolean bias) {
    int channels = outputShape().channels();
    List<ONNXRef<?>> values = new ArrayList<>(List.of(input()));
    values.add(
        target.weights(
            name() + ".weight",
            channels,
            inputShape().channels() / groups,
            window.kernelHeight(),
            window.kernelWidth()));
    if (bias) {
      values.add(target.weights(name() + ".bias", channels));
    }
    Map<String, Object> attributes = dilated(window);
    attributes.put("group", groups);
    return apply(OnnxOperator.CONV, values, attributes);
  }

  private static Map<String, Object> geometry(Window window) {
    int top = window.paddingHeight();
    int left = window.paddingWidth();
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("kernel_shape", new int[] {window.kernelHeight(), window.kernelWidth()});
    attributes.put("strides", new int[] {window.strideHeight(), window.strideWidth()});
    attributes.put("pads", new int[] {top, left, top, left});
    return attributes;
  }

  private static Map<String, Object> dilated(Window window) {
    Map<String, Object> attributes = geometry(window);
    attributes.put("dilations", new int[] {window.dilation(), window.dilation()});
    return attributes;
  }

  @Override
  public ONNXRef<?> linear(Operation.Linear operation) {
    int channels = outputShape().channels();
    List<ONNXRef<?>> values = new ArrayList<>(List.of(input()));
    values.add(target.weights(name() + ".weight", channels, inputShape().channels()));
    if (operation.bias()) {
      values.add(target.weights(name() + ".bias", channels));
    }
    return apply(OnnxOperator.GEMM, values, Map.of("transB", 1));
  }

  @Override
  public ONNXRef<?> batchNorm(Operation.BatchNorm operation) {
    if (operation.statistics() == Operation.BatchNorm.Statistics.BATCH) {
      throw inexpressible(
          "it normalizes by the statistics of the batch; expected a stand-alone network with running statistics");
    }
    int channels = inputShape().channels();
    List<ONNXRef<?>> values = new ArrayList<>(List.of(input()));
    if (operation.affine()) {
      values.add(target.weights(name() + ".weight", channels));
      values.add(target.weights(name() + ".bias", channels));
    } else {
      values.add(target.constant(name() + ".weight", filled(channels, 1)));
      values.add(target.constant(name() + ".bias", filled(channels, 0)));
    }
    values.add(target.weights(name() + ".running_mean", channels));
    values.add(target.weights(name() + ".running_var", channels));
    float epsilon = (float) Operation.BatchNorm.EPSILON;
    return apply(OnnxOperator.BATCH_NORMALIZATION, values, Map.of("epsilon", epsilon));
  }

  private static float[] filled(int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }

  @Override
  public ONNXRef<?> activation(Operation.Activation operation) {
    return apply(
        switch (operation.function()) {
          case RELU -> OnnxOperator.RELU;
          case SIGMOID -> OnnxOperator.SIGMOID;
          case TANH -> OnnxOperator.TANH;
        });
  }

  @Override
  public ONNXRef<?> maxPool(Operation.MaxPool operation) {
    Window window = operation.window();
    Map<String, Object> attributes = dilated(window);
    ONNXRef<?> map = input();
    if (isWidelyPadded(window)) {
      attributes.put("pads", new int[4]);
      int rows = window.paddingHeight();
      int columns = window.paddingWidth();
      map = padded(Float.NEGATIVE_INFINITY, rows, columns, rows, columns);
    }
    return apply(OnnxOperator.MAX_POOL, List.of(map), attributes);
  }

  /**
   * ONNX Runtime refuses to pool with as much padding as the kernel has taps, even where dilation
   * spreads the taps.
   */
  private static boolean isWidelyPadded(Window window) {
    return window.paddingHeight() >= window.kernelHeight()
        || window.paddingWidth() >= window.kernelWidth();
  }

  private ONNXRef<?> padded(float value, long top, long left, long bottom, long right) {
    ONNXRef<?> pads = target.integers(name() + ".pads", 0, 0, top, left, 0, 0, bottom, right);
    ONNXRef<?> filling = target.scalar(name() + ".filling", value);
    return apply(OnnxOperator.PAD, List.of(input(), pads, filling), Map.of());
  }

  @Override
  public ONNXRef<?> averagePool(Operation.AveragePool operation) {
    if (isWidelyPadded(operation.window())) {
      throw inexpressible("its padding is as wide as its kernel; expected less");
    }
    Map<String, Object> attributes = geometry(operation.window());
    attributes.put("count_include_pad", 0);
    return apply(OnnxOperator.AVERAGE_POOL, List.of(input()), attributes);
  }

  @Override
  public ONNXRef<?> globalAveragePool(Operation.GlobalAveragePool operation) {
    return inputShape().isVector() ? input() : flattened(apply(OnnxOperator.GLOBAL_AVERAGE_POOL));
  }

  @Override
  public ONNXRef<?> flatten(Operation.Flatten operation) {
    return flattened(input());
  }

  private ONNXRef<?> flattened(ONNXRef<?> map) {
    return apply(OnnxOperator.FLATTEN, List.of(map), Map.of("axis", 1));
  }

  @Override
  public ONNXRef<?> identity(Operation.Identity operation) {
    return input();
  }

  @Override
  public ONNXRef<?> zero(Operation.Zero operation) {
    return target.zeros(outputShape());
  }

  @Override
  public ONNXRef<?> zeros(Operation.Zeros operation) {
    return target.zeros(outputShape());
  }

  @Override
  public ONNXRef<?> shift(Operation.Shift operation) {
    ONNXRef<?> larger = padded(0, 0, 0, 1, 1);
    List<ONNXRef<?>> values =
        List.of(
            larger,
            target.integers(name() + ".starts", 1, 1),
            target.integers(
                name() + ".ends", inputShape().height() + 1L, inputShape().width() + 1L),
            target.integers(name() + ".axes", 2, 3));
    return apply(OnnxOperator.SLICE, values, Map.of());
  }

  @Override
  public ONNXRef<?> truncate(Operation.Truncate operation) {
    List<ONNXRef<?>> values =
        List.of(
            input(),
            target.integers(name() + ".starts", 0),
            target.integers(name() + ".ends", operation.channels()),
            target.integers(name() + ".axes", 1));
    return apply(OnnxOperator.SLICE, values, Map.of());
  }

  @Override
  public ONNXRef<?> add(Operation.Add operation) {
    return chain(OnnxOperator.ADD);
  }

  @Override
  public ONNXRef<?> multiply(Operation.Multiply operation) {
    return chain(OnnxOperator.MUL);
  }

  private ONNXRef<?> chain(OnnxOperator operator) {
    ONNXRef<?> result = input();
    for (ONNXRef<?> next : inputs.subList(1, inputs.size())) {
      result = apply(operator, List.of(result, next), Map.of());
    }
    return result;
  }

  @Override
  public ONNXRef<?> concat(Operation.Concat operation) {
    return apply(OnnxOperator.CONCAT, inputs, Map.of("axis", 1));
  }

  @Override
  public ONNXRef<?> dropout(Operation.Dropout operation) {
    return input();
  }

  @Override
  public ONNXRef<?> dropPath(Operation.DropPath operation) {
    return input();
  }

  @Override
  public ONNXRef<?> widthMask(Operation.WidthMask operation) {
    throw inexpressible("choice " + operation.choice() + " is open; expected a decided network");
  }

  @Override
  public ONNXRef<?> select(Operation.Select operation) {
    throw inexpressible("choice " + operation.choice() + " is open; expected a decided network");
  }
}
