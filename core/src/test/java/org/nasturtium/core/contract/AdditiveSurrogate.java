package org.nasturtium.core.contract;

import java.util.ArrayList;
import java.util.List;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.search.Surrogate;

/**
 * An additive surrogate expects of an architecture the mean over its picks of the mean score of the
 * architectures that made the same pick: a stand-in for a learned one.
 */
public final class AdditiveSurrogate implements Surrogate {
  private List<Architecture> known = List.of();
  private double[] scores = {};

  @Override
  public void fit(List<Architecture> architectures, double[] measured) {
    known = List.copyOf(architectures);
    scores = measured.clone();
  }

  @Override
  public List<Guess> guess(List<Architecture> architectures) {
    if (known.isEmpty()) {
      throw new IllegalStateException("nothing was learned yet");
    }
    double[][] sums = new double[known.get(0).size()][128];
    int[][] counts = new int[known.get(0).size()][128];
    double mean = 0;
    for (int i = 0; i < scores.length; i++) {
      mean += scores[i] / scores.length;
      for (int choice = 0; choice < sums.length; choice++) {
        sums[choice][known.get(i).pick(choice)] += scores[i];
        counts[choice][known.get(i).pick(choice)]++;
      }
    }
    List<Guess> guesses = new ArrayList<>();
    for (Architecture architecture : architectures) {
      double value = 0;
      for (int choice = 0; choice < sums.length; choice++) {
        int pick = architecture.pick(choice);
        int count = counts[choice][pick];
        value += (count == 0 ? mean : sums[choice][pick] / count) / sums.length;
      }
      guesses.add(new Guess(value, 0));
    }
    return guesses;
  }
}
