package org.nasturtium.core.search;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A seed is a 64-bit root value or a named child of one.
 *
 * <p>Children are derived from <em>names</em>, never from the order of calls, so threads, retries
 * and resumed runs draw the same numbers: {@code seed.child("trial", 17).child("weights")}. Seeds
 * are immutable values.
 *
 * @param value the 64 bits of the seed
 */
public record Seed(long value) {
  private static final RandomGeneratorFactory<RandomGenerator> GENERATOR =
      RandomGeneratorFactory.of("L64X128MixRandom");
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /**
   * Returns the root seed of a value.
   *
   * @param value any 64-bit number
   */
  public static Seed of(long value) {
    return new Seed(value);
  }

  /**
   * Returns the child of this seed that a name stands for.
   *
   * @param name any text; equal names give equal children
   */
  public Seed child(String name) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * FNV_PRIME;
    }
    return new Seed(mix(value + mix(hash)));
  }

  /**
   * Returns the child of this seed that a name and a number stand for.
   *
   * @param name any text
   * @param index any number, such as an epoch or a trial
   */
  public Seed child(String name, long index) {
    return new Seed(mix(child(name).value + mix(index ^ FNV_PRIME)));
  }

  /**
   * Returns a new generator that starts at this seed; equal seeds give equal draws on every Java
   * version.
   */
  public RandomGenerator random() {
    return GENERATOR.create(value);
  }

  /**
   * The finalizer of SplitMix64 (Steele, Lea and Flood, 2014), a bijection that spreads every bit.
   */
  private static long mix(long z) {
    z += 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
