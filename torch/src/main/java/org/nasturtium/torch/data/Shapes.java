package org.nasturtium.torch.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.search.Seed;

/**
 * A generated data set of ten classes: five silhouettes, each filled with one of two textures, at
 * random place, size, angle and colors among clutter and noise.
 *
 * <p>It needs no file, and is made so that color and single pixels say next to nothing: a network
 * has to see the fine texture and the outline as a whole. Image i of a part depends on the seed and
 * i alone; its class is i modulo 10.
 */
final class Shapes implements DataSource {
  static final String NAME = "shapes";
  private static final int DEFAULT_SIDE = 32;
  private static final int DEFAULT_TRAIN = 10_000;
  private static final int DEFAULT_TEST = 2_000;
  private static final List<Kind> KINDS = kinds();

  @Override
  public ImageData load(@Nullable Path folder, DataSets.Request request) {
    int side = request.side().orElse(DEFAULT_SIDE);
    Seed seed = request.seed();
    ImageSet train = generate("train", request.trainImages().orElse(DEFAULT_TRAIN), side, seed);
    ImageSet test = generate("test", request.testImages().orElse(DEFAULT_TEST), side, seed);
    return new ImageData(NAME, train, test, Normalization.of(train), Augmentation.standard(side));
  }

  static ImageSet generate(String part, int images, int side, Seed seed) {
    ImageShape shape = new ImageShape(3, side, side);
    byte[] pixels = new byte[PixelCount.bytes(NAME, images, shape)];
    int[] labels = new int[images];
    List<String> classes = KINDS.stream().map(Kind::toString).toList();
    IntStream.range(0, images)
        .parallel()
        .forEach(
            i -> {
              labels[i] = i % KINDS.size();
              new ShapesImage(side, seed.child(NAME + "/" + part, i).random())
                  .draw(KINDS.get(labels[i]), pixels, i * shape.values());
            });
    return ImageSet.owning(NAME + " " + part, classes, shape, pixels, labels);
  }

  private static List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    for (Silhouette silhouette : Silhouette.values()) {
      for (Texture texture : Texture.values()) {
        kinds.add(new Kind(silhouette, texture));
      }
    }
    return List.copyOf(kinds);
  }

  /** What an image shows, and so its class. */
  record Kind(Silhouette silhouette, Texture texture) {
    @Override
    public String toString() {
      return (texture + " " + silhouette).toLowerCase(Locale.ROOT);
    }
  }
}
