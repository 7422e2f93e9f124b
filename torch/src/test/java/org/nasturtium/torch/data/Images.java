package org.nasturtium.torch.data;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.nasturtium.core.search.Seed;

/** Small made-up image sets for tests. */
final class Images {
  private Images() {}

  /** Returns images of random pixels whose labels go round. */
  static ImageSet random(int images, int classes, ImageShape shape, long seed) {
    RandomGenerator random = Seed.of(seed).random();
    byte[] pixels = new byte[images * shape.values()];
    random.nextBytes(pixels);
    int[] labels = IntStream.range(0, images).map(i -> i % classes).toArray();
    return ImageSet.of("random", names(classes), shape, pixels, labels);
  }

  static List<String> names(int classes) {
    return IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
  }

  /** Returns the byte at [image, c, y, x] as 0..255. */
  static int pixel(ImageSet set, int image, int c, int y, int x) {
    ImageShape shape = set.shape();
    return set.pixels()[set.offset(image) + (c * shape.height() + y) * shape.width() + x] & 0xff;
  }
}
