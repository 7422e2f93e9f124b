package org.nasturtium.torch.network;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.nasturtium.torch.engine.Tensors;

/**
 * A scale is the weight of one active candidate of a gate that is not plain, and the shift that
 * lets all candidates feel the gradient.
 *
 * @param gate the gate
 * @param position which of its active candidates
 */
record Scale(Gate gate, int position) {
  /** Returns these channel factors, weighted. */
  Tensor factors(Tensor ones) {
    return gate.isWeighted()
        ? ones.mul(gate.weight(gate.active(position)))
        : ones.mul(Tensors.scalar(gate.value(position)));
  }

  /** Returns these channel offsets, shifted. */
  Tensor offsets(Tensor zeros) {
    return gate.feedsAll() ? zeros.add(gate.others()) : zeros;
  }

  /** Returns a sum, none so far if null and changed in place if not, with one more value in it. */
  Tensor plus(@Nullable Tensor sum, Tensor value) {
    if (gate.isWeighted()) {
      Tensor term = value.mul(gate.weight(gate.active(position)));
      return sum == null ? term : sum.add_(term);
    }
    return sum == null
        ? value.mul(Tensors.scalar(gate.value(position)))
        : sum.add_(value, Tensors.scalar(gate.value(position)));
  }
}
