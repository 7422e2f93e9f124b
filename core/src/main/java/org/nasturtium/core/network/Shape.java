package org.nasturtium.core.network;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A shape is the size of one sample's activation: a feature map [C, H, W], or a vector [C] whose
 * height and width are 0.
 *
 * @param channels C, at least 1
 * @param height H, or 0 for a vector
 * @param width W, or 0 for a vector
 */
public record Shape(int channels, int height, int width) {
  /** Checks the sizes. */
  public Shape {
    boolean vector = height == 0 && width == 0;
    if (channels < 1 || (!vector && (height < 1 || width < 1))) {
      throw new IllegalArgumentException(
          "a shape needs positive sizes, not [%d, %d, %d]".formatted(channels, height, width));
    }
  }

  /**
   * Returns the shape of a vector [C].
   *
   * @param channels C
   */
  public static Shape vector(int channels) {
    return new Shape(channels, 0, 0);
  }

  /** Returns whether this is a vector without spatial axes. */
  @JsonIgnore
  public boolean isVector() {
    return height == 0;
  }

  /** Returns the number of spatial positions: H times W, or 1 for a vector. */
  public long positions() {
    return isVector() ? 1 : (long) height * width;
  }

  /** Returns the number of values: channels times positions. */
  public long elements() {
    return channels * positions();
  }

  /**
   * Returns this shape with another number of channels.
   *
   * @param count the new C
   */
  public Shape withChannels(int count) {
    return new Shape(count, height, width);
  }

  @Override
  public String toString() {
    return isVector() ? "[" + channels + "]" : "[" + channels + ", " + height + ", " + width + "]";
  }
}
