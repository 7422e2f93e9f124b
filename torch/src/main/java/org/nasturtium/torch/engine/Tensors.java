package org.nasturtium.torch.engine;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Makes tensors of host numbers and host numbers of tensors; holds the constants that calls into
 * libtorch need.
 */
public final class Tensors {
  /** No tensor. */
  public static final TensorOptional NONE = constant(new TensorOptional());

  /** No integer. */
  public static final LongOptional NO_LONG = constant(new LongOptional());

  private static final TensorOptions FLOAT = constant(new TensorOptions(ScalarType.Float));
  private static final TensorOptions DOUBLE = constant(new TensorOptions(ScalarType.Double));
  private static final TensorOptions LONG = constant(new TensorOptions(ScalarType.Long));
  private static final MemoryFormatOptional PLAIN = constant(new MemoryFormatOptional());
  private static final MemoryFormatOptional CHANNELS_LAST =
      constant(new MemoryFormatOptional(MemoryFormat.ChannelsLast));

  private Tensors() {}

  /** Keeps a constant alive even if this class is first used inside a scope, which then closes. */
  private static <P extends Pointer> P constant(P value) {
    return value.retainReference();
  }

  /** Returns the options of a host tensor of a type. */
  public static TensorOptions options(ScalarType type) {
    return switch (type) {
      case Float -> FLOAT;
      case Double -> DOUBLE;
      case Long -> LONG;
      default -> new TensorOptions(type);
    };
  }

  /**
   * Returns a host tensor of fp32 numbers.
   *
   * @param values the numbers in row-major order
   * @param shape the sizes of the axes
   */
  public static Tensor of(float[] values, long... shape) {
    Tensor tensor = torch.empty(shape, FLOAT, PLAIN);
    tensor.data_ptr_float().put(values);
    return tensor;
  }

  /**
   * Returns a host tensor of fp64 numbers.
   *
   * @param values the numbers in row-major order
   * @param shape the sizes of the axes
   */
  public static Tensor of(double[] values, long... shape) {
    Tensor tensor = torch.empty(shape, DOUBLE, PLAIN);
    tensor.data_ptr_double().put(values);
    return tensor;
  }

  /** Returns a host vector of integers, such as labels. */
  public static Tensor of(long[] values) {
    Tensor tensor = torch.empty(new long[] {values.length}, LONG, PLAIN);
    tensor.data_ptr_long().put(values);
    return tensor;
  }

  /**
   * Returns images in the layout and precision of an engine, on its device.
   *
   * @param pixels normalized values in the order [N, H, W, C]
   * @param engine the engine
   * @param count N
   * @param channels C
   * @param height H
   * @param width W
   * @return a tensor [N, C, H, W]
   */
  public static Tensor images(
      float[] pixels, Engine engine, int count, int channels, int height, int width) {
    Tensor images = torch.empty(new long[] {count, channels, height, width}, FLOAT, CHANNELS_LAST);
    images.data_ptr_float().put(pixels, 0, count * channels * height * width);
    Tensor laidOut = engine.isChannelsLast() ? images : images.contiguous();
    return engine.onDevice(laidOut.to(engine.activationType()));
  }

  /**
   * Returns the numbers of a tensor of any floating type, in row-major order.
   *
   * @param tensor the tensor, on any device
   */
  public static float[] floats(Tensor tensor) {
    Tensor host = tensor.detach().cpu().to(ScalarType.Float).contiguous();
    float[] values = new float[Math.toIntExact(host.numel())];
    host.data_ptr_float().get(values);
    return values;
  }

  /**
   * Returns the numbers of a tensor as fp64, in row-major order.
   *
   * @param tensor the tensor, on any device
   */
  public static double[] doubles(Tensor tensor) {
    Tensor host = tensor.detach().cpu().to(ScalarType.Double).contiguous();
    double[] values = new double[Math.toIntExact(host.numel())];
    host.data_ptr_double().get(values);
    return values;
  }

  /** Returns the sizes of the axes of a tensor. */
  public static long[] shape(Tensor tensor) {
    long[] sizes = new long[Math.toIntExact(tensor.dim())];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = tensor.size(i);
    }
    return sizes;
  }

  /** Returns a number as libtorch wants it. */
  public static Scalar scalar(double value) {
    return new Scalar(value);
  }

  /**
   * Keeps a tensor beyond the scope it was made in. Its owner closes it.
   *
   * @param tensor the tensor
   * @return the same tensor
   */
  public static Tensor kept(Tensor tensor) {
    return tensor.retainReference();
  }
}
