package org.nasturtium.core.network;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An operation is what one node computes, as a value without weights.
 *
 * <p>Every reader of a graph is a {@link Visitor}, so that a new operation is one record here and
 * one method in each reader, and the compiler names the readers that lack it. Maps are [C, H, W]
 * per sample, vectors [C].
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Operation.Input.class, name = "input"),
  @JsonSubTypes.Type(value = Operation.Convolution.class, name = "convolution"),
  @JsonSubTypes.Type(value = Operation.DepthwiseConvolution.class, name = "depthwise-convolution"),
  @JsonSubTypes.Type(value = Operation.Linear.class, name = "linear"),
  @JsonSubTypes.Type(value = Operation.BatchNorm.class, name = "batch-norm"),
  @JsonSubTypes.Type(value = Operation.Activation.class, name = "activation"),
  @JsonSubTypes.Type(value = Operation.MaxPool.class, name = "max-pool"),
  @JsonSubTypes.Type(value = Operation.AveragePool.class, name = "average-pool"),
  @JsonSubTypes.Type(value = Operation.GlobalAveragePool.class, name = "global-average-pool"),
  @JsonSubTypes.Type(value = Operation.Flatten.class, name = "flatten"),
  @JsonSubTypes.Type(value = Operation.Identity.class, name = "identity"),
  @JsonSubTypes.Type(value = Operation.Zero.class, name = "zero"),
  @JsonSubTypes.Type(value = Operation.Zeros.class, name = "zeros"),
  @JsonSubTypes.Type(value = Operation.Shift.class, name = "shift"),
  @JsonSubTypes.Type(value = Operation.Truncate.class, name = "truncate"),
  @JsonSubTypes.Type(value = Operation.Add.class, name = "add"),
  @JsonSubTypes.Type(value = Operation.Multiply.class, name = "multiply"),
  @JsonSubTypes.Type(value = Operation.Concat.class, name = "concat"),
  @JsonSubTypes.Type(value = Operation.Dropout.class, name = "dropout"),
  @JsonSubTypes.Type(value = Operation.DropPath.class, name = "drop-path"),
  @JsonSubTypes.Type(value = Operation.WidthMask.class, name = "width-mask"),
  @JsonSubTypes.Type(value = Operation.Select.class, name = "select"),
})
public sealed interface Operation {
  /**
   * Returns the output shape.
   *
   * @param inputs the shapes of the inputs
   * @throws IllegalArgumentException if the operation cannot read such inputs
   */
  Shape infer(List<Shape> inputs);

  /**
   * Calls the visitor's method of this operation.
   *
   * @param visitor the reader
   * @param <R> what the reader makes of an operation
   */
  <R> R accept(Visitor<R> visitor);

  /**
   * Returns this operation with every elastic width fixed.
   *
   * @param picks the picks of an architecture
   */
  default Operation decide(Picks picks) {
    return this;
  }

  /** Returns the names of the choices that this operation asks. */
  default List<String> asks() {
    List<String> asked = new ArrayList<>();
    decide(
        choice -> {
          asked.add(choice);
          return 0;
        });
    return asked;
  }

  /**
   * Returns whether the output is zero whenever every input is zero (a learned offset after
   * normalization counts as zero).
   */
  default boolean mapsZeroToZero() {
    return true;
  }

  /**
   * One method per operation.
   *
   * @param <R> what the reader makes of an operation
   */
  interface Visitor<R> {
    /** An input of the network. */
    R input(Input operation);

    /** A convolution. */
    R convolution(Convolution operation);

    /** A depthwise convolution. */
    R depthwiseConvolution(DepthwiseConvolution operation);

    /** A linear layer. */
    R linear(Linear operation);

    /** A batch normalization. */
    R batchNorm(BatchNorm operation);

    /** An activation function. */
    R activation(Activation operation);

    /** A max pooling. */
    R maxPool(MaxPool operation);

    /** An average pooling. */
    R averagePool(AveragePool operation);

    /** A global average pooling. */
    R globalAveragePool(GlobalAveragePool operation);

    /** A flattening. */
    R flatten(Flatten operation);

    /** The identity. */
    R identity(Identity operation);

    /** The zero operation. */
    R zero(Zero operation);

    /** A constant of zeros. */
    R zeros(Zeros operation);

    /** A shift by one pixel. */
    R shift(Shift operation);

    /** A truncation to the first channels. */
    R truncate(Truncate operation);

    /** A sum. */
    R add(Add operation);

    /** An elementwise product. */
    R multiply(Multiply operation);

    /** A concatenation along the channels. */
    R concat(Concat operation);

    /** A dropout. */
    R dropout(Dropout operation);

    /** A drop path. */
    R dropPath(DropPath operation);

    /** The place where the gate of an elastic width enters. */
    R widthMask(WidthMask operation);

    /** An open decision. */
    R select(Select operation);
  }

  private static Shape only(String operation, List<Shape> inputs) {
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(operation + " reads 1 input, not " + inputs.size());
    }
    return inputs.get(0);
  }

  private static Shape equal(String operation, List<Shape> inputs) {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException(operation + " needs at least 1 input");
    }
    Shape first = inputs.get(0);
    for (Shape input : inputs) {
      if (!input.equals(first)) {
        throw new IllegalArgumentException(operation + " needs inputs of one shape, not " + inputs);
      }
    }
    return first;
  }

  /**
   * An input of the network.
   *
   * @param shape the shape of one sample
   */
  record Input(Shape shape) implements Operation {
    @Override
    public Shape infer(List<Shape> inputs) {
      if (!inputs.isEmpty()) {
        throw new IllegalArgumentException(
            "an input reads nothing, not " + inputs.size() + " nodes");
      }
      return shape;
    }

    @Override
    public boolean mapsZeroToZero() {
      return false;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.input(this);
    }
  }

  /**
   * A convolution (cross-correlation, zero padding).
   *
   * @param channels the output channels
   * @param window its geometry
   * @param groups the number of groups; divides input and output channels
   * @param bias whether a learned offset per channel is added
   */
  record Convolution(Channels channels, Window window, int groups, boolean bias)
      implements Operation {
    /** Checks the groups. */
    public Convolution {
      if (groups < 1) {
        throw new IllegalArgumentException("a convolution needs at least 1 group, not " + groups);
      }
    }

    /** Returns a convolution of one group without bias. */
    public static Convolution of(int channels, Window window) {
      return new Convolution(Channels.of(channels), window, 1, false);
    }

    @Override
    public Shape infer(List<Shape> inputs) {
      Shape input = only("a convolution", inputs);
      if (input.channels() % groups != 0 || channels.widest() % groups != 0) {
        throw new IllegalArgumentException(
            "%d groups do not divide %d input and %d output channels"
                .formatted(groups, input.channels(), channels.widest()));
      }
      return window.over(input, channels.widest());
    }

    @Override
    public Operation decide(Picks picks) {
      return new Convolution(channels.decide(picks), window, groups, bias);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.convolution(this);
    }
  }

  /**
   * A depthwise convolution: one filter per channel.
   *
   * @param window its geometry
   * @param bias whether a learned offset per channel is added
   */
  record DepthwiseConvolution(Window window, boolean bias) implements Operation {
    @Override
    public Shape infer(List<Shape> inputs) {
      Shape input = only("a depthwise convolution", inputs);
      return window.over(input, input.channels());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.depthwiseConvolution(this);
    }
  }

  /**
   * A linear layer on vectors.
   *
   * @param channels the output size
   * @param bias whether a learned offset is added
   */
  record Linear(Channels channels, boolean bias) implements Operation {
    @Override
    public Shape infer(List<Shape> inputs) {
      Shape input = only("a linear layer", inputs);
      if (!input.isVector()) {
        throw new IllegalArgumentException("a linear layer needs a vector [C], not " + input);
      }
      return Shape.vector(channels.widest());
    }

    @Override
    public Operation decide(Picks picks) {
      return new Linear(channels.decide(picks), bias);
    }

    @Override
    public boolean mapsZeroToZero() {
      return !bias;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.linear(this);
    }
  }

  /**
   * A batch normalization over all axes but the channels, with epsilon {@value #EPSILON}.
   *
   * @param statistics which mean and variance evaluation uses
   * @param affine whether a scale and an offset per channel are learned
   */
  record BatchNorm(Statistics statistics, boolean affine) implements Operation {
    /** Added to the variance. */
    public static final double EPSILON = 1e-5;

    /** The weight of a new batch in the running statistics. */
    public static final double MOMENTUM = 0.1;

    /**
     * Which mean and variance a batch normalization uses in evaluation; training always uses those
     * of the batch.
     */
    public enum Statistics {
      /** The running averages of training. */
      RUNNING,
      /** Those of the batch at hand, as searchable cells do (nothing is tracked). */
      BATCH
    }

    /**
     * Returns the normalization of stand-alone networks: running statistics, learned scale and
     * offset.
     */
    public static BatchNorm standalone() {
      return new BatchNorm(Statistics.RUNNING, true);
    }

    /** Returns the normalization of searchable cells: batch statistics, nothing learned. */
    public static BatchNorm searching() {
      return new BatchNorm(Statistics.BATCH, false);
    }

    @Override
    public Shape infer(List<Shape> inputs) {
      return only("a batch normalization", inputs);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.batchNorm(this);
    }
  }

  /**
   * An elementwise activation function.
   *
   * @param function the function
   */
  record Activation(Function function) implements Operation {
    /** The known functions. */
    public enum Function {
      /** max(x, 0). */
      RELU,
      /** 1 / (1 + exp(-x)). */
      SIGMOID,
      /** The hyperbolic tangent. */
      TANH;

      @Override
      public String toString() {
        return name().toLowerCase(Locale.ROOT);
      }
    }

    /** Returns the rectifier. */
    public static Activation relu() {
      return new Activation(Function.RELU);
    }

    @Override
    public Shape infer(List<Shape> inputs) {
      return only("an activation", inputs);
    }

    @Override
    public boolean mapsZeroToZero() {
      return function != Function.SIGMOID;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.activation(this);
    }
  }

  /**
   * A max pooling; padding never wins.
   *
   * @param window its geometry
   */
  record MaxPool(Window window) implements Operation {
    @Override
    public Shape infer(List<Shape> inputs) {
      Shape input = only("a pooling", inputs);
      return window.over(input, input.channels());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.maxPool(this);
    }
  }

  /**
   * An average pooling whose padding is not counted.
   *
   * @param window its geometry, dilation 1
   */
  record AveragePool(Window window) implements Operation {
    /** Checks the dilation. */
    public AveragePool {
      if (window.dilation() != 1) {
        throw new IllegalArgumentException(
            "an average pooling has no dilation, not " + window.dilation());
      }
    }

    @Override
    public Shape infer(List<Shape> inputs) {
      Shape input = only("a pooling", inputs);
      return window.over(input, input.channels());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.averagePool(this);
    }
  }

  /** The mean of each channel over all positions: [C, H, W] to [C]. */
  record GlobalAveragePool() implements Operation {
    @Override
    public Shape infer(List<Shape> inputs) {
      return Shape.vector(only("a global pooling", inputs).channels());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.globalAveragePool(this);
    }
  }

  /** A map [C, H, W] as a vector of C * H * W values, channel by channel. */
  record Flatten() implements Operation {
    @Override
    public Shape infer(List<Shape> inputs) {
      Shape input = only("a flattening", inputs);
      if (input.elements() > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "a flattening makes at most " + Integer.MAX_VALUE + " values, not those of " + input);
      }
      return Shape.vector((int) input.elements());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.flatten(this);
    }
  }

  /** The input, unchanged. */
  record Identity() implements Operation {
    @Override
    public Shape infer(List<Shape> inputs) {
      return only("an identity", inputs);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.identity(this);
    }
  }

  /**
   * Zeros in the shape of the input, strided.
   *
   * @param stride the stride along both axes
   */
  record Zero(int stride) implements Operation {
    /** Checks the stride. */
    public Zero {
      if (stride < 1) {
        throw new IllegalArgumentException("the stride must be at least 1, not " + stride);
      }
    }

    @Override
    public Shape infer(List<Shape> inputs) {
      Shape input = only("a zero operation", inputs);
      return stride == 1 ? input : Window.valid(1, stride).over(input, input.channels());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.zero(this);
    }
  }

  /**
   * A constant of zeros; what is left of a network part that propagates nothing but is read by a
   * part that does.
   *
   * @param shape its shape
   */
  record Zeros(Shape shape) implements Operation {
    @Override
    public Shape infer(List<Shape> inputs) {
      if (!inputs.isEmpty()) {
        throw new IllegalArgumentException(
            "a constant reads nothing, not " + inputs.size() + " nodes");
      }
      return shape;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.zeros(this);
    }
  }

  /**
   * The map moved up and left by one pixel, zeros entering at the far border; the second path of a
   * factorized reduction reads it.
   *
   * <p>DARTS cuts the first row and column instead. At stride 2 and even sizes both read the same
   * pixels; this form also works for odd sizes (it is that of the GDAS code).
   */
  record Shift() implements Operation {
    @Override
    public Shape infer(List<Shape> inputs) {
      return only("a shift", inputs);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.shift(this);
    }
  }

  /**
   * The first channels of its input, as NAS-Bench-101 truncates the wider terms of a sum.
   *
   * @param channels how many channels are kept, at least 1
   */
  record Truncate(int channels) implements Operation {
    /** Checks the number. */
    public Truncate {
      if (channels < 1) {
        throw new IllegalArgumentException(
            "a truncation keeps at least 1 channel, not " + channels);
      }
    }

    @Override
    public Shape infer(List<Shape> inputs) {
      Shape input = only("a truncation", inputs);
      if (input.channels() < channels) {
        throw new IllegalArgumentException(
            "a truncation to %d channels needs as many, not %s".formatted(channels, input));
      }
      return input.withChannels(channels);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.truncate(this);
    }
  }

  /** The sum of its inputs, all of one shape. */
  record Add() implements Operation {
    @Override
    public Shape infer(List<Shape> inputs) {
      return equal("a sum", inputs);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.add(this);
    }
  }

  /** The elementwise product of its inputs, all of one shape. */
  record Multiply() implements Operation {
    @Override
    public Shape infer(List<Shape> inputs) {
      return equal("a product", inputs);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.multiply(this);
    }
  }

  /** Its inputs one after the other along the channels; equal map sizes. */
  record Concat() implements Operation {
    @Override
    public Shape infer(List<Shape> inputs) {
      equal("a concatenation", inputs.stream().map(s -> s.withChannels(1)).toList());
      return inputs.get(0).withChannels(inputs.stream().mapToInt(Shape::channels).sum());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.concat(this);
    }
  }

  /**
   * Dropout of single values in training; the identity in evaluation.
   *
   * @param probability the probability of dropping a value, in [0, 1)
   */
  record Dropout(double probability) implements Operation {
    /** Checks the probability. */
    public Dropout {
      if (!(probability >= 0 && probability < 1)) {
        throw new IllegalArgumentException(
            "a dropout probability is in [0, 1), not " + probability);
      }
    }

    @Override
    public Shape infer(List<Shape> inputs) {
      return only("a dropout", inputs);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.dropout(this);
    }
  }

  /**
   * Drop path: zeroes whole samples in training with the probability that the trainer's schedule
   * gives; the identity in evaluation.
   */
  record DropPath() implements Operation {
    @Override
    public Shape infer(List<Shape> inputs) {
      return only("a drop path", inputs);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.dropPath(this);
    }
  }

  /**
   * The place where the gate of an elastic width enters: a supernet weights the channels here, a
   * decided network has the identity.
   *
   * <p>It stands after the normalization of the layer, where FBNet-V2, TuNAS and TAS apply their
   * rule; before it, the normalization would undo the weighting.
   *
   * @param choice the choice that decides the width
   * @param widths the width each candidate stands for
   */
  record WidthMask(String choice, List<Integer> widths) implements Operation {
    /** Copies the widths. */
    public WidthMask {
      widths = List.copyOf(widths);
    }

    @Override
    public Shape infer(List<Shape> inputs) {
      return only("a width mask", inputs);
    }

    @Override
    public Operation decide(Picks picks) {
      return new Identity();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.widthMask(this);
    }
  }

  /**
   * An open decision: the output is one of the inputs, the one that the choice picks.
   *
   * @param choice the name of the choice; input k belongs to its candidate k
   */
  record Select(String choice) implements Operation {
    @Override
    public List<String> asks() {
      return List.of(choice);
    }

    @Override
    public Shape infer(List<Shape> inputs) {
      return equal("the candidates of " + choice, inputs);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.select(this);
    }
  }
}
