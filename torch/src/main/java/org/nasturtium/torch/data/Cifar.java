package org.nasturtium.torch.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * CIFAR-10 and CIFAR-100 from their official binary files; a file may hold any number of whole
 * records.
 */
final class Cifar implements DataSource {
  private final CifarLayout layout;

  Cifar(CifarLayout layout) {
    this.layout = layout;
  }

  @Override
  public ImageData load(@Nullable Path folder, DataSets.Request request) {
    DataFolder files = DataFolder.of(layout.name(), folder, layout.folder());
    List<Path> train = layout.trainFiles().stream().map(files::file).toList();
    List<Path> test = List.of(files.file(layout.testFile()));
    return request.applyTo(
        new ImageData(
            layout.name(),
            read(layout.name() + " train", train),
            read(layout.name() + " test", test),
            layout.normalization(),
            Augmentation.standard(CifarLayout.SHAPE.height())));
  }

  private ImageSet read(String name, List<Path> files) {
    long records = files.stream().mapToLong(this::records).sum();
    byte[] pixels = new byte[PixelCount.bytes(name, records, CifarLayout.SHAPE)];
    int[] labels = new int[(int) records];
    int image = 0;
    for (Path file : files) {
      image = append(file, pixels, labels, image);
    }
    return ImageSet.owning(name, layout.classNames(), CifarLayout.SHAPE, pixels, labels);
  }

  private long records(Path file) {
    try {
      long bytes = Files.size(file);
      int length = layout.recordLength();
      if (bytes == 0) {
        throw new InvalidInputException(
            "%s is empty: expected records of %d bytes".formatted(file, length));
      }
      if (bytes % length != 0) {
        throw new InvalidInputException(
            "%s ends in record %d: expected %d bytes, found %d"
                .formatted(file, bytes / length, length, bytes % length));
      }
      return bytes / length;
    } catch (IOException e) {
      throw RecordFile.unreadable(file, e);
    }
  }

  private int append(Path file, byte[] pixels, int[] labels, int image) {
    int length = layout.recordLength();
    int values = CifarLayout.SHAPE.values();
    long count = records(file);
    byte[] bytes;
    try (RecordFile in = RecordFile.open(file)) {
      bytes = in.records(count, length);
    }
    for (int record = 0; record < count; record++) {
      labels[image + record] = label(file, bytes, record);
      int start = record * length + length - values;
      System.arraycopy(bytes, start, pixels, (image + record) * values, values);
    }
    return image + (int) count;
  }

  private int label(Path file, byte[] bytes, int record) {
    int label = 0;
    for (int i = 0; i < layout.labelLimits().size(); i++) {
      label = bytes[record * layout.recordLength() + i] & 0xff;
      int limit = layout.labelLimits().get(i);
      if (label >= limit) {
        throw new InvalidInputException(
            "%s record %d: label %d is not in 0..%d".formatted(file, record, label, limit - 1));
      }
    }
    return label;
  }
}
