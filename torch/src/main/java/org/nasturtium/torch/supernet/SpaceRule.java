package org.nasturtium.torch.supernet;

import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.search.Feasibility;
import org.nasturtium.core.search.FeasibleDerivation;

/**
 * The space's own rule on the policy's log-probabilities: the most probable candidate of each
 * choice, or the two strongest edges per node (DARTS).
 */
public final class SpaceRule implements Derivation {
  @Override
  public Architecture derive(Supernet supernet, Feasibility feasibility) {
    double[][] scores = supernet.probabilities();
    for (double[] row : scores) {
      for (int k = 0; k < row.length; k++) {
        row[k] = Math.log(row[k]);
      }
    }
    return new FeasibleDerivation(supernet.space(), feasibility).derive(scores);
  }
}
