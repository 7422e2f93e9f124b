package org.nasturtium.torch.predict;

import java.util.Locale;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.nasturtium.torch.engine.Tensors;

/**
 * The losses of NASGEM's encoder: similarity (equations 2 and 3), reconstruction, and their sum
 * (equation 4).
 */
public final class GraphLoss {
  private static final double EPSILON = 1e-12;
  private static final long SUM = 2;

  private GraphLoss() {}

  /**
   * The reconstruction loss, which the paper leaves open. Both compare the sigmoid p of a logit
   * with a target a.
   */
  public enum Reconstruction {
    /** -(a log p + (1 - a) log(1 - p)). */
    CROSS_ENTROPY {
      @Override
      Tensor sum(Tensor logits, Tensor targets) {
        return torch.binary_cross_entropy_with_logits(
            logits, targets, Tensors.NONE, Tensors.NONE, SUM);
      }
    },
    /** (p - a)^2. */
    SQUARED_ERROR {
      @Override
      Tensor sum(Tensor logits, Tensor targets) {
        return torch.sigmoid(logits).sub(targets).square().sum();
      }
    };

    /**
     * Returns the sum over all entries.
     *
     * @param logits [N, entries]
     * @param targets [N, entries], from 0 to 1
     */
    abstract Tensor sum(Tensor logits, Tensor targets);

    /** Returns the name that users type. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Returns the cosine of the angle between vectors, equation 2.
   *
   * @param a [N, d]
   * @param b [N, d]
   * @return [N], from -1 to 1
   */
  static Tensor cosine(Tensor a, Tensor b) {
    return torch.cosine_similarity(a, b, 1, EPSILON);
  }

  /**
   * Returns the mean similarity loss, equation 3.
   *
   * @param a [N, d]
   * @param b [N, d]
   * @param kernels [N], the normalized kernel of each pair
   */
  static Tensor similarity(Tensor a, Tensor b, Tensor kernels) {
    return cosine(a, b).sub(kernels).square().mean();
  }

  /**
   * Returns the mean over pairs of equation 4: the weighted similarity loss plus the reconstruction
   * losses of both graphs, each a mean over the entries that count.
   *
   * @param vectors [2 N, d]: the vectors of the first graphs, then those of the second ones
   * @param kernels [N]
   * @param similarityWeight the weight of the similarity loss; 1 in the paper, 0 for a plain
   *     autoencoder
   * @param reconstruction the sum of the reconstruction losses of all 2 N graphs
   * @param entries how many entries a graph has
   */
  static Tensor total(
      Tensor vectors,
      Tensor kernels,
      double similarityWeight,
      Tensor reconstruction,
      double entries) {
    long pairs = kernels.size(0);
    Tensor mean = reconstruction.mul(Tensors.scalar(1 / (pairs * entries)));
    if (similarityWeight == 0) {
      return mean;
    }
    Tensor similar =
        similarity(vectors.narrow(0, 0, pairs), vectors.narrow(0, pairs, pairs), kernels);
    return similar.mul(Tensors.scalar(similarityWeight)).add(mean);
  }
}
