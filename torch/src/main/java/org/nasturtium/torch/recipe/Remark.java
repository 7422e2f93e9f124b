package org.nasturtium.torch.recipe;

import org.nasturtium.core.choice.Architecture;

/** A remark says something about the architecture that a search has derived so far. */
@FunctionalInterface
public interface Remark {
  /**
   * Returns a few words for the line of an epoch; empty for none.
   *
   * @param derived the architecture derived after the epoch
   */
  String on(Architecture derived);

  /** Returns the remark that says nothing. */
  static Remark none() {
    return derived -> "";
  }
}
