package org.nasturtium.torch.supernet;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * A policy is a distribution over architectures: the logits of each choice, given the picks so far.
 *
 * <p>A free table ignores the picks; an LSTM controller (ENAS) reads them; a graph network (NGE)
 * computes all choices in one go. Its tensors live on the host and are owned by it.
 */
public interface Policy extends AutoCloseable {
  /** The logits of one forward computation of a policy; valid in the step that asked for them. */
  @FunctionalInterface
  interface Logits {
    /**
     * Returns the logits of a choice.
     *
     * @param choice the position of the choice
     * @param picks the picks of the choices before it, for policies that read them
     * @return a tensor [candidates]; minus infinity for candidates that a supernet does not draw
     */
    Tensor of(int choice, int[] picks);
  }

  /** Computes the policy once. */
  Logits compute();

  /** Returns the trainable tensors by name; this policy keeps owning them. */
  Map<String, Tensor> trainable();

  @Override
  void close();
}
