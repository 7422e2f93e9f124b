package org.nasturtium.torch.supernet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.torch.engine.Tensors;

/**
 * A policy draw is one architecture drawn from a policy, choice after choice.
 *
 * <p>A draw that the space does not contain (more than two edges at a node of a DARTS cell) is
 * brought in by the space's rule, which keeps the most probable of the drawn picks; its probability
 * remains that of the draw.
 *
 * @param architecture the architecture
 * @param logProbability the log-probability of the draw, a tensor without axes; it carries a
 *     gradient if the policy does
 * @param entropy the summed entropies of the choices, given the picks before, in nats
 */
record PolicyDraw(Architecture architecture, Tensor logProbability, double entropy) {
  /** What stands between a drawn and an undrawn candidate: more than any log-probability. */
  private static final double FAR = 1e6;

  static PolicyDraw from(OpenSpace space, Policy.Logits logits, RandomGenerator random) {
    int[] picks = new int[space.choices().size()];
    double[][] scores = new double[picks.length][];
    List<Tensor> drawn = new ArrayList<>();
    double entropy = 0;
    for (int i = 0; i < picks.length; i++) {
      Tensor row = torch.log_softmax(logits.of(i, Arrays.copyOf(picks, i)), 0);
      scores[i] = Tensors.doubles(row);
      entropy += entropy(scores[i]);
      picks[i] = pick(scores[i], random.nextDouble());
      drawn.add(row.select(0, picks[i]));
    }
    Tensor sum = torch.stack(new TensorVector(drawn.toArray(new Tensor[0]))).sum();
    return new PolicyDraw(contained(space, picks, scores), sum, entropy);
  }

  private static double entropy(double[] logProbabilities) {
    return Arrays.stream(logProbabilities)
        .filter(p -> p > Double.NEGATIVE_INFINITY)
        .map(p -> -p * Math.exp(p))
        .sum();
  }

  /** Returns the first candidate whose cumulative probability exceeds a uniform number. */
  private static int pick(double[] logProbabilities, double uniform) {
    double sum = 0;
    int last = 0;
    for (int k = 0; k < logProbabilities.length; k++) {
      double probability = Math.exp(logProbabilities[k]);
      if (probability > 0) {
        last = k;
        sum += probability;
        if (uniform < sum) {
          return k;
        }
      }
    }
    return last;
  }

  /**
   * Returns the architecture of some picks; where the space does not contain it, that of the
   * space's rule, which prefers these picks, and among them those of higher score.
   */
  static Architecture contained(OpenSpace space, int[] picks, double[][] scores) {
    Architecture raw = Architecture.of(picks);
    if (space.contains(raw)) {
      return raw;
    }
    double[][] preferred = new double[scores.length][];
    for (int i = 0; i < scores.length; i++) {
      preferred[i] = Arrays.stream(scores[i]).map(score -> score - FAR).toArray();
      preferred[i][picks[i]] = scores[i][picks[i]];
    }
    return space.derive(preferred);
  }
}
