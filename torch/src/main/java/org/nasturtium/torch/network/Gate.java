package org.nasturtium.torch.network;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A gate is the weights of one choice's candidates in one pass.
 *
 * <p>Which candidates are active is a host array, so that evaluation never reads a tensor back to
 * decide something. The others are not computed.
 */
public final class Gate {
  private final int[] active;
  private final double[] values;
  private final @Nullable Tensor weights;
  private final Feedback feedback;

  /** Which candidates a gradient reaches through the forward pass. */
  public enum Feedback {
    /** The active ones (thesis section 3.1.3: back-propagate through the chosen element only). */
    ACTIVE,
    /**
     * All: the zero weights of the others are added to the output, so that each receives the sum of
     * the output's gradient. This is what the GDAS code does on NATS-Bench.
     */
    ALL
  }

  private Gate(int[] active, double[] values, @Nullable Tensor weights, Feedback feedback) {
    this.active = active;
    this.values = values;
    this.weights = weights;
    this.feedback = feedback;
  }

  /**
   * Returns the gate that passes one candidate on, unweighted and without gradient.
   *
   * @param candidate the position of the candidate
   */
  public static Gate oneHot(int candidate) {
    return new Gate(new int[] {candidate}, new double[] {1}, null, Feedback.ACTIVE);
  }

  /**
   * Returns the gate that mixes candidates with host numbers, without gradient.
   *
   * @param active the positions of the candidates that take part
   * @param values their weights
   */
  public static Gate mixture(int[] active, double[] values) {
    return new Gate(active.clone(), values.clone(), null, Feedback.ACTIVE);
  }

  /**
   * Returns a gate whose weights receive gradients.
   *
   * @param active the positions of the candidates to compute
   * @param weights the weights of all candidates [K], of a gradient-carrying host tensor
   * @param feedback which candidates a gradient reaches
   */
  public static Gate weighted(int[] active, Tensor weights, Feedback feedback) {
    return new Gate(active.clone(), new double[0], weights, feedback);
  }

  /** Returns the number of active candidates. */
  public int activeCount() {
    return active.length;
  }

  /**
   * Returns the position of an active candidate.
   *
   * @param i which of the active ones
   */
  public int active(int i) {
    return active[i];
  }

  /** Returns whether the one active candidate passes on unchanged. */
  boolean isPlain() {
    return weights == null && active.length == 1 && values[0] == 1;
  }

  /** Returns whether the weights receive gradients. */
  boolean isWeighted() {
    return weights != null;
  }

  /** Returns whether a gradient reaches the inactive candidates, too. */
  boolean feedsAll() {
    return weights != null && feedback == Feedback.ALL;
  }

  /** Returns the host weight of an active candidate of a gate without gradient. */
  double value(int i) {
    return values[i];
  }

  /** Returns the weight of a candidate as a tensor without axes. */
  Tensor weight(int candidate) {
    Tensor all = weights;
    if (all == null) {
      throw new IllegalStateException("this gate has no gradient");
    }
    return all.select(0, candidate);
  }

  /**
   * Returns the sum of the weights of the inactive candidates of a one-candidate gate, a tensor
   * without axes.
   */
  Tensor others() {
    Tensor all = weights;
    if (all == null) {
      throw new IllegalStateException("this gate has no gradient");
    }
    return all.sum().sub(all.select(0, active[0]));
  }

  @Override
  public String toString() {
    return "Gate" + Arrays.toString(active);
  }
}
