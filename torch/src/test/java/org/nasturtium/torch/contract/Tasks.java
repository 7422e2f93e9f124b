package org.nasturtium.torch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.nasturtium.core.search.Seed;
import org.nasturtium.torch.data.ImageSet;
import org.nasturtium.torch.data.ImageShape;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;
import org.nasturtium.torch.train.Checkpoint;

/** Made-up images, and what is compared of a run. */
public final class Tasks {
  private Tasks() {}

  /** Returns 8x8 images of random pixels whose labels go round. */
  public static ImageSet noise(int images, int classes, Seed seed) {
    ImageShape shape = new ImageShape(3, 8, 8);
    byte[] pixels = new byte[images * shape.values()];
    seed.random().nextBytes(pixels);
    int[] labels = IntStream.range(0, images).map(i -> i % classes).toArray();
    return ImageSet.of("noise", names(classes), shape, pixels, labels);
  }

  /**
   * Returns 8x8 images of vertical and horizontal stripes of random phase: their mean tells
   * nothing, a convolution everything.
   */
  public static ImageSet stripes(int images, Seed seed) {
    ImageShape shape = new ImageShape(3, 8, 8);
    RandomGenerator random = seed.random();
    byte[] pixels = new byte[images * shape.values()];
    int[] labels = new int[images];
    for (int i = 0; i < images; i++) {
      labels[i] = random.nextInt(2);
      int phase = random.nextInt(2);
      for (int p = 0; p < shape.values(); p++) {
        int along = labels[i] == 0 ? p % 8 : p / 8 % 8;
        int value = (along + phase) % 2 == 0 ? 60 : 190;
        pixels[i * shape.values() + p] = (byte) (value + random.nextInt(40));
      }
    }
    return ImageSet.of("stripes", names(2), shape, pixels, labels);
  }

  private static List<String> names(int classes) {
    return IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
  }

  /** Returns every tensor of a checkpoint, and its progress without the clock. */
  public static Map<String, List<Double>> state(Path checkpoint, Map<String, String> identity) {
    try (StepScope scope = StepScope.open()) {
      Checkpoint saved = Checkpoint.read(checkpoint, identity);
      Map<String, List<Double>> state = new LinkedHashMap<>();
      saved
          .tensors()
          .forEach(
              (name, tensor) ->
                  state.put(
                      name, java.util.Arrays.stream(Tensors.doubles(tensor)).boxed().toList()));
      state.put(saved.progress().replaceAll("\"seconds\":[^,}]*", "\"seconds\":0"), List.of());
      return state;
    }
  }

  /** Checks that two checkpoints hold the same, bit for bit. */
  public static void assertSameState(
      String what, Path got, Path want, Map<String, String> identity) {
    Map<String, List<Double>> left = state(got, identity);
    Map<String, List<Double>> right = state(want, identity);
    assertThat(left.keySet()).as(what).containsExactlyInAnyOrderElementsOf(right.keySet());
    left.forEach(
        (name, values) -> assertThat(values).as("%s: %s", what, name).isEqualTo(right.get(name)));
  }

  /** Lets garbage of earlier tests give its native objects back, so that counts stay put. */
  public static void settle() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(50);
    }
  }
}
