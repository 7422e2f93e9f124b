package org.nasturtium.torch.train;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.nasturtium.torch.engine.Tensors;

/** The cross-entropy loss and what is read of it. */
public final class Loss {
  private static final long NO_IGNORED_LABEL = -100;
  private static final long MEAN = 1;

  private Loss() {}

  /**
   * Returns the mean cross-entropy.
   *
   * @param logits [N, classes], fp32 or wider
   * @param labels [N]
   * @param smoothing the share of probability spread over all classes, in [0, 1)
   */
  public static Tensor crossEntropy(Tensor logits, Tensor labels, double smoothing) {
    return torch.cross_entropy_loss(
        logits, labels, Tensors.NONE, MEAN, NO_IGNORED_LABEL, smoothing);
  }

  /**
   * Returns how many samples have their label's score highest.
   *
   * @param logits [N, classes]
   * @param labels [N]
   */
  public static int correct(Tensor logits, Tensor labels) {
    return (int)
        logits
            .detach()
            .argmax(new org.bytedeco.pytorch.LongOptional(1), false)
            .eq(labels)
            .sum()
            .item_double();
  }

  /**
   * Returns a loss if it is a number to go on with.
   *
   * @param loss the loss
   * @param run what is being trained, for the message
   * @param epoch the epoch, from 0, for the message
   * @throws DivergedException if the loss is infinite or not a number
   */
  public static double finite(double loss, String run, int epoch) {
    if (!Double.isFinite(loss)) {
      throw new DivergedException(
          "%s diverged in epoch %d: its loss is %s; a lower learning rate may help"
              .formatted(run, epoch + 1, loss));
    }
    return loss;
  }
}
