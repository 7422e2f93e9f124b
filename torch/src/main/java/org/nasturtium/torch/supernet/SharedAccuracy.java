package org.nasturtium.torch.supernet;

import java.util.List;
import org.nasturtium.core.choice.Architecture;

/** The accuracy with the shared weights, in percent: what every published method compares. */
public record SharedAccuracy() implements CandidateScore {
  @Override
  public List<double[]> measured(
      SharedWeights shared, List<Architecture> architectures, ScoringImages images) {
    return shared.accuracies(architectures, images).stream()
        .map(accuracy -> new double[] {accuracy})
        .toList();
  }

  @Override
  public List<Double> combined(List<double[]> measured) {
    return measured.stream().map(each -> each[0]).toList();
  }
}
