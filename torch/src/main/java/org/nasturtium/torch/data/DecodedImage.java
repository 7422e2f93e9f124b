package org.nasturtium.torch.data;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * The center square of a PNG or JPEG file as bytes [3, side, side].
 *
 * <p>Gray is repeated in all three channels as stored (AWT's own conversion would brighten it);
 * transparency is laid over black.
 */
final class DecodedImage {
  /**
   * The most pixels a file may hold: its header is read first, so that a small file cannot ask for
   * gigabytes.
   */
  private static final long MOST_PIXELS = 1L << 26;

  private final int side;
  private final byte[] planes;

  private DecodedImage(int side, byte[] planes) {
    this.side = side;
    this.planes = planes;
  }

  /**
   * Decodes a file.
   *
   * @throws InvalidInputException if it is no readable PNG or JPEG or has more than 67 million
   *     pixels
   */
  static DecodedImage read(Path file) {
    try {
      return centerSquare(decode(file));
    } catch (InvalidInputException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // decoders meet damage with many kinds of fault
      throw new InvalidInputException(
          file + " is no readable PNG or JPEG image: " + RecordFile.oneLine(e), e);
    }
  }

  /** Writes the image, resized to a side, into [3, target side, target side]. */
  void resizeTo(int targetSide, byte[] target, int offset) {
    AreaResize resize = new AreaResize(side, side, targetSide, targetSide);
    for (int c = 0; c < 3; c++) {
      resize.plane(planes, c * side * side, target, offset + c * targetSide * targetSide);
    }
  }

  private static BufferedImage decode(Path file) throws IOException {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      if (in == null) {
        throw new IOException("it cannot be opened");
      }
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException("its format is unknown");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MOST_PIXELS) {
          throw new IOException("%d pixels are more than %d".formatted(pixels, MOST_PIXELS));
        }
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static DecodedImage centerSquare(BufferedImage image) {
    int side = Math.min(image.getWidth(), image.getHeight());
    int left = (image.getWidth() - side) / 2;
    int top = (image.getHeight() - side) / 2;
    byte[] planes = new byte[Math.multiplyExact(3, Math.multiplyExact(side, side))];
    if (isGray(image)) {
      gray(image, left, top, side, planes);
    } else {
      color(image, left, top, side, planes);
    }
    return new DecodedImage(side, planes);
  }

  private static boolean isGray(BufferedImage image) {
    return image.getRaster().getNumBands() <= 2
        && !(image.getColorModel() instanceof IndexColorModel);
  }

  private static void gray(BufferedImage image, int left, int top, int side, byte[] planes) {
    Raster raster = image.getRaster();
    int largest = (1 << image.getColorModel().getComponentSize(0)) - 1;
    boolean transparent = raster.getNumBands() == 2;
    int plane = side * side;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        long value = 255L * raster.getSample(left + x, top + y, 0) / largest;
        if (transparent) {
          value = value * raster.getSample(left + x, top + y, 1) / largest;
        }
        int at = y * side + x;
        planes[at] = planes[plane + at] = planes[2 * plane + at] = (byte) value;
      }
    }
  }

  private static void color(BufferedImage image, int left, int top, int side, byte[] planes) {
    int[] row = new int[side];
    int plane = side * side;
    for (int y = 0; y < side; y++) {
      image.getRGB(left, top + y, side, 1, row, 0, side);
      for (int x = 0; x < side; x++) {
        int alpha = row[x] >>> 24;
        int at = y * side + x;
        planes[at] = (byte) ((row[x] >> 16 & 0xff) * alpha / 255);
        planes[plane + at] = (byte) ((row[x] >> 8 & 0xff) * alpha / 255);
        planes[2 * plane + at] = (byte) ((row[x] & 0xff) * alpha / 255);
      }
    }
  }
}
