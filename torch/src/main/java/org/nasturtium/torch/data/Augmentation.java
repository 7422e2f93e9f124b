package org.nasturtium.torch.data;

/**
 * An augmentation says how a training image is changed at random each time it is drawn, in this
 * order: flip, crop, (normalize), cutout.
 *
 * <p>Flip and crop act on the raw image, as in the NATS-Bench training code: the border that a crop
 * adds is black <em>before</em> normalization. Cutout (DeVries and Taylor, 2017) zeroes a square
 * <em>after</em> normalization.
 *
 * @param padding pixels added on every side before a crop of the original size is taken at a
 *     uniformly random place; 0 for no crop
 * @param flipProbability the chance of a horizontal flip, in 0..1
 * @param cutout the side of the square around a uniformly random pixel that is set to zero, clipped
 *     at the border; 0 for none
 */
public record Augmentation(int padding, double flipProbability, int cutout) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a length is negative or the probability is not in 0..1
   */
  public Augmentation {
    if (padding < 0 || cutout < 0) {
      throw new IllegalArgumentException(
          "padding and cutout are at least 0, got " + padding + " and " + cutout);
    }
    if (!(flipProbability >= 0 && flipProbability <= 1)) {
      throw new IllegalArgumentException("a flip probability is in 0..1, got " + flipProbability);
    }
  }

  /** Returns the augmentation that changes nothing. */
  public static Augmentation none() {
    return new Augmentation(0, 0, 0);
  }

  /**
   * Returns the usual augmentation of natural images: flip with probability 0.5, crop with a
   * padding of an eighth of the side (4 at 32, 2 at 16).
   *
   * @param side the images' height, in pixels
   */
  public static Augmentation standard(int side) {
    return new Augmentation(Math.round(side / 8f), 0.5, 0);
  }

  /**
   * Returns the usual augmentation of images that a flip would change into something else, such as
   * digits: the crop alone.
   *
   * @param side the images' height, in pixels
   */
  public static Augmentation standardWithoutFlip(int side) {
    return standard(side).withFlipProbability(0);
  }

  /** Returns this augmentation with another padding. */
  public Augmentation withPadding(int pixels) {
    return new Augmentation(pixels, flipProbability, cutout);
  }

  /** Returns this augmentation with another chance of a flip. */
  public Augmentation withFlipProbability(double probability) {
    return new Augmentation(padding, probability, cutout);
  }

  /** Returns this augmentation with another cutout side; 16 is usual at 32x32. */
  public Augmentation withCutout(int side) {
    return new Augmentation(padding, flipProbability, side);
  }
}
