package org.nasturtium.torch.train;

/**
 * Running sums of a loss and an accuracy over an epoch; saved in the middle of one, so that a
 * resumed run reports the same numbers.
 *
 * @param images the images seen
 * @param lossSum the sum of their losses
 * @param correct how many were classified correctly
 */
public record RunningMean(long images, double lossSum, long correct) {
  /** Nothing seen yet. */
  public static final RunningMean EMPTY = new RunningMean(0, 0, 0);

  /** Returns these sums with a batch added. */
  public RunningMean plus(int size, double meanLoss, int right) {
    return new RunningMean(images + size, lossSum + meanLoss * size, correct + right);
  }

  /** Returns the mean loss, NaN if nothing was seen. */
  public double loss() {
    return lossSum / images;
  }

  /** Returns the accuracy in percent, NaN if nothing was seen. */
  public double accuracy() {
    return 100.0 * correct / images;
  }
}
