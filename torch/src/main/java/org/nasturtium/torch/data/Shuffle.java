package org.nasturtium.torch.data;

import java.util.random.RandomGenerator;

/** The shuffle of Fisher and Yates, from the last place down to the second. */
final class Shuffle {
  private Shuffle() {}

  static void shuffle(int[] values, RandomGenerator random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
  }

  /** Returns 0..size-1 in random order. */
  static int[] permutation(int size, RandomGenerator random) {
    int[] values = new int[size];
    for (int i = 0; i < size; i++) {
      values[i] = i;
    }
    shuffle(values, random);
    return values;
  }
}
