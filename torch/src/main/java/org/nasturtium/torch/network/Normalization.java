package org.nasturtium.torch.network;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.network.Operation.BatchNorm;
import org.nasturtium.core.network.Shape;
import org.nasturtium.torch.engine.Tensors;

/**
 * Batch normalization layers.
 *
 * <p>In bf16 the kernel computes its statistics in fp32 only when it is given an fp32 tensor; a
 * normalization that learns nothing therefore gets constant scales of one and offsets of zero.
 * (Without them its statistics would be bf16, off by up to 3e-2; measured.)
 */
final class Normalization {
  private Normalization() {}

  static Layer layer(BatchNorm operation, String name, Shape shape, Parameters parameters) {
    int channels = shape.channels();
    boolean plain = !parameters.engine().isChannelsLast();
    Parameters.@Nullable Parameter weight =
        operation.affine() ? parameters.filled(name + ".weight", 1, channels) : null;
    Parameters.@Nullable Parameter bias =
        operation.affine() ? parameters.filled(name + ".bias", 0, channels) : null;
    @Nullable Tensor ones =
        weight == null && !plain
            ? parameters.shared("one " + channels, () -> parameters.constant(1, channels))
            : null;
    @Nullable Tensor zeros =
        weight == null && !plain
            ? parameters.shared("zero " + channels, () -> parameters.constant(0, channels))
            : null;
    boolean tracked = operation.statistics() == BatchNorm.Statistics.RUNNING;
    @Nullable Tensor mean = tracked ? parameters.buffer(name + ".running_mean", 0, channels) : null;
    @Nullable Tensor variance =
        tracked ? parameters.buffer(name + ".running_var", 1, channels) : null;
    return (inputs, pass, gates) ->
        torch.batch_norm(
            inputs[0],
            optional(weight == null ? ones : weight.in(pass), inputs[0]),
            optional(bias == null ? zeros : bias.in(pass), inputs[0]),
            optional(mean, inputs[0]),
            optional(variance, inputs[0]),
            pass.isTraining() || !tracked,
            BatchNorm.MOMENTUM,
            BatchNorm.EPSILON,
            false);
  }

  private static TensorOptional optional(@Nullable Tensor tensor, Tensor input) {
    if (tensor == null) {
      return Tensors.NONE;
    }
    return new TensorOptional(Widths.leading(tensor, input.size(1)));
  }
}
