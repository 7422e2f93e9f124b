package org.nasturtium.torch.supernet;

import org.nasturtium.torch.network.Gates;

/** A relaxation turns logits and a temperature into gates. */
@FunctionalInterface
public interface Relaxation {
  /**
   * Returns the gates of one pass.
   *
   * @param draw the logits and where samples come from
   */
  Gates gates(Draw draw);
}
