package org.nasturtium.core.space;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * A search space is a set of architectures: the choices they decide and the rules they keep.
 *
 * <p>Most spaces can also build their networks, see {@link NetworkSpace}; a plain list of choices
 * over a benchmark table cannot. Mutate the raw architecture and use the canonical one for identity
 * only. Implementations are immutable and thread-safe.
 */
public interface SearchSpace {
  /** Returns the name users type, for example {@code nats-topology}. */
  String name();

  /** Returns the choices, in the order of an architecture's picks. */
  List<Choice> choices();

  /** Returns the number of architectures. */
  default BigInteger size() {
    return Architecture.product(choices());
  }

  /** Returns whether an architecture belongs to this space. */
  default boolean contains(Architecture architecture) {
    return architecture.fits(choices());
  }

  /**
   * Returns the one representative of the architectures that compute the same thing.
   *
   * @param architecture an architecture of this space
   */
  default Architecture canonical(Architecture architecture) {
    return architecture;
  }

  /**
   * Returns architectures of this space that compute the same as one: all of them where a space
   * knows them, otherwise at least itself.
   *
   * @param architecture an architecture of this space
   */
  default List<Architecture> equivalents(Architecture architecture) {
    return List.of(architecture);
  }

  /** Returns an architecture drawn uniformly. */
  default Architecture sample(RandomGenerator random) {
    List<Choice> choices = choices();
    int[] picks = new int[choices.size()];
    for (int i = 0; i < picks.length; i++) {
      picks[i] = random.nextInt(choices.get(i).size());
    }
    return Architecture.of(picks);
  }

  /**
   * Returns a neighbor: the architecture with one decision changed.
   *
   * @param architecture an architecture of this space
   * @param random where the change is drawn from
   */
  default Architecture mutate(Architecture architecture, RandomGenerator random) {
    List<Choice> choices = choices();
    int open = 0;
    for (Choice choice : choices) {
      open += choice.size() > 1 ? 1 : 0;
    }
    int choice = -1;
    for (int left = random.nextInt(open); left >= 0; left--) {
      do {
        choice++;
      } while (choices.get(choice).size() == 1);
    }
    int pick = random.nextInt(choices.get(choice).size() - 1);
    return architecture.with(choice, pick < architecture.pick(choice) ? pick : pick + 1);
  }

  /**
   * Returns what evolution makes of an architecture in the published code of this space's
   * benchmark; a neighbor where there is no such code, or where it does what {@link #mutate} does.
   *
   * @param architecture an architecture of this space
   * @param random where the change is drawn from
   * @return an architecture of this space; unlike a neighbor, it may be the same one
   */
  default Architecture mutateAsCoded(Architecture architecture, RandomGenerator random) {
    return mutate(architecture, random);
  }

  /**
   * Returns the position of an architecture in the space's own order.
   *
   * @param architecture an architecture of this space
   * @return from 0 to {@link #size}, exclusive
   */
  default BigInteger rank(Architecture architecture) {
    return architecture.rank(choices());
  }

  /**
   * Returns the architecture at a position of the space's own order.
   *
   * @param rank from 0 to {@link #size}, exclusive
   * @throws InvalidInputException if the rank is outside that range
   */
  default Architecture unrank(BigInteger rank) {
    checkRank(rank);
    return Architecture.unrank(choices(), rank);
  }

  /**
   * Checks a rank.
   *
   * @param rank the rank
   * @throws InvalidInputException if it is outside 0..size-1
   */
  default void checkRank(BigInteger rank) {
    if (rank.signum() < 0 || rank.compareTo(size()) >= 0) {
      throw new InvalidInputException(
          "index %s is outside 0..%s of space %s"
              .formatted(rank, size().subtract(BigInteger.ONE), name()));
    }
  }

  /**
   * Returns the text form of an architecture.
   *
   * @param architecture an architecture of this space
   */
  String format(Architecture architecture);

  /**
   * Returns the architecture of a text; the inverse of {@link #format}.
   *
   * @param text the text
   * @throws InvalidInputException if the text is malformed; the message says where and what was
   *     expected
   */
  Architecture parse(String text);

  /**
   * Returns the cells of an architecture for people to look at; none where a space has no cells.
   *
   * @param architecture an architecture of this space
   */
  default List<Cell> cells(Architecture architecture) {
    return List.of();
  }

  /** Returns hand-made or published architectures of this space to compare with, by name. */
  default Map<String, Architecture> references() {
    return Map.of();
  }

  /** Returns all architectures of this space that have names of their own, the references first. */
  default Map<String, Architecture> named() {
    return references();
  }
}
