package org.nasturtium.torch.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.Seed;

/**
 * Damaged files are refused in one line, or read if the damage does not show; nothing else may
 * happen.
 */
@Timeout(120)
final class DataFuzzTest {
  private static final DataSets.Request ALL = DataSets.Request.of(Seed.of(1)).withSide(8);

  @TempDir Path folder;

  @Test
  void cifarSurvivesDamage() throws IOException {
    CifarTest.cifar10(folder);
    assertThat(damage("cifar10", 150)).isPositive();
  }

  @Test
  void idxSurvivesDamage() throws IOException {
    IdxTest.mnist(folder);
    assertThat(damage("mnist", 600)).isPositive();
  }

  @Test
  void picklesSurviveDamage() throws IOException {
    ImageNet16Test.batches(folder);
    assertThat(damage("imagenet16-120", 300)).isPositive();
  }

  @Test
  void imagesSurviveDamage() throws IOException {
    ImageFolderTest.twoClasses(folder, 2);
    assertThat(damage("image-folder", 250)).isPositive();
  }

  /** Returns how many of the damaged copies were refused. */
  private int damage(String name, int rounds) throws IOException {
    List<Path> files = files();
    int refused = 0;
    for (long seed = 0; seed < rounds; seed++) {
      RandomGenerator random = Seed.of(seed).random();
      Path file = files.get(random.nextInt(files.size()));
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, damaged(whole, random));
      refused += isRefused(name, seed, file) ? 1 : 0;
      Files.write(file, whole);
    }
    assertThat(isRefused(name, -1, folder)).as("whole again").isFalse();
    return refused;
  }

  private boolean isRefused(String name, long seed, Path file) {
    try {
      DataSets.load(name, folder, ALL);
      return false;
    } catch (InvalidInputException e) {
      assertThat(e).as("seed %d, %s", seed, file).hasMessageNotContaining("\n");
      return true;
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed " + seed + ", " + file, e);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static byte[] damaged(byte[] whole, RandomGenerator random) {
    if (random.nextInt(3) == 0) {
      return Arrays.copyOf(whole, random.nextInt(whole.length));
    }
    byte[] bytes = whole.clone();
    int reach = random.nextBoolean() ? Math.min(120, bytes.length) : bytes.length;
    for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
      bytes[random.nextInt(reach)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
