package org.nasturtium.torch.network;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.network.Window;
import org.nasturtium.torch.engine.Precision;
import org.nasturtium.torch.engine.Tensors;

/**
 * Average pooling layers in the formulation that is fastest on the engine.
 *
 * <p>On a processor and channels-last, a 3x3 pooling of stride 1 is a depthwise convolution with
 * ones, times the reciprocal number of cells under the window: about a third of the time in bf16
 * (measured at 16 channels).
 */
final class Poolings {
  /** In fp32 the native kernel wins on maps of fewer positions. */
  private static final int FEWEST_POSITIONS_FP32 = 256;

  private Poolings() {}

  static Layer average(Window window, Shape in, Parameters parameters) {
    return isConvolved(window, in, parameters) ? convolved(window, in, parameters) : plain(window);
  }

  private static boolean isConvolved(Window window, Shape in, Parameters parameters) {
    Precision precision = parameters.engine().options().precision();
    return parameters.engine().isChannelsLast()
        && window.equals(Window.same(3, 1))
        && (precision == Precision.BF16 || in.positions() >= FEWEST_POSITIONS_FP32);
  }

  private static Layer plain(Window w) {
    long[] kernel = {w.kernelHeight(), w.kernelWidth()};
    long[] stride = {w.strideHeight(), w.strideWidth()};
    long[] padding = {w.paddingHeight(), w.paddingWidth()};
    return (inputs, pass, gates) ->
        torch.avg_pool2d(inputs[0], kernel, stride, padding, false, false, Tensors.NO_LONG);
  }

  private static Layer convolved(Window window, Shape in, Parameters parameters) {
    ScalarType type = parameters.engine().activationType();
    int channels = in.channels();
    Tensor ones = parameters.shared("ones " + channels, () -> ones(channels, parameters, type));
    Tensor shares = parameters.shared("shares " + in, () -> shares(window, in, parameters, type));
    long[] one = {1, 1};
    return (inputs, pass, gates) -> {
      long width = inputs[0].size(1);
      return torch
          .conv2d(inputs[0], Widths.leading(ones, width), Tensors.NONE, one, one, one, width)
          .mul_(width == channels ? shares : shares.narrow(1, 0, width));
    };
  }

  private static Tensor ones(int channels, Parameters parameters, ScalarType type) {
    float[] values = new float[channels * 9];
    java.util.Arrays.fill(values, 1);
    Tensor ones =
        Tensors.of(values, channels, 1, 3, 3).to(type).contiguous(MemoryFormat.ChannelsLast);
    return parameters.engine().onDevice(ones);
  }

  /**
   * Returns the reciprocal of the number of cells under the window at each position, [1, C, H, W].
   */
  private static Tensor shares(Window window, Shape in, Parameters parameters, ScalarType type) {
    float[] values = new float[Math.toIntExact(in.elements())];
    for (int y = 0; y < in.height(); y++) {
      for (int x = 0; x < in.width(); x++) {
        float share = 1f / (cells(y, in.height(), window) * cells(x, in.width(), window));
        for (int c = 0; c < in.channels(); c++) {
          values[(c * in.height() + y) * in.width() + x] = share;
        }
      }
    }
    Tensor shares = Tensors.of(values, 1, in.channels(), in.height(), in.width());
    return parameters.engine().onDevice(shares.to(type).contiguous(MemoryFormat.ChannelsLast));
  }

  private static int cells(int at, int size, Window window) {
    int reach = window.paddingHeight();
    return Math.min(size - 1, at + reach) - Math.max(0, at - reach) + 1;
  }
}
