package org.nasturtium.torch.network;

import java.util.Objects;
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
 * (Without them its statistics would be bf16, off by up to 3e-2; measured.) The weight of a
 * candidate in a mixture takes their place where it can, instead of a multiplication of its own.
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
    return new Batch(weight, bias, ones, zeros, mean, variance);
  }

  /**
   * The normalization of a batch.
   *
   * @param weight the learned scale, if any
   * @param bias the learned offset, if any
   * @param ones the constant scale of a normalization that learns none, if it needs one
   * @param zeros its constant offset
   * @param mean the running mean, if it is kept
   * @param variance the running variance
   */
  private record Batch(
      Parameters.@Nullable Parameter weight,
      Parameters.@Nullable Parameter bias,
      @Nullable Tensor ones,
      @Nullable Tensor zeros,
      @Nullable Tensor mean,
      @Nullable Tensor variance)
      implements Layer {
    @Override
    public Tensor apply(Tensor[] inputs, Pass pass, Gates gates) {
      return normalized(
          inputs[0],
          pass,
          weight == null ? ones : weight.in(pass),
          bias == null ? zeros : bias.in(pass));
    }

    @Override
    public boolean canScale() {
      return ones != null && zeros != null;
    }

    @Override
    public Tensor scaled(Tensor[] inputs, Pass pass, Gates gates, Scale scale) {
      return normalized(
          inputs[0],
          pass,
          scale.factors(Objects.requireNonNull(ones)),
          scale.offsets(Objects.requireNonNull(zeros)));
    }

    private Tensor normalized(
        Tensor input, Pass pass, @Nullable Tensor factors, @Nullable Tensor offsets) {
      return torch.batch_norm(
          input,
          optional(factors, input),
          optional(offsets, input),
          optional(mean, input),
          optional(variance, input),
          pass.isTraining() || mean == null,
          BatchNorm.MOMENTUM,
          BatchNorm.EPSILON,
          false);
    }
  }

  private static TensorOptional optional(@Nullable Tensor tensor, Tensor input) {
    if (tensor == null) {
      return Tensors.NONE;
    }
    return new TensorOptional(Widths.leading(tensor, input.size(1)));
  }
}
