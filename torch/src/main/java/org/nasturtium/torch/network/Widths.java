package org.nasturtium.torch.network;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.network.Channels;
import org.nasturtium.core.network.Node;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.torch.engine.Tensors;

/**
 * The elastic width of a layer in one pass: its weights are cut to the widest active candidate and
 * to the width of its input.
 *
 * <p>Where the gate is one-hot, that is exactly the decided network with the leading filters of the
 * supernet.
 */
final class Widths {
  private final Channels.@Nullable Elastic elastic;
  private final Node place;

  private Widths(Channels.@Nullable Elastic elastic, Node place) {
    this.elastic = elastic;
    this.place = place;
  }

  static Widths of(Channels channels, Node place) {
    return new Widths(channels instanceof Channels.Elastic e ? e : null, place);
  }

  /** Returns the leading rows of a vector that the gate activates. */
  Tensor slice(Tensor weight, Gates gates) {
    if (elastic == null) {
      return weight;
    }
    return weight.narrow(0, 0, widest(gates.at(elastic.choice(), place), elastic.widths()));
  }

  /** Returns the part of a weight that the gate activates and the input meets. */
  Tensor slice(Tensor weight, Tensor input, Gates gates) {
    Tensor rows = slice(weight, gates);
    long width = input.size(1);
    return rows.size(1) <= width ? rows : rows.narrow(1, 0, width);
  }

  /** Returns the leading rows of a tensor. */
  static Tensor leading(Tensor tensor, long count) {
    return tensor.size(0) == count ? tensor : tensor.narrow(0, 0, count);
  }

  private static int widest(Gate gate, List<Integer> widths) {
    int widest = 0;
    for (int i = 0; i < gate.activeCount(); i++) {
      widest = Math.max(widest, widths.get(gate.active(i)));
    }
    return widest;
  }

  /**
   * Makes the layer that weights each channel by the gate of every width that includes it
   * (FBNet-V2's masks; one-hot gates change nothing).
   */
  static Layer mask(Operation.WidthMask operation, Node place, Shape shape, Parameters parameters) {
    return (inputs, pass, gates) -> {
      Gate gate = gates.at(operation.choice(), place);
      if (gate.isPlain()) {
        return inputs[0];
      }
      int channels = Math.toIntExact(inputs[0].size(1));
      @Nullable Tensor mask = null;
      for (int i = 0; i < gate.activeCount(); i++) {
        Tensor prefix = prefix(operation.widths().get(gate.active(i)), channels, shape, parameters);
        Tensor term =
            gate.isWeighted()
                ? prefix.mul(gate.weight(gate.active(i)))
                : prefix.mul(Tensors.scalar(gate.value(i)));
        mask = mask == null ? term : mask.add(term);
      }
      return inputs[0].mul(java.util.Objects.requireNonNull(mask).to(inputs[0].scalar_type()));
    };
  }

  private static Tensor prefix(int width, int channels, Shape shape, Parameters parameters) {
    float[] ones = new float[channels];
    java.util.Arrays.fill(ones, 0, Math.min(width, channels), 1);
    long[] axes = shape.isVector() ? new long[] {1, channels} : new long[] {1, channels, 1, 1};
    return parameters
        .engine()
        .onDevice(Tensors.of(ones, axes).to(parameters.engine().weightType()));
  }
}
