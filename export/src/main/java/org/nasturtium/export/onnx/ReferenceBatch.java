package org.nasturtium.export.onnx;

/**
 * A reference batch is a few images and the class scores that the network makes of them where it
 * was trained.
 */
public final class ReferenceBatch {
  private final float[] images;
  private final int size;
  private final float[] logits;

  private ReferenceBatch(float[] images, int size, float[] logits) {
    this.images = images;
    this.size = size;
    this.logits = logits;
  }

  /**
   * Returns a reference batch; the arrays are owned by it from now on.
   *
   * @param images N normalized images [N, C, H, W] in row-major order
   * @param size N, at least 1
   * @param logits their class scores [N, classes], computed in evaluation mode
   */
  public static ReferenceBatch of(float[] images, int size, float[] logits) {
    if (size < 1 || images.length % size != 0 || logits.length % size != 0) {
      throw new IllegalArgumentException(
          "%d pixels and %d logits do not make a batch of %d images"
              .formatted(images.length, logits.length, size));
    }
    return new ReferenceBatch(images, size, logits);
  }

  /** Returns the class scores that a model makes of the images. */
  float[] run(OnnxModel model) {
    return model.run(images, size);
  }

  /**
   * Returns the largest distance between these logits and others, NaN if any distance is.
   *
   * @throws IllegalArgumentException if there are more or fewer of them
   */
  double maxAbsDifference(float[] others) {
    if (others.length != logits.length) {
      throw new IllegalArgumentException(
          "expected %d reference logits, found %d".formatted(others.length, logits.length));
    }
    double largest = 0;
    for (int i = 0; i < logits.length; i++) {
      largest = Math.max(largest, Math.abs((double) logits[i] - others[i]));
    }
    return largest;
  }
}
