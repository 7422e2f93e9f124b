package org.nasturtium.torch.supernet;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.torch.engine.Tensors;

/** What is added to the logits of a choice, so that a supernet never draws some candidates. */
final class SearchableMask {
  private SearchableMask() {}

  /**
   * Returns zeros, and minus infinity where a candidate is left to the derivation [candidates].
   *
   * @param space the space
   * @param choice the position of the choice
   * @param type fp32 or fp64
   */
  static Tensor of(OpenSpace space, int choice, ScalarType type) {
    float[] mask = new float[space.choices().get(choice).size()];
    for (int k = 0; k < mask.length; k++) {
      mask[k] = space.isRelaxed(choice, k) ? 0 : Float.NEGATIVE_INFINITY;
    }
    return Tensors.of(mask, mask.length).to(type);
  }
}
