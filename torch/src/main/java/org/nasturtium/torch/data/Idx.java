package org.nasturtium.torch.data;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * The MNIST family from IDX files: a magic number, big-endian dimensions, then unsigned bytes;
 * plain or gzip-compressed.
 */
final class Idx implements DataSource {
  private static final int IMAGES_MAGIC = 0x0803;
  private static final int LABELS_MAGIC = 0x0801;

  private final IdxLayout layout;

  Idx(IdxLayout layout) {
    this.layout = layout;
  }

  @Override
  public ImageData load(@Nullable Path folder, DataSets.Request request) {
    DataFolder files = DataFolder.of(layout.name(), folder, "gzip", "raw");
    ImageSet train = read(files, "train", layout.train());
    ImageSet test = read(files, "test", layout.test());
    if (!train.shape().equals(test.shape())) {
      throw new InvalidInputException(
          "data set %s: training images are %s, test images %s"
              .formatted(layout.name(), train.shape(), test.shape()));
    }
    int side = train.shape().height();
    return request.applyTo(
        new ImageData(
            layout.name(),
            train,
            test,
            Normalization.of(train),
            layout.flips() ? Augmentation.standard(side) : Augmentation.standardWithoutFlip(side)));
  }

  private ImageSet read(DataFolder files, String part, String prefix) {
    String images = prefix + "-images-idx3-ubyte";
    String labels = prefix + "-labels-idx1-ubyte";
    Path imageFile = files.file(images, images + ".gz");
    Path labelFile = files.file(labels, labels + ".gz");
    int[] classes = labels(labelFile);
    Planes planes = images(imageFile, labelFile, classes.length);
    return ImageSet.owning(
        layout.name() + " " + part, layout.classNames(), planes.shape, planes.pixels, classes);
  }

  private int[] labels(Path file) {
    try (RecordFile in = RecordFile.open(file)) {
      int count = dimensions(file, in, LABELS_MAGIC, 1)[0];
      byte[] bytes = in.records(count, 1);
      int[] labels = new int[count];
      for (int i = 0; i < count; i++) {
        labels[i] = (bytes[i] & 0xff) - layout.firstLabel();
        if (labels[i] < 0 || labels[i] >= layout.classNames().size()) {
          throw new InvalidInputException(
              "%s record %d: label %d is not in %d..%d"
                  .formatted(
                      file,
                      i,
                      bytes[i] & 0xff,
                      layout.firstLabel(),
                      layout.firstLabel() + layout.classNames().size() - 1));
        }
      }
      return labels;
    }
  }

  private Planes images(Path file, Path labelFile, int labels) {
    try (RecordFile in = RecordFile.open(file)) {
      int[] sizes = dimensions(file, in, IMAGES_MAGIC, 3);
      if (sizes[0] != labels) {
        throw new InvalidInputException(
            "%s holds %d images but %s %d labels".formatted(file, sizes[0], labelFile, labels));
      }
      ImageShape shape = shape(file, sizes);
      byte[] pixels = in.records(sizes[0], shape.values());
      return new Planes(shape, layout.transposed() ? transposed(pixels, shape) : pixels);
    }
  }

  private ImageShape shape(Path file, int[] sizes) {
    try {
      ImageShape shape = new ImageShape(1, sizes[1], sizes[2]);
      if (sizes[1] != sizes[2]) {
        throw new IllegalArgumentException("images must be square, got " + shape);
      }
      return shape;
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(file + ": " + e.getMessage(), e);
    }
  }

  private static int[] dimensions(Path file, RecordFile in, int magic, int count) {
    int found = ByteBuffer.wrap(in.header(4)).getInt();
    if (found != magic) {
      throw new InvalidInputException(
          "%s is no IDX file of %d dimensions: expected magic number %08x, found %08x"
              .formatted(file, count, magic, found));
    }
    ByteBuffer header = ByteBuffer.wrap(in.header(4 * count));
    int[] sizes = new int[count];
    for (int i = 0; i < count; i++) {
      sizes[i] = header.getInt();
    }
    if (sizes[0] < 1) {
      throw new InvalidInputException(
          "%s: expected at least 1 record, its header says %d".formatted(file, sizes[0]));
    }
    return sizes;
  }

  private static byte[] transposed(byte[] pixels, ImageShape shape) {
    byte[] target = new byte[pixels.length];
    int side = shape.width();
    for (int start = 0; start < pixels.length; start += shape.plane()) {
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          target[start + y * side + x] = pixels[start + x * side + y];
        }
      }
    }
    return target;
  }

  @SuppressWarnings("ArrayRecordComponent") // handed on at once; never compared
  private record Planes(ImageShape shape, byte[] pixels) {}
}
