package org.nasturtium.torch.data;

/**
 * Epochs say where a training stream starts and ends; a resumed run starts in the middle of one.
 *
 * @param first the first epoch, from 0
 * @param end the epoch before which the stream ends, above {@code first}
 * @param firstBatch the batch of the first epoch to start with, from 0
 * @param lastBatch what happens to the incomplete batch at the end of each epoch
 */
public record Epochs(int first, int end, int firstBatch, LastBatch lastBatch) {
  /** What happens to the images at the end of an epoch that do not fill a batch. */
  public enum LastBatch {
    /** They form a smaller batch. */
    KEEP,
    /** They are left out of this epoch. */
    DROP
  }

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the range is empty or a number is negative
   */
  public Epochs {
    if (first < 0 || end <= first || firstBatch < 0) {
      throw new IllegalArgumentException(
          "epochs need 0 <= first < end and a batch from 0, got %d, %d, %d"
              .formatted(first, end, firstBatch));
    }
  }

  /** Returns the epochs 0..count-1 with every incomplete batch kept. */
  public static Epochs of(int count) {
    return new Epochs(0, count, 0, LastBatch.KEEP);
  }

  /** Returns these epochs from a batch on. */
  public Epochs from(int epoch, int batch) {
    return new Epochs(epoch, end, batch, lastBatch);
  }

  /** Returns these epochs without incomplete batches. */
  public Epochs withoutIncompleteBatches() {
    return new Epochs(first, end, firstBatch, LastBatch.DROP);
  }

  /**
   * Returns the batches of one epoch.
   *
   * @throws IllegalArgumentException if there are none, or fewer than the batch to start with
   */
  int batchesPerEpoch(ImageSet set, int batchSize) {
    int whole = set.size() / batchSize;
    int batches = lastBatch == LastBatch.KEEP && set.size() % batchSize > 0 ? whole + 1 : whole;
    if (batches == 0) {
      throw new IllegalArgumentException(
          "%s has %d images, too few for a batch of %d"
              .formatted(set.name(), set.size(), batchSize));
    }
    if (firstBatch >= batches) {
      throw new IllegalArgumentException(
          "an epoch has batches 0..%d, got %d".formatted(batches - 1, firstBatch));
    }
    return batches;
  }
}
