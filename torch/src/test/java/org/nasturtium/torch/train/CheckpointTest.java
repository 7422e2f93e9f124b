package org.nasturtium.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.file.DurableFile;
import org.nasturtium.torch.contract.Engines;
import org.nasturtium.torch.contract.Numbers;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;

final class CheckpointTest {
  private static final Map<String, String> IDENTITY =
      Map.of("kind", "search", "space", "nats-topology", "method", "gdas", "seed", "1");
  private static final double[] VALUES = {1.0 / 3, -0.0, 1e300, Double.MIN_VALUE, Math.PI, 42};
  private static final String PROGRESS = "{\"epoch\":3,\"note\":\"Grüße\"}";

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    Engines.exact();
    file = folder.resolve("run.checkpoint");
    try (StepScope scope = StepScope.open()) {
      new Checkpoint(IDENTITY, PROGRESS, tensors()).write(file);
    }
  }

  private static Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("network.a", Tensors.of(VALUES, 2, 3));
    tensors.put("network.b", Tensors.of(new float[] {0.1f, Float.NaN, -0f, 3e38f}, 4));
    tensors.put("adam.steps.a", Tensors.of(new double[] {7}, 1));
    tensors.put("scalar", Tensors.of(new double[] {5}));
    return tensors;
  }

  @Test
  void everyTensorComesBackBitForBit() {
    try (StepScope scope = StepScope.open()) {
      Checkpoint read = Checkpoint.read(file, IDENTITY);
      assertThat(read.progress()).isEqualTo(PROGRESS);
      assertThat(read.tensors().keySet()).containsExactlyElementsOf(tensors().keySet());
      tensors()
          .forEach(
              (name, want) -> {
                Tensor got = Numbers.named(read.tensors(), name);
                assertThat(got.scalar_type().intern()).isEqualTo(want.scalar_type().intern());
                assertThat(Tensors.shape(got)).isEqualTo(Tensors.shape(want));
                assertThat(Tensors.doubles(got)).isEqualTo(Tensors.doubles(want));
              });
      assertThat(read.part("network.")).containsOnlyKeys("a", "b");
    }
  }

  @Test
  void aChannelsLastTensorIsSavedInTheOrderOfItsAxes() throws IOException {
    try (StepScope scope = StepScope.open()) {
      Tensor map =
          Numbers.batch(
              Engines.fast(),
              2,
              new org.nasturtium.core.network.Shape(3, 4, 5),
              org.nasturtium.core.search.Seed.of(1).random());
      new Checkpoint(IDENTITY, "{}", Map.of("map", map)).write(file);
      Tensor got = Numbers.named(Checkpoint.read(file, IDENTITY).tensors(), "map");
      assertThat(got.scalar_type().intern()).isEqualTo(ScalarType.Float);
      assertThat(Tensors.floats(got)).isEqualTo(Tensors.floats(map));
    }
  }

  @Test
  void theCheckpointOfAnotherRunIsRefusedByTheKeyThatDiffers() {
    for (String key : IDENTITY.keySet()) {
      Map<String, String> other = new LinkedHashMap<>(IDENTITY);
      other.put(key, "another");
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> Checkpoint.read(file, other))
          .withMessageContaining("belongs to another run")
          .withMessageContaining("its " + key + " is " + IDENTITY.get(key) + ", expected another")
          .withMessageContaining(file.toString());
    }
    Map<String, String> more = new LinkedHashMap<>(IDENTITY);
    more.put("data", "cifar10");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Checkpoint.read(file, more))
        .withMessageContaining("its data is none, expected cifar10");
  }

  @Test
  void anotherVersionIsNamed() throws IOException {
    archive("identity.json", "{\"format\":\"nasturtium-checkpoint-99\"}");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Checkpoint.read(file, IDENTITY))
        .withMessageContaining("format nasturtium-checkpoint-99, expected nasturtium-checkpoint-1");
  }

  @Test
  void anArchiveOfOtherContentIsDamaged() throws IOException {
    for (String identity : new String[] {"null", "[]", "{", "{\"format\":null}", "7"}) {
      archive("identity.json", identity);
      assertRefused(identity);
    }
    String marked = "{\"format\":\"nasturtium-checkpoint-1\",\"kind\":\"search\"";
    for (String index :
        new String[] {
          "null",
          "[null]",
          "{}",
          "[{}]",
          "[{\"name\":\"a\",\"type\":\"f32\",\"shape\":[-1]}]",
          "[{\"name\":\"a\",\"type\":\"f32\",\"shape\":[0]}]",
          "[{\"name\":\"a\",\"type\":\"f32\",\"shape\":[1]}]",
          "[{\"name\":\"a\",\"type\":\"f32\",\"shape\":[9]}]",
          "[{\"name\":\"a\",\"type\":\"f64\",\"shape\":[300000000]}]",
          "[{\"name\":\"a\",\"type\":\"f64\",\"shape\":[4000000000,4000000000]}]",
          "[{\"name\":\"a\",\"type\":\"i8\",\"shape\":[1]}]",
          "[{\"name\":\"a\",\"type\":\"f32\",\"shape\":[null]}]",
          "[{\"type\":\"f32\",\"shape\":[1]}]",
          "[]"
        }) {
      archive(
          "identity.json",
          marked + "}",
          "progress.json",
          "{}",
          "tensors.json",
          index,
          "tensors.bin",
          "12345678");
      try (StepScope scope = StepScope.open()) {
        assertThatExceptionOfType(InvalidInputException.class)
            .as(index)
            .isThrownBy(() -> Checkpoint.read(file, Map.of("kind", "search")))
            .withMessageContaining(file.toString());
      }
    }
  }

  private void archive(String... entries) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < entries.length; i += 2) {
        zip.putNextEntry(new ZipEntry(entries[i]));
        zip.write(entries[i + 1].getBytes(java.nio.charset.StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
  }

  private void assertRefused(String what) {
    try (StepScope scope = StepScope.open()) {
      assertThatExceptionOfType(InvalidInputException.class)
          .as(what)
          .isThrownBy(() -> Checkpoint.read(file, IDENTITY))
          .withMessageContaining(file.toString())
          .satisfies(fault -> assertThat(fault.getMessage()).hasLineCount(1));
    }
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Checkpoint.read(folder.resolve("none"), IDENTITY))
        .withMessageContaining("no checkpoint at");
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += 3) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertRefused("cut to " + length + " of " + whole.length + " bytes");
    }
  }

  @Test
  void noFlippedBitGoesUnnoticed() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    int refused = 0;
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << at % 8);
      Files.write(file, flipped);
      try (StepScope scope = StepScope.open()) {
        Checkpoint read = Checkpoint.read(file, IDENTITY);
        assertSame(read, at);
      } catch (InvalidInputException e) {
        assertThat(e.getMessage()).hasLineCount(1).contains(file.toString());
        refused++;
      }
    }
    assertThat(refused).as("of %d flips", whole.length).isGreaterThan(whole.length / 3);
  }

  /** A flip that is not refused hit what no reader uses, such as the time of an entry. */
  private static void assertSame(Checkpoint read, int at) {
    assertThat(read.progress()).as("flip at %d", at).isEqualTo(PROGRESS);
    tensors()
        .forEach(
            (name, want) ->
                assertThat(Tensors.doubles(Numbers.named(read.tensors(), name)))
                    .as("flip at %d: %s", at, name)
                    .isEqualTo(Tensors.doubles(want)));
  }

  @Test
  void aFileOfAnythingElseIsRefused() throws IOException {
    for (String text : new String[] {"", "PK", "hello", "\0\0\0"}) {
      Files.writeString(file, text);
      assertRefused(text);
    }
  }

  @Test
  void aWriteThatFailsMidwayLeavesTheOldCheckpoint() throws IOException {
    byte[] before = Files.readAllBytes(file);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                DurableFile.write(
                    file,
                    output -> {
                      output.write(new byte[1 << 18]);
                      throw new IOException("No space left on device");
                    }));
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }
}
