package org.nasturtium.torch.data;

/**
 * A batch is prepared images and their labels in arrays that a {@link BatchStream} lends: they are
 * valid until the next call of {@code next} or {@code close} and hold {@link #size()} images at
 * their start.
 */
public final class Batch {
  private final ImageShape shape;
  private final float[] pixels;
  private final long[] labels;
  private int size;
  private int epoch;
  private int index;

  Batch(ImageShape shape, int capacity) {
    this.shape = shape;
    pixels = new float[Math.multiplyExact(capacity, shape.values())];
    labels = new long[capacity];
  }

  /**
   * Returns the lent values, normalized, in the order [N, H, W, C]: a channels-last tensor of shape
   * [N, C, H, W].
   */
  public float[] pixels() {
    return pixels;
  }

  /** Returns the lent labels [N]. */
  public long[] labels() {
    return labels;
  }

  /** Returns the number N of images. */
  public int size() {
    return size;
  }

  /** Returns the shape [C, H, W] of every image. */
  public ImageShape shape() {
    return shape;
  }

  /** Returns the epoch the batch belongs to, from 0; 0 outside training. */
  public int epoch() {
    return epoch;
  }

  /** Returns the number of the batch within its epoch or stream, from 0. */
  public int index() {
    return index;
  }

  void begin(Selection selection) {
    size = selection.images().length;
    epoch = selection.epoch();
    index = selection.batch();
  }
}
