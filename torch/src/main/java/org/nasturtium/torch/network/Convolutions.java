package org.nasturtium.torch.network;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.network.Node;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.network.Window;
import org.nasturtium.torch.engine.Precision;
import org.nasturtium.torch.engine.Tensors;

/**
 * Convolution layers in the formulation that is fastest on the engine.
 *
 * <p>On a processor and channels-last: bf16 pointwise convolutions are matrix products over [N, H,
 * W, C]; depthwise convolutions whose bf16 gradients fall off a cliff (kernels above 3, strides,
 * dilations) compute in fp32; dilated ones of stride 1 on even maps become dense ones on the four
 * phases of the map. The contiguous layout uses the plain operations, as the baseline of every
 * comparison.
 */
final class Convolutions {
  private Convolutions() {}

  static TensorOptional optional(Tensor tensor) {
    return new TensorOptional(tensor);
  }

  /** Makes a convolution that mixes channels. */
  static Layer dense(Operation.Convolution operation, Node node, Shape in, Parameters parameters) {
    Window window = operation.window();
    int fanIn = in.channels() / operation.groups() * window.taps();
    double bound = 1 / Math.sqrt(fanIn);
    int out = operation.channels().widest();
    Parameters.Parameter weight =
        parameters.uniform(
            node.name() + ".weight",
            bound,
            out,
            in.channels() / operation.groups(),
            window.kernelHeight(),
            window.kernelWidth());
    Parameters.@Nullable Parameter bias =
        operation.bias() ? parameters.uniform(node.name() + ".bias", bound, out) : null;
    Widths widths = Widths.of(operation.channels(), node);
    ScalarType type = parameters.engine().activationType();
    boolean grouped = operation.groups() > 1;
    Kernel kernel =
        isPointwise(operation) && isFastMatrix(parameters)
            ? Convolutions::pointwise
            : spatial(window, operation.groups());
    return (inputs, pass, gates) -> {
      Tensor full = weight.in(pass);
      Tensor used = grouped ? widths.slice(full, gates) : widths.slice(full, inputs[0], gates);
      TensorOptional offset =
          bias == null ? Tensors.NONE : optional(widths.slice(bias.in(pass), gates).to(type));
      return kernel.apply(inputs[0], used.to(type), offset);
    };
  }

  /**
   * In bf16 the matrix product runs in oneDNN; in fp32 it would run in OpenBLAS, whose own threads
   * fight with those of the other operations.
   */
  private static boolean isFastMatrix(Parameters parameters) {
    return parameters.engine().isChannelsLast()
        && parameters.engine().options().precision() == Precision.BF16;
  }

  private static boolean isPointwise(Operation.Convolution operation) {
    return operation.window().equals(Window.same(1, 1)) && operation.groups() == 1;
  }

  /** Makes a convolution of one filter per channel. */
  static Layer depthwise(
      Operation.DepthwiseConvolution operation, Node node, Shape in, Parameters parameters) {
    Window window = operation.window();
    double bound = 1 / Math.sqrt(window.taps());
    Parameters.Parameter weight =
        parameters.uniform(
            node.name() + ".weight",
            bound,
            in.channels(),
            1,
            window.kernelHeight(),
            window.kernelWidth());
    Parameters.@Nullable Parameter bias =
        operation.bias() ? parameters.uniform(node.name() + ".bias", bound, in.channels()) : null;
    ScalarType activation = parameters.engine().activationType();
    ScalarType compute = depthwiseType(window, parameters);
    boolean phases = isPhased(window, in) && parameters.engine().isChannelsLast();
    return (inputs, pass, gates) -> {
      Tensor input = inputs[0].to(compute);
      long channels = input.size(1);
      Tensor used = Widths.leading(weight.in(pass), channels).to(compute);
      TensorOptional offset =
          bias == null
              ? Tensors.NONE
              : optional(Widths.leading(bias.in(pass), channels).to(compute));
      Tensor output =
          phases
              ? Phases.merge(
                  spatial(dense(window), channels).apply(Phases.split(input), used, offset), input)
              : spatial(window, channels).apply(input, used, offset);
      return output.to(activation);
    };
  }

  /**
   * A 3x3 window of stride 1 has fast bf16 gradients (dilation 2 through its phases); every other
   * computes in fp32.
   */
  private static ScalarType depthwiseType(Window window, Parameters parameters) {
    boolean fast = window.taps() <= 9 && window.strideHeight() == 1 && window.strideWidth() == 1;
    return parameters.engine().options().precision() == Precision.BF16 && !fast
        ? ScalarType.Float
        : parameters.engine().activationType();
  }

  private static boolean isPhased(Window window, Shape in) {
    return window.equals(Window.dilated(window.kernelHeight(), 1, 2))
        && in.height() % 2 == 0
        && in.width() % 2 == 0;
  }

  private static Window dense(Window dilated) {
    return Window.same(dilated.kernelHeight(), 1);
  }

  private static Tensor pointwise(Tensor input, Tensor weight, TensorOptional bias) {
    Tensor matrix = weight.reshape(weight.size(0), weight.size(1));
    return torch.linear(input.permute(0, 2, 3, 1), matrix, bias).permute(0, 3, 1, 2);
  }

  private static Kernel spatial(Window window, long groups) {
    long[] stride = {window.strideHeight(), window.strideWidth()};
    long[] padding = {window.paddingHeight(), window.paddingWidth()};
    long[] dilation = {window.dilation(), window.dilation()};
    return (input, weight, bias) ->
        torch.conv2d(input, weight, bias, stride, padding, dilation, groups);
  }

  /** One formulation of a convolution. */
  @FunctionalInterface
  private interface Kernel {
    Tensor apply(Tensor input, Tensor weight, TensorOptional bias);
  }
}
