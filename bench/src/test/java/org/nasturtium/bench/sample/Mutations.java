package org.nasturtium.bench.sample;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Damages bytes as disks, networks and attackers do. */
public final class Mutations {
  private static final int[] NASTY = {0, 1, 0x7f, 0x80, 0xff, 0x28, 0x2e, 0x52, 0x5d, 0x7d, 0x94};

  private Mutations() {}

  /** Returns damaged bytes; the given ones stay as they are. */
  public static byte[] of(byte[] bytes, RandomGenerator random) {
    byte[] damaged = bytes.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      damaged = once(damaged, random);
    }
    return damaged;
  }

  private static byte[] once(byte[] bytes, RandomGenerator random) {
    if (bytes.length < 8) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    int length = 1 + random.nextInt(Math.min(16, bytes.length - at));
    return switch (random.nextInt(7)) {
      case 0 -> flip(bytes, at, random);
      case 1 -> Arrays.copyOf(bytes, at);
      case 2 -> joined(bytes, at, at + length, new byte[0]);
      case 3 -> joined(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
      case 4 -> joined(bytes, at, at + length, nasty(length, random));
      case 5 -> joined(bytes, at, at, nasty(length, random));
      default -> swapped(bytes, at, random.nextInt(bytes.length));
    };
  }

  private static byte[] flip(byte[] bytes, int at, RandomGenerator random) {
    bytes[at] ^= (byte) (1 << random.nextInt(8));
    return bytes;
  }

  private static byte[] swapped(byte[] bytes, int first, int second) {
    byte kept = bytes[first];
    bytes[first] = bytes[second];
    bytes[second] = kept;
    return bytes;
  }

  private static byte[] nasty(int length, RandomGenerator random) {
    byte[] nasty = new byte[length];
    for (int i = 0; i < length; i++) {
      nasty[i] = (byte) NASTY[random.nextInt(NASTY.length)];
    }
    return nasty;
  }

  private static byte[] joined(byte[] bytes, int from, int to, byte[] middle) {
    byte[] all = Arrays.copyOf(bytes, from + middle.length + bytes.length - to);
    System.arraycopy(middle, 0, all, from, middle.length);
    System.arraycopy(bytes, to, all, from + middle.length, bytes.length - to);
    return all;
  }
}
