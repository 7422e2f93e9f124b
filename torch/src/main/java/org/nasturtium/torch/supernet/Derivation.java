package org.nasturtium.torch.supernet;

import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.search.Feasibility;

/** A derivation makes an architecture of a trained policy. */
@FunctionalInterface
public interface Derivation {
  /**
   * Returns the architecture.
   *
   * @param supernet the supernet and its policy
   * @param feasibility which architectures are allowed
   * @throws org.nasturtium.core.fault.InvalidInputException if none is
   */
  Architecture derive(Supernet supernet, Feasibility feasibility);
}
