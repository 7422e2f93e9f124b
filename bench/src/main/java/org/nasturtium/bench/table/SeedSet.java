package org.nasturtium.bench.table;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A seed set is the trainings that a value comes from: their seeds where the source names them,
 * otherwise only how many there were.
 *
 * @param seeds the seeds, ascending; empty if the source does not name them
 * @param runs the number of trainings; 0 if the source does not say even that
 */
public record SeedSet(List<Integer> seeds, int runs) {
  /** A set of which nothing is known. */
  public static final SeedSet UNKNOWN = new SeedSet(List.of(), 0);

  /** Checks and copies the seeds. */
  public SeedSet {
    seeds = List.copyOf(seeds);
    if (runs < 0 || (!seeds.isEmpty() && seeds.size() != runs)) {
      throw new IllegalArgumentException("%d runs with the seeds %s".formatted(runs, seeds));
    }
  }

  /**
   * Returns the set of some seeds.
   *
   * @param seeds the seeds
   */
  public static SeedSet of(int... seeds) {
    return new SeedSet(IntStream.of(seeds).sorted().boxed().toList(), seeds.length);
  }

  /**
   * Returns a set whose seeds the source does not name.
   *
   * @param runs the number of trainings
   */
  public static SeedSet unnamed(int runs) {
    return new SeedSet(List.of(), runs);
  }

  /** Returns whether the seeds are named. */
  public boolean isNamed() {
    return !seeds.isEmpty();
  }

  @Override
  public String toString() {
    if (isNamed()) {
      return (runs == 1 ? "seed " : "seeds ")
          + seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
    return runs == 0 ? "an unknown number of unnamed seeds" : runs + " unnamed seeds";
  }
}
