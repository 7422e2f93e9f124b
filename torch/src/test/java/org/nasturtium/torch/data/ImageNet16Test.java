package org.nasturtium.torch.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.Seed;

@Timeout(60)
final class ImageNet16Test {
  private static final DataSets.Request ALL = DataSets.Request.of(Seed.of(1));

  @TempDir Path folder;

  @Test
  void theFirst120ClassesAreKeptInEveryDialect() throws IOException {
    batches(folder);
    ImageData data = DataSets.load("imagenet16-120", folder, ALL);
    assertThat(data.train().size()).as("two of three images in each of ten files").isEqualTo(20);
    assertThat(data.test().size()).isEqualTo(2);
    assertThat(data.train().shape()).isEqualTo(new ImageShape(3, 16, 16));
    assertThat(data.train().label(0)).isZero();
    assertThat(data.train().label(1)).isEqualTo(119);
    assertThat(data.train().classes()).isEqualTo(120);
    for (int file = 0; file < 10; file++) {
      assertThat(Images.pixel(data.train(), 2 * file + 1, 2, 15, 15))
          .as("the third image of file %d", file + 1)
          .isEqualTo(pixels()[3 * 768 - 1] & 0xff);
    }
    assertThat(data.normalization()).isEqualTo(Normalization.IMAGENET16);
    assertThat(data.augmentation().padding()).isEqualTo(2);
  }

  @Test
  void aForeignClassIsRefusedAndNeverBuilt() throws IOException {
    refuse("cposix\nsystem\n(U\u0004evilt\u0085R.", "class posix.system is refused");
    refuse("c__builtin__\neval\n(U\u0004evilt\u0085R.", "class __builtin__.eval is refused");
    refuse("cdecimal\nDecimal\n(U\u00011tR.", "class decimal.Decimal is refused");
    refuse("(iposix\nsystem\n.", "instruction 69 is not allowed");
    refuse("\u008c\u0005posix\u008c\u0006system\u0093.", "class posix.system is refused");
    refuse("cnumpy\nndarray\n(tR.", "built by _reconstruct only");
    refuse("}]b.", "only arrays have a state");
    refuse("P1\n.", "instruction 50 is not allowed");
  }

  @Test
  void announcedLengthsAreCheckedBeforeMemoryIsTaken() throws IOException {
    refuse("B\u00ff\u00ff\u00ff\u007fabc.", "announces 2147483647 bytes but 4 are left");
    refuse("T\u00ff\u00ff\u00ff\u00ffabc.", "announces -1 bytes");
    refuse("X\u00ff\u00ff\u00ff\u007f", "announces 2147483647 bytes but 0 are left");
    byte[] far = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 40).array();
    Path file = folder.resolve("train_data_batch_1");
    batches(folder);
    Files.write(file, new PickleBytes().raw("\u0080\u0004\u008e").bytes(far).raw(".").result());
    assertFault("announces 1099511627776 bytes");
  }

  @Test
  void nestedKeysAndRepeatedEncodingsCannotTakeForever() throws IOException {
    StringBuilder nested = new StringBuilder("]");
    for (int i = 0; i < 60; i++) {
      nested.append("q\u0001]h\u0001ah\u0001a");
    }
    refuse("}" + nested + "K\u0001s.", "dictionary key is no text");
    StringBuilder encodings = new StringBuilder("(");
    for (int i = 0; i < 100; i++) {
      encodings.append("c_codecs\nencode\nh\u0007U\u0006latin1\u0086R");
    }
    String text = "X\u0000 \u0000\u0000" + "a".repeat(0x2000) + "q\u0007";
    refuse(text + encodings + "t.", "more text is encoded than the file holds");
  }

  @Test
  void wrongContentIsNamed() throws IOException {
    refuse("].", "is a pickle of no dictionary");
    refuse("}.", "expected data as unsigned bytes [N, 768], found no array");
    write(PickleBytes.python2(new byte[3072], 3072, 1));
    assertFault("expected data as unsigned bytes [N, 768], found an array [1, 3072] of 3072 bytes");
    write(PickleBytes.python2(new byte[768], 768, 1, 2));
    assertFault("expected a list of 1 labels");
    write(PickleBytes.python2(new byte[768], 768, 0));
    assertFault("record 0: label 0 is not in 1..1000");
    write(PickleBytes.python2(new byte[1536], 768, 1, 1001));
    assertFault("record 1: label 1001 is not in 1..1000");
  }

  @Test
  void aTruncatedPickleIsNamed() throws IOException {
    byte[] whole = PickleBytes.python2(pixels(), 768, 1, 500, 120);
    write(Arrays.copyOf(whole, whole.length - 5));
    assertFault("train_data_batch_1 is");
    write(new byte[0]);
    assertFault("train_data_batch_1 is a truncated or damaged pickle");
  }

  @Test
  void aMissingBatchIsNamed() throws IOException {
    batches(folder);
    Files.delete(folder.resolve("train_data_batch_7"));
    assertFault("lacks train_data_batch_7; it holds train_data_batch_1, ");
  }

  @Test
  void aSetWithoutTheFirstClassesIsRefused() throws IOException {
    batches(folder);
    Files.write(folder.resolve("val_data"), PickleBytes.python2(new byte[768], 768, 121));
    assertFault("val_data holds no image with a label in 1..120");
  }

  private void refuse(String program, String message) throws IOException {
    write(new PickleBytes().raw("\u0080\u0002" + program).result());
    assertFault(message);
  }

  private void write(byte[] first) throws IOException {
    batches(folder);
    Files.write(folder.resolve("train_data_batch_1"), first);
  }

  private void assertFault(String message) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> DataSets.load("imagenet16-120", folder, ALL))
        .withMessageContaining(message)
        .withMessageNotContaining("\n");
  }

  static void batches(Path folder) throws IOException {
    for (int i = 1; i <= 10; i++) {
      Files.write(folder.resolve("train_data_batch_" + i), batch(i));
    }
    Files.write(folder.resolve("val_data"), batch(0));
  }

  private static byte[] batch(int number) {
    return switch (number % 3) {
      case 0 -> PickleBytes.python2(pixels(), 768, 1, 500, 120);
      case 1 -> PickleBytes.python3Protocol2(pixels(), 768, 1, 500, 120);
      default -> PickleBytes.protocol4(pixels(), 768, 1, 500, 120);
    };
  }

  private static byte[] pixels() {
    byte[] pixels = new byte[3 * 768];
    Seed.of(9).random().nextBytes(pixels);
    return pixels;
  }
}
