package org.nasturtium.export.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tribuo.util.onnx.ONNXAttribute;
import org.tribuo.util.onnx.ONNXOperator;

/** The ONNX operators that networks are made of, with the attributes that the exporter sets. */
// Map.copyOf and constants of Tribuo make every constant immutable, which the checker cannot see.
@SuppressWarnings("ImmutableEnumChecker")
enum OnnxOperator implements ONNXOperator {
  CONV(
      "Conv",
      2,
      1,
      ints("kernel_shape"),
      ints("strides"),
      ints("pads"),
      ints("dilations"),
      number("group")),
  GEMM("Gemm", 2, 1, number("transB")),
  BATCH_NORMALIZATION("BatchNormalization", 5, 0, real("epsilon")),
  RELU("Relu", 1, 0),
  SIGMOID("Sigmoid", 1, 0),
  TANH("Tanh", 1, 0),
  MAX_POOL("MaxPool", 1, 0, ints("kernel_shape"), ints("strides"), ints("pads"), ints("dilations")),
  AVERAGE_POOL(
      "AveragePool",
      1,
      0,
      ints("kernel_shape"),
      ints("strides"),
      ints("pads"),
      number("count_include_pad")),
  GLOBAL_AVERAGE_POOL("GlobalAveragePool", 1, 0),
  FLATTEN("Flatten", 1, 0, number("axis")),
  PAD("Pad", 2, 1),
  SLICE("Slice", 3, 2),
  SHAPE("Shape", 1, 0),
  CONSTANT_OF_SHAPE("ConstantOfShape", 1, 0),
  ADD("Add", 2, 0),
  MUL("Mul", 2, 0),
  CONCAT("Concat", ONNXAttribute.VARIADIC_INPUT, 0, number("axis"));

  /**
   * The operator set: the oldest that has every operator in this form, so that old runtimes read
   * the files too.
   */
  static final int OPSET = 13;

  private final String opName;
  private final int inputs;
  private final int optionalInputs;
  private final Map<String, ONNXAttribute> attributes;

  OnnxOperator(String opName, int inputs, int optionalInputs, ONNXAttribute... attributes) {
    this.opName = opName;
    this.inputs = inputs;
    this.optionalInputs = optionalInputs;
    this.attributes =
        Arrays.stream(attributes)
            .collect(Collectors.toUnmodifiableMap(ONNXAttribute::getName, a -> a));
  }

  private static ONNXAttribute ints(String name) {
    return new ONNXAttribute(name, AttributeType.INTS, true);
  }

  private static ONNXAttribute number(String name) {
    return new ONNXAttribute(name, AttributeType.INT, true);
  }

  private static ONNXAttribute real(String name) {
    return new ONNXAttribute(name, AttributeType.FLOAT, true);
  }

  /** Returns attribute values in alphabetic order, so that equal networks give equal bytes. */
  static Map<String, Object> sorted(Map<String, Object> values) {
    return new TreeMap<>(values);
  }

  @Override
  public String getOpName() {
    return opName;
  }

  @Override
  public int getNumInputs() {
    return inputs;
  }

  @Override
  public int getNumOptionalInputs() {
    return optionalInputs;
  }

  @Override
  public int getNumOutputs() {
    return 1;
  }

  @Override
  public Map<String, ONNXAttribute> getAttributes() {
    return attributes;
  }

  @Override
  public Set<String> getMandatoryAttributeNames() {
    return attributes.keySet();
  }

  @Override
  public int getOpVersion() {
    return OPSET;
  }

  /** Returns the empty name of the default domain. */
  @Override
  public String getOpDomain() {
    return "";
  }
}
