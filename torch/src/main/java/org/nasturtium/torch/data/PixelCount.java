package org.nasturtium.torch.data;

import org.nasturtium.core.fault.InvalidInputException;

/**
 * The number of bytes a set's pixels take, checked to fit into one array before it is allocated.
 */
final class PixelCount {
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private PixelCount() {}

  /**
   * Returns the bytes of a number of images.
   *
   * @throws InvalidInputException if they do not fit into one array
   */
  static int bytes(String name, long images, ImageShape shape) {
    long bytes = images * shape.values();
    if (images < 0 || images > Integer.MAX_VALUE || bytes > LARGEST_ARRAY) {
      throw new InvalidInputException(
          "%s: %d images of %s are too many for one set; use a smaller side or fewer images"
              .formatted(name, images, shape));
    }
    return (int) bytes;
  }
}
