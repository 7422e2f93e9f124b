package org.nasturtium.torch.data;

import java.util.Arrays;
import org.nasturtium.core.search.Seed;

/**
 * The images of each class, every class in its own random order; what balanced subsets are drawn
 * from.
 */
final class ClassRoster {
  private final int[][] images;

  private ClassRoster(int[][] images) {
    this.images = images;
  }

  static ClassRoster of(ImageSet set, Seed seed) {
    int[] counts = new int[set.classes()];
    for (int i = 0; i < set.size(); i++) {
      counts[set.label(i)]++;
    }
    int[][] images = new int[set.classes()][];
    Arrays.setAll(images, c -> new int[counts[c]]);
    int[] filled = new int[set.classes()];
    for (int i = 0; i < set.size(); i++) {
      int label = set.label(i);
      images[label][filled[label]++] = i;
    }
    for (int c = 0; c < images.length; c++) {
      Shuffle.shuffle(images[c], seed.child("class", c).random());
    }
    return new ClassRoster(images);
  }

  /** Returns all images: the first of every class, then the second of every class, and so on. */
  int[] interleaved() {
    int total = Arrays.stream(images).mapToInt(list -> list.length).sum();
    int[] order = new int[total];
    int filled = 0;
    for (int round = 0; filled < total; round++) {
      for (int[] list : images) {
        if (round < list.length) {
          order[filled++] = list[round];
        }
      }
    }
    return order;
  }

  /** Returns the first part of every class, rounded to the nearest image, in ascending order. */
  int[] leading(double fraction) {
    return Arrays.stream(images)
        .flatMapToInt(list -> Arrays.stream(list, 0, (int) Math.round(fraction * list.length)))
        .sorted()
        .toArray();
  }
}
