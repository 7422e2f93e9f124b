package org.nasturtium.torch.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.Seed;

final class IdxTest {
  private static final DataSets.Request ALL = DataSets.Request.of(Seed.of(1));

  @TempDir Path folder;

  @Test
  void plainAndCompressedFilesMayBeMixed() throws IOException {
    mnist(folder);
    ImageData data = DataSets.load("mnist", folder, ALL);
    assertThat(data.train().size()).isEqualTo(4);
    assertThat(data.test().size()).isEqualTo(2);
    assertThat(data.train().shape()).isEqualTo(new ImageShape(1, 3, 3));
    assertThat(data.train().label(3)).isEqualTo(3);
    assertThat(Images.pixel(data.train(), 2, 0, 1, 2)).isEqualTo(2 * 9 + 5);
    assertThat(data.augmentation().flipProbability()).as("a mirrored 2 is no 2").isZero();
    assertThat(DataSets.load("fashion-mnist", folder, ALL).augmentation().flipProbability())
        .isEqualTo(0.5);
    assertThat(DataSets.load("kmnist", folder, ALL).train().classNames()).contains("tsu");
  }

  @Test
  void emnistLettersStartAtOneAndStandOnTheirSide() throws IOException {
    for (String part : new String[] {"train", "test"}) {
      String prefix = "emnist-letters-" + part;
      write(prefix + "-images-idx3-ubyte.gz", images(2));
      write(prefix + "-labels-idx1-ubyte.gz", labels(1, 26));
    }
    ImageData data = DataSets.load("emnist-letters", folder, ALL);
    assertThat(data.train().classNames().get(data.train().label(1))).isEqualTo("z");
    assertThat(Images.pixel(data.train(), 0, 0, 0, 1))
        .as("row 1, column 0 of the file")
        .isEqualTo(3);
    write("emnist-letters-test-labels-idx1-ubyte.gz", labels(0, 26));
    assertFault("record 0: label 0 is not in 1..26", "emnist-letters");
  }

  @Test
  void aWrongMagicNumberIsShown() throws IOException {
    mnist(folder);
    write("train-images-idx3-ubyte.gz", labels(1, 2, 3));
    assertFault("expected magic number 00000803, found 00000801", "mnist");
  }

  @Test
  void countsMustAgree() throws IOException {
    mnist(folder);
    write("t10k-labels-idx1-ubyte", labels(1, 2, 3));
    assertFault("holds 2 images but", "mnist");
  }

  @Test
  void aLabelOutOfRangeIsNamed() throws IOException {
    mnist(folder);
    write("t10k-labels-idx1-ubyte", labels(1, 10));
    assertFault("t10k-labels-idx1-ubyte record 1: label 10 is not in 0..9", "mnist");
  }

  @Test
  void truncationIsNamedWithItsRecord() throws IOException {
    mnist(folder);
    write("t10k-images-idx3-ubyte", Arrays.copyOf(images(2), 16 + 9 + 4));
    assertFault("ends in record 1 of 2: expected 9 bytes, found 4", "mnist");
    write("t10k-images-idx3-ubyte", Arrays.copyOf(images(2), 7));
    assertFault("ends in its header: expected 12 bytes, found 3", "mnist");
    write("t10k-images-idx3-ubyte", Arrays.copyOf(images(2), 16 + 19));
    assertFault("goes on after its 2 records", "mnist");
  }

  @Test
  void aDamagedGzipIsNamed() throws IOException {
    mnist(folder);
    Path file = folder.resolve("train-images-idx3-ubyte.gz");
    Files.write(file, images(4));
    assertFault("train-images-idx3-ubyte.gz is no gzip file", "mnist");
    byte[] packed = gzip(images(4));
    Files.write(file, Arrays.copyOf(packed, packed.length / 2));
    assertFault("train-images-idx3-ubyte.gz ends in", "mnist");
    packed[packed.length - 6] ^= 1;
    Files.write(file, packed);
    assertFault("train-images-idx3-ubyte.gz is a damaged gzip file", "mnist");
  }

  @Test
  void aHeaderThatPromisesTooMuchCostsNothing() throws IOException {
    mnist(folder);
    byte[] images = images(4);
    ByteBuffer.wrap(images).putInt(8, 4000).putInt(12, 4000);
    write("train-images-idx3-ubyte.gz", images);
    assertFault("ends in record 0 of 4: expected 16000000 bytes, found 36", "mnist");
    ByteBuffer.wrap(images).putInt(8, 4097);
    write("train-images-idx3-ubyte.gz", images);
    assertFault("sides must be in 1..4096", "mnist");
    ByteBuffer.wrap(images).putInt(8, 3);
    write("train-images-idx3-ubyte.gz", images);
    assertFault("images must be square", "mnist");
    byte[] labels = labels(0, 1, 2, 3);
    ByteBuffer.wrap(labels).putInt(4, Integer.MAX_VALUE);
    write("train-labels-idx1-ubyte", labels);
    assertFault("more than a set can", "mnist");
    ByteBuffer.wrap(labels).putInt(4, -1);
    write("train-labels-idx1-ubyte", labels);
    assertFault("its header says -1", "mnist");
  }

  @Test
  void bothNamesOfAMissingFileAreGiven() throws IOException {
    mnist(folder);
    Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));
    assertFault("lacks t10k-labels-idx1-ubyte or t10k-labels-idx1-ubyte.gz", "mnist");
  }

  private void assertFault(String message, String name) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> DataSets.load(name, folder, ALL))
        .withMessageContaining(message)
        .withMessageNotContaining("\n");
  }

  /** Writes four training images, compressed but for the labels, and two test images, plain. */
  static void mnist(Path folder) throws IOException {
    Files.write(folder.resolve("train-images-idx3-ubyte.gz"), gzip(images(4)));
    Files.write(folder.resolve("train-labels-idx1-ubyte"), labels(0, 1, 2, 3));
    Files.write(folder.resolve("t10k-images-idx3-ubyte"), images(2));
    Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels(9, 0));
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), name.endsWith(".gz") ? gzip(bytes) : bytes);
  }

  private static byte[] images(int count) {
    ByteBuffer bytes = ByteBuffer.allocate(16 + 9 * count);
    bytes.putInt(0x803).putInt(count).putInt(3).putInt(3);
    for (int i = 0; i < 9 * count; i++) {
      bytes.put((byte) i);
    }
    return bytes.array();
  }

  private static byte[] labels(int... labels) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + labels.length);
    bytes.putInt(0x801).putInt(labels.length);
    Arrays.stream(labels).forEach(label -> bytes.put((byte) label));
    return bytes.array();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
