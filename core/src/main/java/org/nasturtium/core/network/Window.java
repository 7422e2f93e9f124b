package org.nasturtium.core.network;

/**
 * A window is the geometry of a convolution or a pooling: kernel, stride, padding and dilation
 * along both spatial axes.
 *
 * @param kernelHeight rows of the kernel
 * @param kernelWidth columns of the kernel
 * @param strideHeight rows from one output position to the next
 * @param strideWidth columns from one output position to the next
 * @param paddingHeight rows of padding above and below
 * @param paddingWidth columns of padding left and right
 * @param dilation distance between the taps of the kernel, 1 for a dense one
 */
public record Window(
    int kernelHeight,
    int kernelWidth,
    int strideHeight,
    int strideWidth,
    int paddingHeight,
    int paddingWidth,
    int dilation) {
  /** Checks the sizes. */
  public Window {
    if (Math.min(kernelHeight, kernelWidth) < 1
        || Math.min(strideHeight, strideWidth) < 1
        || dilation < 1) {
      throw new IllegalArgumentException(
          "kernel, stride and dilation of a window must be at least 1");
    }
    if (Math.min(paddingHeight, paddingWidth) < 0) {
      throw new IllegalArgumentException("the padding of a window must not be negative");
    }
  }

  /**
   * Returns a square window that keeps the size of the map at stride 1 (padding of half the
   * kernel).
   *
   * @param kernel the odd kernel size
   * @param stride the stride
   */
  public static Window same(int kernel, int stride) {
    return new Window(kernel, kernel, stride, stride, kernel / 2, kernel / 2, 1);
  }

  /**
   * Returns a square window without padding.
   *
   * @param kernel the kernel size
   * @param stride the stride
   */
  public static Window valid(int kernel, int stride) {
    return new Window(kernel, kernel, stride, stride, 0, 0, 1);
  }

  /**
   * Returns a dilated square window that keeps the size of the map at stride 1.
   *
   * @param kernel the odd kernel size
   * @param stride the stride
   * @param dilation the distance between taps
   */
  public static Window dilated(int kernel, int stride, int dilation) {
    int padding = dilation * (kernel - 1) / 2;
    return new Window(kernel, kernel, stride, stride, padding, padding, dilation);
  }

  /** Returns the number of taps: kernel rows times columns. */
  public int taps() {
    return kernelHeight * kernelWidth;
  }

  /**
   * Returns the map size after this window.
   *
   * @param input the shape of the input map
   * @param channels the channels of the output
   * @throws IllegalArgumentException if the input is a vector or smaller than the kernel
   */
  public Shape over(Shape input, int channels) {
    if (input.isVector()) {
      throw new IllegalArgumentException("a window needs a feature map [C, H, W], not " + input);
    }
    int height = positions(input.height(), kernelHeight, strideHeight, paddingHeight);
    int width = positions(input.width(), kernelWidth, strideWidth, paddingWidth);
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "the map "
              + input
              + " is smaller than a "
              + kernelHeight
              + "x"
              + kernelWidth
              + " window");
    }
    return new Shape(channels, height, width);
  }

  private int positions(int size, int kernel, int stride, int padding) {
    return Math.floorDiv(size + 2 * padding - dilation * (kernel - 1) - 1, stride) + 1;
  }
}
