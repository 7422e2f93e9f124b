package org.nasturtium.torch.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * ImageNet-16-120: the first 120 classes of ImageNet down-sampled to 16x16 (Chrabaszcz et al.,
 * 2017), from the official pickled batches.
 *
 * <p>Labels 1..120 become 0..119; all other images are left out.
 */
final class ImageNet16 implements DataSource {
  static final String NAME = "imagenet16-120";
  static final int CLASSES = 120;
  private static final int ALL_CLASSES = 1000;
  private static final int TRAIN_FILES = 10;
  private static final ImageShape SHAPE = new ImageShape(3, 16, 16);

  @Override
  public ImageData load(@Nullable Path folder, DataSets.Request request) {
    DataFolder files = DataFolder.of(NAME, folder, "ImageNet16");
    List<Path> train =
        IntStream.rangeClosed(1, TRAIN_FILES)
            .mapToObj(i -> files.file("train_data_batch_" + i))
            .toList();
    Path test = files.file("val_data");
    return request.applyTo(
        new ImageData(
            NAME,
            read(NAME + " train", train),
            read(NAME + " test", List.of(test)),
            Normalization.IMAGENET16,
            Augmentation.standard(SHAPE.height())));
  }

  private static ImageSet read(String name, List<Path> files) {
    Kept kept = new Kept();
    for (Path file : files) {
      keep(file, kept);
    }
    if (kept.images == 0) {
      throw new InvalidInputException(
          "%s holds no image with a label in 1..%d".formatted(files.get(0), CLASSES));
    }
    List<String> names = IntStream.rangeClosed(1, CLASSES).mapToObj(i -> "class " + i).toList();
    return ImageSet.owning(name, names, SHAPE, kept.pixels(), kept.labels());
  }

  private static void keep(Path file, Kept kept) {
    Map<?, ?> batch = NumpyPickle.dictionary(file);
    if (!(batch.get("data") instanceof NumpyArray data) || !data.isByteMatrix(SHAPE.values())) {
      throw new InvalidInputException(
          "%s: expected data as unsigned bytes [N, %d], found %s"
              .formatted(file, SHAPE.values(), describe(batch.get("data"))));
    }
    if (!(batch.get("labels") instanceof List<?> labels) || labels.size() != data.rows()) {
      throw new InvalidInputException(
          "%s: expected a list of %d labels".formatted(file, data.rows()));
    }
    for (int i = 0; i < labels.size(); i++) {
      int label = label(file, i, labels.get(i));
      if (label <= CLASSES) {
        kept.add(data, i, label - 1);
      }
    }
  }

  private static int label(Path file, int record, @Nullable Object value) {
    if (value instanceof Integer label && label >= 1 && label <= ALL_CLASSES) {
      return label;
    }
    throw new InvalidInputException(
        "%s record %d: label %s is not in 1..%d"
            .formatted(file, record, plain(value), ALL_CLASSES));
  }

  private static String plain(@Nullable Object value) {
    return value instanceof Number ? value.toString() : "of another kind";
  }

  private static String describe(@Nullable Object value) {
    return value instanceof NumpyArray array ? array.describe() : "no array";
  }

  /** The images kept so far, in arrays that double. */
  private static final class Kept {
    private byte[] pixels = new byte[1024 * SHAPE.values()];
    private int[] labels = new int[1024];
    private int images;

    void add(NumpyArray data, int row, int label) {
      if (images == labels.length) {
        pixels = Arrays.copyOf(pixels, PixelCount.bytes(NAME, 2L * images, SHAPE));
        labels = Arrays.copyOf(labels, 2 * images);
      }
      data.copy(row * SHAPE.values(), pixels, images * SHAPE.values(), SHAPE.values());
      labels[images++] = label;
    }

    byte[] pixels() {
      return Arrays.copyOf(pixels, images * SHAPE.values());
    }

    int[] labels() {
      return Arrays.copyOf(labels, images);
    }
  }
}
