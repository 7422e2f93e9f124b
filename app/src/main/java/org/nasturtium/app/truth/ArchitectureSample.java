package org.nasturtium.app.truth;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.SearchSpace;

/** Draws different architectures uniformly. */
public final class ArchitectureSample {
  /** Spaces up to this size are drawn from by number, larger ones by repeated draws. */
  private static final int MOST_NUMBERED = 1_000_000;

  private ArchitectureSample() {}

  /**
   * Returns some of a list's architectures in the order they are drawn.
   *
   * @param all the architectures
   * @param count how many
   * @param seed where the draws come from
   * @throws IllegalArgumentException if the list has fewer
   */
  public static List<Architecture> of(List<Architecture> all, int count, Seed seed) {
    return positions(all.size(), count, seed).stream().map(all::get).toList();
  }

  /**
   * Returns some of a space's architectures in the order they are drawn.
   *
   * @param space the space
   * @param count how many
   * @param option the option that asked for them, for the message
   * @param seed where the draws come from
   * @throws InvalidInputException if the space has fewer
   */
  public static List<Architecture> of(SearchSpace space, int count, String option, Seed seed) {
    BigInteger size = space.size();
    if (size.compareTo(BigInteger.valueOf(count)) < 0) {
      throw new InvalidInputException(
          "%s %d is more than the %s architectures of space %s"
              .formatted(option, count, size, space.name()));
    }
    if (size.compareTo(BigInteger.valueOf(MOST_NUMBERED)) <= 0) {
      return positions(size.intValueExact(), count, seed).stream()
          .map(rank -> space.unrank(BigInteger.valueOf(rank)))
          .toList();
    }
    RandomGenerator random = seed.random();
    Set<Architecture> drawn = new LinkedHashSet<>();
    while (drawn.size() < count) {
      drawn.add(space.sample(random));
    }
    return List.copyOf(drawn);
  }

  /** The first steps of the shuffle of Fisher and Yates. */
  private static List<Integer> positions(int size, int count, Seed seed) {
    if (count > size) {
      throw new IllegalArgumentException("%d of %d cannot be drawn".formatted(count, size));
    }
    RandomGenerator random = seed.random();
    List<Integer> all = new ArrayList<>(IntStream.range(0, size).boxed().toList());
    for (int i = 0; i < count; i++) {
      Collections.swap(all, i, random.nextInt(i, size));
    }
    return all.subList(0, count);
  }
}
