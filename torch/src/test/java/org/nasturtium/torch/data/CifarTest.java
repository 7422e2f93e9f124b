package org.nasturtium.torch.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.Seed;

final class CifarTest {
  private static final DataSets.Request ALL = DataSets.Request.of(Seed.of(1));

  @TempDir Path folder;

  @Test
  void cifar10IsReadInFileOrderFromFiveBatches() throws IOException {
    cifar10(folder);
    ImageData data = DataSets.load("cifar10", folder, ALL);
    assertThat(data.train().size()).isEqualTo(15);
    assertThat(data.test().size()).isEqualTo(3);
    assertThat(data.train().label(4)).isEqualTo(2 * 1 + 1);
    assertThat(Images.pixel(data.train(), 4, 0, 0, 0)).isEqualTo(4);
    assertThat(Images.pixel(data.train(), 4, 2, 31, 31)).isEqualTo(4 + 3071 & 0xff);
    assertThat(data.train().classNames()).hasSize(10).startsWith("airplane").endsWith("truck");
    assertThat(data.normalization()).isEqualTo(Normalization.CIFAR10);
    assertThat(data.augmentation()).isEqualTo(new Augmentation(4, 0.5, 0));
  }

  @Test
  void theUnpackedArchivesFolderIsFoundToo() throws IOException {
    cifar10(Files.createDirectories(folder.resolve("cifar10/cifar-10-batches-bin")));
    assertThat(DataSets.load("cifar10", folder, ALL).train().size()).isEqualTo(15);
    assertThat(DataSets.load("cifar10", folder.resolve("cifar10"), ALL).train().size())
        .isEqualTo(15);
  }

  @Test
  void cifar100UsesTheFineLabel() throws IOException {
    Files.write(folder.resolve("train.bin"), record(3074, 19, 99));
    Files.write(folder.resolve("test.bin"), record(3074, 0, 7));
    ImageData data = DataSets.load("cifar100", folder, ALL);
    assertThat(data.train().label(0)).isEqualTo(99);
    assertThat(data.test().label(0)).isEqualTo(7);
    assertThat(data.train().classNames()).hasSize(100).doesNotHaveDuplicates().isSorted();
    Files.write(folder.resolve("test.bin"), record(3074, 20, 7));
    assertFault("test.bin record 0: label 20 is not in 0..19", "cifar100");
  }

  @Test
  void aRequestCutsAndShrinksTheSet() throws IOException {
    cifar10(folder);
    ImageData data = DataSets.load("cifar10", folder, ALL.withImages(6, 2).withSide(16));
    assertThat(data.train().size()).isEqualTo(6);
    assertThat(data.test().size()).isEqualTo(2);
    assertThat(data.train().shape()).isEqualTo(new ImageShape(3, 16, 16));
    assertThat(data.augmentation().padding()).isEqualTo(2);
  }

  @Test
  void aMissingFolderOrFileIsNamedWithWhatIsThere() throws IOException {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> DataSets.load("cifar10", null, ALL))
        .withMessage("data set cifar10 is read from files: name their folder");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> DataSets.load("cifar10", folder.resolve("no"), ALL))
        .withMessageContaining("no is not a folder");
    assertFault("lacks data_batch_1.bin; it holds nothing", "cifar10");
    cifar10(folder);
    Files.delete(folder.resolve("data_batch_3.bin"));
    Files.createFile(folder.resolve("a"));
    Files.createFile(folder.resolve("b"));
    assertFault(
        "lacks data_batch_3.bin; it holds a, b, data_batch_1.bin, data_batch_2.bin,"
            + " data_batch_4.bin and 2 more",
        "cifar10");
  }

  @Test
  void aTruncatedFileIsNamedWithItsLastRecord() throws IOException {
    cifar10(folder);
    Path file = folder.resolve("data_batch_2.bin");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 2 * 3073 + 100));
    assertFault("data_batch_2.bin ends in record 2: expected 3073 bytes, found 100", "cifar10");
    Files.write(file, new byte[0]);
    assertFault("data_batch_2.bin is empty", "cifar10");
  }

  @Test
  void aLabelOutOfRangeIsNamedWithItsRecord() throws IOException {
    cifar10(folder);
    Path file = folder.resolve("test_batch.bin");
    byte[] bytes = Files.readAllBytes(file);
    bytes[2 * 3073] = 10;
    Files.write(file, bytes);
    assertFault("test_batch.bin record 2: label 10 is not in 0..9", "cifar10");
  }

  private void assertFault(String message, String name) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> DataSets.load(name, folder, ALL))
        .withMessageContaining(message)
        .withMessageNotContaining("\n");
  }

  /**
   * Writes six files of three records; record r of batch b starts with the value 3 b + r and has
   * the label 2 b + r.
   */
  static void cifar10(Path folder) throws IOException {
    for (int b = 0; b < 6; b++) {
      byte[] bytes = new byte[3 * 3073];
      for (int r = 0; r < 3; r++) {
        bytes[r * 3073] = (byte) ((2 * b + r) % 10);
        for (int i = 0; i < 3072; i++) {
          bytes[r * 3073 + 1 + i] = (byte) (3 * b + r + i);
        }
      }
      String name = b < 5 ? "data_batch_" + (b + 1) + ".bin" : "test_batch.bin";
      Files.write(folder.resolve(name), bytes);
    }
  }

  private static byte[] record(int length, int... labels) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < labels.length; i++) {
      bytes[i] = (byte) labels[i];
    }
    return bytes;
  }
}
