package org.nasturtium.torch.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.search.Seed;

/**
 * An image set is a list of labeled images of one shape.
 *
 * <p>The pixels are unsigned bytes in one array of shape [N, C, H, W] that is never exposed; a
 * subset shares them. Sets are immutable and safe to read from several threads.
 */
public final class ImageSet {
  private final String name;
  private final List<String> classNames;
  private final ImageShape shape;
  private final byte[] pixels;
  private final int[] labels;
  private final int[] positions;
  private volatile @Nullable String fingerprint;

  private ImageSet(
      String name,
      List<String> classNames,
      ImageShape shape,
      byte[] pixels,
      int[] labels,
      int[] positions) {
    this.name = name;
    this.classNames = classNames;
    this.shape = shape;
    this.pixels = pixels;
    this.labels = labels;
    this.positions = positions;
  }

  /**
   * Returns a set that holds copies of pixels and labels.
   *
   * @param name what reports call the set
   * @param classNames the name of each class, in label order
   * @param shape the shape of every image
   * @param pixels unsigned bytes [N, C, H, W]
   * @param labels the class of each image, in 0..classes-1
   * @throws IllegalArgumentException if the lengths do not fit together or a label is out of range
   */
  public static ImageSet of(
      String name, List<String> classNames, ImageShape shape, byte[] pixels, int[] labels) {
    return owning(name, classNames, shape, pixels.clone(), labels.clone());
  }

  /** Returns a set that takes over the arrays, which nobody may write afterwards. */
  static ImageSet owning(
      String name, List<String> classNames, ImageShape shape, byte[] pixels, int[] labels) {
    if (classNames.size() < 2) {
      throw new IllegalArgumentException(name + " needs at least 2 classes, got " + classNames);
    }
    if (pixels.length != (long) labels.length * shape.values()) {
      throw new IllegalArgumentException(
          "%s: %d labels of %s images need %d bytes, got %d"
              .formatted(
                  name,
                  labels.length,
                  shape,
                  (long) labels.length * shape.values(),
                  pixels.length));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classNames.size()) {
        throw new IllegalArgumentException(
            "%s: label %d of image %d is not in 0..%d"
                .formatted(name, labels[i], i, classNames.size() - 1));
      }
    }
    int[] positions = IntStream.range(0, labels.length).toArray();
    return new ImageSet(name, List.copyOf(classNames), shape, pixels, labels, positions);
  }

  /** Returns what reports call the set. */
  public String name() {
    return name;
  }

  /** Returns the name of each class, in label order. */
  public List<String> classNames() {
    return classNames;
  }

  /** Returns the number of classes. */
  public int classes() {
    return classNames.size();
  }

  /** Returns the shape [C, H, W] of every image. */
  public ImageShape shape() {
    return shape;
  }

  /** Returns the number of images. */
  public int size() {
    return positions.length;
  }

  /**
   * Returns the class of an image.
   *
   * @param image in 0..size-1
   */
  public int label(int image) {
    return labels[positions[image]];
  }

  /**
   * Returns the set of the images named by their indices, in that order; pixels are shared.
   *
   * @param images indices in 0..size-1, repeats allowed
   * @throws IllegalArgumentException if an index is out of range
   */
  public ImageSet subset(int[] images) {
    int[] chosen = new int[images.length];
    for (int i = 0; i < images.length; i++) {
      if (images[i] < 0 || images[i] >= size()) {
        throw new IllegalArgumentException(
            "%s has images 0..%d, got %d".formatted(name, size() - 1, images[i]));
      }
      chosen[i] = positions[images[i]];
    }
    return new ImageSet(name, classNames, shape, pixels, labels, chosen);
  }

  /**
   * Returns at most a number of images, as evenly spread over the classes as the set allows, in the
   * order of this set.
   *
   * <p>A smaller limit with the same seed gives a subset of a larger one.
   *
   * @param images how many, at least 1; the set itself if it has no more
   * @param seed decides which images of a class are taken
   * @throws IllegalArgumentException if {@code images} is below 1
   */
  public ImageSet limit(int images, Seed seed) {
    if (images < 1) {
      throw new IllegalArgumentException("a limit is at least 1 image, got " + images);
    }
    if (images >= size()) {
      return this;
    }
    int[] chosen = Arrays.copyOf(ClassRoster.of(this, seed).interleaved(), images);
    Arrays.sort(chosen);
    return subset(chosen);
  }

  /**
   * Returns the set with every image resized by area averaging.
   *
   * @param side the new height and width, in pixels
   * @throws IllegalArgumentException if the side is not in 1..4096 or the pixels do not fit into
   *     one array
   */
  public ImageSet resized(int side) {
    if (shape.height() == side && shape.width() == side) {
      return this;
    }
    ImageShape smaller = new ImageShape(shape.channels(), side, side);
    AreaResize resize = new AreaResize(shape.height(), shape.width(), side, side);
    byte[] target = new byte[PixelCount.bytes(name, size(), smaller)];
    int[] copied = new int[size()];
    for (int i = 0; i < size(); i++) {
      copied[i] = label(i);
      for (int c = 0; c < shape.channels(); c++) {
        resize.plane(
            pixels,
            offset(i) + c * shape.plane(),
            target,
            i * smaller.values() + c * smaller.plane());
      }
    }
    return owning(name, classNames, smaller, target, copied);
  }

  /**
   * Returns the SHA-256 of shape, labels and pixels as 64 hexadecimal digits; names do not enter.
   *
   * <p>Equal fingerprints mean equal training data. Computed at the first call.
   */
  public String fingerprint() {
    String known = fingerprint;
    if (known == null) {
      known = Fingerprint.of(this);
      fingerprint = known;
    }
    return known;
  }

  /** Returns the shared pixels [N, C, H, W]; readers of this package must not write. */
  byte[] pixels() {
    return pixels;
  }

  /** Returns where the values [C, H, W] of an image start in {@link #pixels()}. */
  int offset(int image) {
    return positions[image] * shape.values();
  }

  @Override
  public String toString() {
    return "%s (%d images %s, %d classes)".formatted(name, size(), shape, classes());
  }
}
