package org.nasturtium.core.graph;

import java.math.BigInteger;

/**
 * The Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998) as CPython's {@code random} module
 * seeds and reads it.
 *
 * <p>Published orders and splits were drawn with it: the index order of the NATS-Bench topology
 * space (seed 88) and the CIFAR-10 halves (seed 1021). It serves nothing else; our own draws come
 * from {@code Seed}. Not thread-safe.
 */
public final class MersenneTwister {
  private static final int N = 624;
  private static final int M = 397;
  private static final int UPPER = 0x80000000;
  private static final int LOWER = 0x7fffffff;
  private static final int MATRIX = 0x9908b0df;

  private final int[] state = new int[N];
  private int next = N;

  /**
   * Creates a generator in the state of {@code random.seed(seed)}.
   *
   * @param seed any number; like CPython, this seeds with the absolute value
   */
  public MersenneTwister(long seed) {
    this(BigInteger.valueOf(seed));
  }

  /**
   * Creates a generator in the state of {@code random.seed(seed)}.
   *
   * @param seed any integer, however long; like CPython, this seeds with the absolute value
   */
  public MersenneTwister(BigInteger seed) {
    initialize(19650218);
    mix(words(seed.abs()));
  }

  /** Cuts a number into words of 32 bits, the lowest first. */
  private static int[] words(BigInteger magnitude) {
    int[] words = new int[Math.max(1, (magnitude.bitLength() + 31) / 32)];
    for (int i = 0; i < words.length; i++) {
      words[i] = magnitude.shiftRight(32 * i).intValue();
    }
    return words;
  }

  private void initialize(int seed) {
    state[0] = seed;
    for (int i = 1; i < N; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  private void mix(int[] key) {
    int i = 1;
    int j = 0;
    for (int k = Math.max(N, key.length); k > 0; k--) {
      state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1664525)) + key[j] + j;
      i = advance(i);
      j = (j + 1) % key.length;
    }
    for (int k = N - 1; k > 0; k--) {
      state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1566083941)) - i;
      i = advance(i);
    }
    state[0] = UPPER;
  }

  private int advance(int i) {
    if (i + 1 < N) {
      return i + 1;
    }
    state[0] = state[N - 1];
    return 1;
  }

  /** Returns the next 32-bit word. */
  public int nextWord() {
    if (next == N) {
      twist();
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  private void twist() {
    for (int i = 0; i < N; i++) {
      int y = (state[i] & UPPER) | (state[(i + 1) % N] & LOWER);
      state[i] = state[(i + M) % N] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : MATRIX);
    }
    next = 0;
  }

  /**
   * Returns {@code random.getrandbits(bits)}.
   *
   * @param bits from 1 to 32
   */
  public long bits(int bits) {
    return Integer.toUnsignedLong(nextWord()) >>> (32 - bits);
  }

  /**
   * Returns {@code random.getrandbits(bits)} of any width: whole words, the lowest first, and the
   * high bits of a last one.
   *
   * @param bits at least 1
   */
  public BigInteger wideBits(int bits) {
    BigInteger drawn = BigInteger.ZERO;
    for (int low = 0; low < bits; low += 32) {
      drawn = drawn.or(BigInteger.valueOf(bits(Math.min(32, bits - low))).shiftLeft(low));
    }
    return drawn;
  }

  /**
   * Returns a number below a bound as CPython's {@code randrange} draws it.
   *
   * @param bound at least 1
   */
  public int below(int bound) {
    int bits = 32 - Integer.numberOfLeadingZeros(bound);
    long drawn = bits(bits);
    while (drawn >= bound) {
      drawn = bits(bits);
    }
    return (int) drawn;
  }

  /** Returns {@code random.random()}, a number in [0, 1). */
  public double nextDouble() {
    long high = Integer.toUnsignedLong(nextWord()) >>> 5;
    long low = Integer.toUnsignedLong(nextWord()) >>> 6;
    return (high * 67108864.0 + low) / 9007199254740992.0;
  }

  /**
   * Shuffles as {@code random.shuffle} does.
   *
   * @param values the numbers, shuffled in place
   */
  public void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = below(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }
}
