package org.nasturtium.core.study;

/**
 * What becomes of a proposal that is equivalent to an earlier one at the same fidelity. It decides
 * outcomes, so it belongs to a study's settings.
 */
public enum Duplicates {
  /** It is evaluated and charged again, as the published baselines do. */
  EVALUATE,
  /** It takes over the outcome of the earlier trial and costs nothing. */
  REUSE
}
