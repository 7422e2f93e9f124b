package org.nasturtium.bench.table;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.space.SearchSpace;

/**
 * The rows of a table: which architecture stands in which, and under which index users know it.
 * Immutable and thread-safe.
 */
public sealed interface Rows {
  /** Returns the number of rows. */
  int size();

  /**
   * Returns the index of a row.
   *
   * @param row from 0 to {@link #size}, exclusive
   */
  int index(int row);

  /**
   * Returns the row of an index, if the table has it.
   *
   * @param index the index
   */
  OptionalInt rowOfIndex(int index);

  /**
   * Returns the architecture of a row.
   *
   * @param row from 0 to {@link #size}, exclusive
   */
  Architecture architecture(int row);

  /**
   * Returns the row of an architecture, if the table has it.
   *
   * @param architecture an architecture of the table's space
   */
  OptionalInt row(Architecture architecture);

  /**
   * Returns rows whose index is the rank of their architecture in its space.
   *
   * @param space the space
   * @param indices the ranks, ascending, not to be changed afterward
   */
  static Rows ranked(SearchSpace space, int[] indices) {
    return new Ranked(space, indices);
  }

  /**
   * Returns rows for all architectures of a space, in the order of their ranks.
   *
   * @param space the space
   */
  static Rows all(SearchSpace space) {
    return new Ranked(space, IntStream.range(0, space.size().intValueExact()).toArray());
  }

  /**
   * Returns rows in an order of their own: the index is the row.
   *
   * @param space the space
   * @param architectures the architecture of each row, all different
   * @param identity whether equivalent architectures share a row
   */
  static Rows listed(SearchSpace space, List<Architecture> architectures, Identity identity) {
    return new Listed(space, List.copyOf(architectures), identity);
  }

  /** Which architectures share a row. */
  enum Identity {
    /** Equal ones only: equivalent ones were trained apart. */
    RAW,
    /** Equivalent ones: the row holds one of them. */
    CANONICAL
  }

  /** Rows whose index is the rank of their architecture. */
  final class Ranked implements Rows {
    private final SearchSpace space;
    private final int[] indices;
    private final boolean complete;

    Ranked(SearchSpace space, int[] indices) {
      this.space = space;
      this.indices = indices;
      for (int i = 0; i < indices.length; i++) {
        if (indices[i] < 0 || (i > 0 && indices[i] <= indices[i - 1])) {
          throw new IllegalArgumentException("row " + i + ": indices must ascend from 0");
        }
      }
      int most = indices.length == 0 ? -1 : indices[indices.length - 1];
      if (BigInteger.valueOf(most).compareTo(space.size()) >= 0) {
        throw new IllegalArgumentException(
            "index %d is beyond the %s of space %s".formatted(most, space.size(), space.name()));
      }
      this.complete = most == indices.length - 1;
    }

    @Override
    public int size() {
      return indices.length;
    }

    @Override
    public int index(int row) {
      return indices[row];
    }

    @Override
    public OptionalInt rowOfIndex(int index) {
      if (complete) {
        return index >= 0 && index < indices.length ? OptionalInt.of(index) : OptionalInt.empty();
      }
      int row = Arrays.binarySearch(indices, index);
      return row >= 0 ? OptionalInt.of(row) : OptionalInt.empty();
    }

    @Override
    public Architecture architecture(int row) {
      return space.unrank(BigInteger.valueOf(indices[row]));
    }

    @Override
    public OptionalInt row(Architecture architecture) {
      BigInteger rank = space.rank(architecture);
      return rank.bitLength() < Integer.SIZE ? rowOfIndex(rank.intValue()) : OptionalInt.empty();
    }
  }

  /** Rows in an order of their own. */
  final class Listed implements Rows {
    private final SearchSpace space;
    private final List<Architecture> architectures;
    private final Identity identity;
    private volatile @Nullable Map<Architecture, Integer> rowOf;

    Listed(SearchSpace space, List<Architecture> architectures, Identity identity) {
      this.space = space;
      this.architectures = architectures;
      this.identity = identity;
    }

    /** Returns which architectures share a row. */
    public Identity identity() {
      return identity;
    }

    @Override
    public int size() {
      return architectures.size();
    }

    @Override
    public int index(int row) {
      return row;
    }

    @Override
    public OptionalInt rowOfIndex(int index) {
      return index >= 0 && index < size() ? OptionalInt.of(index) : OptionalInt.empty();
    }

    @Override
    public Architecture architecture(int row) {
      return architectures.get(row);
    }

    @Override
    public OptionalInt row(Architecture architecture) {
      Integer row = rowOf().get(key(architecture));
      return row == null ? OptionalInt.empty() : OptionalInt.of(row);
    }

    private Architecture key(Architecture architecture) {
      return identity == Identity.RAW ? architecture : space.canonical(architecture);
    }

    private Map<Architecture, Integer> rowOf() {
      Map<Architecture, Integer> known = rowOf;
      if (known == null) {
        known = new HashMap<>(size() * 2);
        for (int row = 0; row < size(); row++) {
          known.put(key(architectures.get(row)), row);
        }
        rowOf = known;
      }
      return known;
    }
  }
}
