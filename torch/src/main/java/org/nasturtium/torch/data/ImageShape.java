package org.nasturtium.torch.data;

/**
 * The shape [C, H, W] of every image of a set.
 *
 * @param channels 1 for gray, 3 for red, green and blue
 * @param height rows, in pixels
 * @param width columns, in pixels
 */
public record ImageShape(int channels, int height, int width) {
  /** The longest side an image may have, in pixels; larger values come from damaged headers. */
  static final int LONGEST_SIDE = 4096;

  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException if the channels are not in 1..16 or a side is not in 1..4096
   */
  public ImageShape {
    if (channels < 1 || channels > 16) {
      throw new IllegalArgumentException("channels must be in 1..16, got " + channels);
    }
    if (height < 1 || height > LONGEST_SIDE || width < 1 || width > LONGEST_SIDE) {
      throw new IllegalArgumentException(
          "sides must be in 1.." + LONGEST_SIDE + ", got " + height + "x" + width);
    }
  }

  /** Returns the number of values of one image. */
  public int values() {
    return channels * height * width;
  }

  /** Returns the number of pixels of one channel. */
  int plane() {
    return height * width;
  }

  @Override
  public String toString() {
    return channels + "x" + height + "x" + width;
  }
}
