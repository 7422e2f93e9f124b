package org.nasturtium.torch.supernet;

import java.util.List;
import org.nasturtium.core.choice.Architecture;

/**
 * A candidate score is how architectures are compared with shared weights; more is better.
 *
 * <p>Each architecture is measured by itself; what the measurements say of a set of architectures
 * is asked for once all of them are there.
 */
public interface CandidateScore {
  /**
   * Returns what is measured of each architecture, in their order.
   *
   * @param shared the shared weights, which are left as they are
   * @param architectures the architectures
   * @param images the validation images
   */
  List<double[]> measured(
      SharedWeights shared, List<Architecture> architectures, ScoringImages images);

  /**
   * Returns the scores of a set of architectures.
   *
   * @param measured what was measured of each, at least one
   */
  List<Double> combined(List<double[]> measured);

  /**
   * Returns the scores of a set of architectures.
   *
   * @param shared the shared weights
   * @param architectures the architectures
   * @param images the validation images
   */
  default List<Double> of(
      SharedWeights shared, List<Architecture> architectures, ScoringImages images) {
    return architectures.isEmpty() ? List.of() : combined(measured(shared, architectures, images));
  }
}
