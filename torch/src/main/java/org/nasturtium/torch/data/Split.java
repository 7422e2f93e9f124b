package org.nasturtium.torch.data;

import java.util.Arrays;
import org.nasturtium.core.search.Seed;

/**
 * A split is two disjoint lists of image indices: one part to train on and one part to validate on.
 *
 * <p>A published split is given by its lists; the other factories draw one by a named seed.
 */
public final class Split {
  private final int[] first;
  private final int[] second;

  private Split(int[] first, int[] second) {
    this.first = first;
    this.second = second;
  }

  /**
   * Returns the split with the given parts.
   *
   * @param first indices of the first part
   * @param second indices of the second part
   * @throws IllegalArgumentException if an index is negative or stands in the lists twice
   */
  public static Split of(int[] first, int[] second) {
    int[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    Arrays.sort(all);
    for (int i = 0; i < all.length; i++) {
      if (all[i] < 0) {
        throw new IllegalArgumentException("a split holds indices from 0, got " + all[i]);
      }
      if (i > 0 && all[i] == all[i - 1]) {
        throw new IllegalArgumentException("image " + all[i] + " stands in the split twice");
      }
    }
    return new Split(first.clone(), second.clone());
  }

  /**
   * Returns a random split into two halves, each in ascending order; the second is the larger one
   * if the size is odd.
   *
   * @param size the number of images, at least 2
   * @param seed decides who goes where
   * @throws IllegalArgumentException if {@code size} is below 2
   */
  public static Split halves(int size, Seed seed) {
    if (size < 2) {
      throw new IllegalArgumentException("halves need at least 2 images, got " + size);
    }
    int[] order = Shuffle.permutation(size, seed.child("halves").random());
    int[] first = Arrays.copyOf(order, size / 2);
    int[] second = Arrays.copyOfRange(order, size / 2, size);
    Arrays.sort(first);
    Arrays.sort(second);
    return new Split(first, second);
  }

  /**
   * Returns a random split that takes the same fraction of every class into the first part, rounded
   * to whole images.
   *
   * @param set the images to split
   * @param fraction the share of the first part, in (0, 1)
   * @param seed decides who goes where
   * @throws IllegalArgumentException if the fraction is out of range
   */
  public static Split stratified(ImageSet set, double fraction, Seed seed) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException("a fraction is between 0 and 1, got " + fraction);
    }
    int[] first = ClassRoster.of(set, seed.child("stratified")).leading(fraction);
    boolean[] taken = new boolean[set.size()];
    for (int image : first) {
      taken[image] = true;
    }
    int[] second = new int[set.size() - first.length];
    int filled = 0;
    for (int i = 0; i < taken.length; i++) {
      if (!taken[i]) {
        second[filled++] = i;
      }
    }
    return new Split(first, second);
  }

  /** Returns a copy of the first part's indices. */
  public int[] first() {
    return first.clone();
  }

  /** Returns a copy of the second part's indices. */
  public int[] second() {
    return second.clone();
  }

  /**
   * Returns the first part of a set.
   *
   * @throws IllegalArgumentException if the set is smaller than the split
   */
  public ImageSet first(ImageSet set) {
    return set.subset(first);
  }

  /**
   * Returns the second part of a set.
   *
   * @throws IllegalArgumentException if the set is smaller than the split
   */
  public ImageSet second(ImageSet set) {
    return set.subset(second);
  }
}
