package org.nasturtium.core.space;

import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Shape;

/**
 * An open space is a search space that is one network with open decisions, so that weight-sharing
 * methods apply.
 *
 * <p>Spaces of free graphs (NASGEM, NAS-Bench-101) are not.
 */
public interface OpenSpace extends NetworkSpace {
  /**
   * Returns the network with every decision open.
   *
   * @param skeleton the macro settings
   */
  NetworkGraph supernet(Skeleton skeleton);

  /**
   * Returns the macro settings that the papers use for this space's supernet.
   *
   * @param input the shape of one image
   * @param classes the number of classes
   */
  default Skeleton searchSkeleton(Shape input, int classes) {
    return skeleton(input, classes).searching();
  }

  /**
   * Returns whether a supernet draws a candidate; false for one that only the derivation assigns,
   * such as the absent edge of NGE's seven operations.
   *
   * @param choice the position of the choice
   * @param candidate the position of the candidate
   */
  default boolean isRelaxed(int choice, int candidate) {
    return true;
  }

  /**
   * Returns the architecture that the space's own rule derives from scores; by default the best
   * candidate of each choice, the first one on ties.
   *
   * @param scores for each choice, a score of each candidate that grows with its probability,
   *     comparable across the choices (log probabilities)
   */
  default Architecture derive(double[][] scores) {
    int[] picks = new int[scores.length];
    for (int i = 0; i < picks.length; i++) {
      for (int k = 1; k < scores[i].length; k++) {
        if (scores[i][k] > scores[i][picks[i]]) {
          picks[i] = k;
        }
      }
    }
    return Architecture.of(picks);
  }

  @Override
  default NetworkGraph rawNetwork(Architecture architecture, Skeleton skeleton) {
    return supernet(skeleton).fold(architecture);
  }
}
