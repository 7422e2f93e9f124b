package org.nasturtium.bench.table;

import org.nasturtium.core.fault.InvalidInputException;

/** A selection of seeds says which of the stored trainings of an architecture are asked for. */
public sealed interface Seeds {
  /** Returns the mean over all stored trainings. */
  static Seeds mean() {
    return Mean.OVER_ALL;
  }

  /** Returns every stored training by itself. */
  static Seeds each() {
    return Each.BY_ITSELF;
  }

  /**
   * Returns one training.
   *
   * @param seed its seed, as the benchmark numbers it, for example 777
   */
  static Seeds one(int seed) {
    return new One(seed);
  }

  /**
   * Returns the selection of a text.
   *
   * @param text {@code mean}, {@code each} or a seed
   * @throws InvalidInputException if it is something else
   */
  static Seeds parse(String text) {
    if (text.equals("mean")) {
      return mean();
    }
    if (text.equals("each")) {
      return each();
    }
    try {
      return one(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      throw new InvalidInputException(
          "seeds '%s' is neither mean, each nor a seed".formatted(text), e);
    }
  }

  /** The mean over all stored trainings. */
  enum Mean implements Seeds {
    /** The only one. */
    OVER_ALL
  }

  /** Every stored training by itself. */
  enum Each implements Seeds {
    /** The only one. */
    BY_ITSELF
  }

  /**
   * One training.
   *
   * @param seed its seed
   */
  record One(int seed) implements Seeds {}
}
