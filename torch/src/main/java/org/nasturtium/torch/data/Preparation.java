package org.nasturtium.torch.data;

/**
 * A preparation says how images become a batch.
 *
 * @param normalization maps bytes to floats
 * @param augmentation changes each image at random
 * @param batchSize images per batch, at least 1
 */
public record Preparation(Normalization normalization, Augmentation augmentation, int batchSize) {
  /**
   * Checks the batch size.
   *
   * @throws IllegalArgumentException if the batch size is below 1
   */
  public Preparation {
    if (batchSize < 1) {
      throw new IllegalArgumentException("a batch has at least 1 image, got " + batchSize);
    }
  }
}
