package org.nasturtium.torch.supernet;

import org.nasturtium.torch.network.Gates;

/** The one-hot gates of one architecture drawn from the policy, the same for all cells (ENAS). */
public final class SampledCell implements Relaxation {
  @Override
  public Gates gates(Draw draw) {
    return Gates.of(
        draw.graph(), PolicyDraw.from(draw.space(), draw.logits(), draw.random()).architecture());
  }
}
