package org.nasturtium.torch.supernet;

import org.nasturtium.core.choice.Architecture;

/**
 * The space's own rule on the policy's log-probabilities: the most probable candidate of each
 * choice, or the two strongest edges per node (DARTS).
 */
public final class SpaceRule implements Derivation {
  @Override
  public Architecture derive(Context context) {
    return context.limits().rule().derive(context.logProbabilities());
  }
}
