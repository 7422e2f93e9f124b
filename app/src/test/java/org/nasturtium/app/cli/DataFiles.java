package org.nasturtium.app.cli;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.nasturtium.core.search.Seed;

/** Writes small data sets of random pixels in their official forms. */
final class DataFiles {
  private static final int SIDE = 28;

  private DataFiles() {}

  private static byte[] noise(int length, int label) {
    byte[] bytes = new byte[length];
    RandomGenerator random = Seed.of(7).child("noise", label).random();
    random.nextBytes(bytes);
    return bytes;
  }

  /** Writes a data set of the MNIST family; the test files are compressed. */
  static Path mnist(Path folder, int train, int test) throws IOException {
    Files.createDirectories(folder);
    idx(
        folder.resolve("train-images-idx3-ubyte"),
        folder.resolve("train-labels-idx1-ubyte"),
        train);
    idx(
        folder.resolve("t10k-images-idx3-ubyte.gz"),
        folder.resolve("t10k-labels-idx1-ubyte.gz"),
        test);
    return folder;
  }

  private static void idx(Path images, Path labels, int count) throws IOException {
    ByteBuffer pixels = ByteBuffer.allocate(16 + count * SIDE * SIDE);
    pixels.putInt(0x0803).putInt(count).putInt(SIDE).putInt(SIDE);
    ByteBuffer classes = ByteBuffer.allocate(8 + count);
    classes.putInt(0x0801).putInt(count);
    for (int i = 0; i < count; i++) {
      pixels.put(noise(SIDE * SIDE, i));
      classes.put((byte) (i % 10));
    }
    write(images, pixels.array());
    write(labels, classes.array());
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    if (!file.toString().endsWith(".gz")) {
      Files.write(file, bytes);
      return;
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(bytes);
    }
  }

  /** Writes CIFAR-10 with so many records in each of its six files. */
  static Path cifar10(Path folder, int records) throws IOException {
    Files.createDirectories(folder);
    for (String name :
        List.of(
            "data_batch_1",
            "data_batch_2",
            "data_batch_3",
            "data_batch_4",
            "data_batch_5",
            "test_batch")) {
      Files.write(folder.resolve(name + ".bin"), cifar(records, 10));
    }
    return folder;
  }

  /** Writes CIFAR-100 with so many records in its two files. */
  static Path cifar100(Path folder, int train, int test) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("train.bin"), cifar(train, 20, 100));
    Files.write(folder.resolve("test.bin"), cifar(test, 20, 100));
    return folder;
  }

  private static byte[] cifar(int records, int... labels) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < records; i++) {
      for (int limit : labels) {
        bytes.write(i % limit);
      }
      bytes.writeBytes(noise(3072, i));
    }
    return bytes.toByteArray();
  }

  /** Writes a folder of PNG files for each class, of different sizes. */
  static Path images(Path folder, int perClass, String... classes) throws IOException {
    for (String name : classes) {
      Path place = Files.createDirectories(folder.resolve(name));
      for (int i = 0; i < perClass; i++) {
        BufferedImage image = new BufferedImage(20 + i, 24, BufferedImage.TYPE_INT_RGB);
        image.setRGB(i, i, 0xffffff);
        image.setRGB(10, name.length(), 0xff0000);
        ImageIO.write(image, "png", place.resolve(i + ".png").toFile());
      }
    }
    return folder;
  }
}
