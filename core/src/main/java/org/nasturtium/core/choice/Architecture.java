package org.nasturtium.core.choice;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * An architecture is one pick per choice: an immutable value of a few bytes.
 *
 * <p>It knows neither its space nor the names of its picks; {@code SearchSpace.format} writes it as
 * text.
 */
public final class Architecture {
  private final byte[] picks;
  private final int hash;

  private Architecture(byte[] picks) {
    this.picks = picks;
    this.hash = Arrays.hashCode(picks);
  }

  /**
   * Returns the architecture with these picks.
   *
   * @param picks the position of the picked candidate of each choice, 0 to 126
   * @throws IllegalArgumentException if a pick is outside that range
   */
  public static Architecture of(int... picks) {
    byte[] bytes = new byte[picks.length];
    for (int i = 0; i < picks.length; i++) {
      bytes[i] = checked(picks[i]);
    }
    return new Architecture(bytes);
  }

  private static byte checked(int pick) {
    if (pick < 0 || pick >= Choice.MOST_CANDIDATES) {
      throw new IllegalArgumentException(
          "pick " + pick + " is outside 0.." + (Choice.MOST_CANDIDATES - 1));
    }
    return (byte) pick;
  }

  /** Returns the number of choices this architecture decides. */
  public int size() {
    return picks.length;
  }

  /**
   * Returns the pick of a choice.
   *
   * @param choice the position of the choice, from 0
   */
  public int pick(int choice) {
    return picks[choice];
  }

  /** Returns all picks as a new array. */
  public int[] picks() {
    int[] all = new int[picks.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = picks[i];
    }
    return all;
  }

  /**
   * Returns this architecture with one pick replaced.
   *
   * @param choice the position of the choice
   * @param pick the new pick
   */
  public Architecture with(int choice, int pick) {
    byte[] copy = picks.clone();
    copy[choice] = checked(pick);
    return new Architecture(copy);
  }

  /**
   * Returns whether this architecture has exactly one valid pick for each choice.
   *
   * @param choices the choices, in order
   */
  public boolean fits(List<Choice> choices) {
    if (choices.size() != picks.length) {
      return false;
    }
    for (int i = 0; i < picks.length; i++) {
      if (picks[i] >= choices.get(i).size()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the rank of this architecture in the Cartesian product of the choices, the first choice
   * outermost (slowest).
   *
   * @param choices the choices, in order
   * @throws IllegalArgumentException if this architecture does not fit them
   */
  public BigInteger rank(List<Choice> choices) {
    if (!fits(choices)) {
      throw new IllegalArgumentException(this + " does not fit " + choices.size() + " choices");
    }
    BigInteger rank = BigInteger.ZERO;
    for (int i = 0; i < picks.length; i++) {
      rank =
          rank.multiply(BigInteger.valueOf(choices.get(i).size()))
              .add(BigInteger.valueOf(picks[i]));
    }
    return rank;
  }

  /**
   * Returns the architecture of a rank; the inverse of {@link #rank}.
   *
   * @param choices the choices, in order
   * @param rank from 0 to the product of the numbers of candidates, exclusive
   * @throws IllegalArgumentException if the rank is outside that range
   */
  public static Architecture unrank(List<Choice> choices, BigInteger rank) {
    byte[] picks = new byte[choices.size()];
    BigInteger rest = rank;
    for (int i = picks.length - 1; i >= 0; i--) {
      BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(choices.get(i).size()));
      picks[i] = parts[1].byteValue();
      rest = parts[0];
    }
    if (rank.signum() < 0 || rest.signum() != 0) {
      throw new IllegalArgumentException(
          "rank " + rank + " is outside 0.." + product(choices).subtract(BigInteger.ONE));
    }
    return new Architecture(picks);
  }

  /**
   * Returns the size of the Cartesian product of the choices.
   *
   * @param choices the choices
   */
  public static BigInteger product(List<Choice> choices) {
    return choices.stream()
        .map(c -> BigInteger.valueOf(c.size()))
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Architecture that
        && hash == that.hash
        && Arrays.equals(picks, that.picks);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Returns the picks, separated by commas. */
  @Override
  public String toString() {
    return Arrays.toString(picks);
  }
}
