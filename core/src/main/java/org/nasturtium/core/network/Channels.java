package org.nasturtium.core.network;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.stream.IntStream;
import org.nasturtium.core.choice.Choice;

/**
 * Channels are the output width of an operation: a number, or an elastic width that a choice
 * decides.
 *
 * <p>In a graph with open decisions an elastic width counts as its widest candidate.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
  @JsonSubTypes.Type(Channels.Fixed.class),
  @JsonSubTypes.Type(Channels.Elastic.class)
})
public sealed interface Channels {
  /** Returns the widest possible width. */
  int widest();

  /**
   * Returns the fixed width an architecture gives.
   *
   * @param picks the pick of a choice, by the choice's name
   */
  Fixed decide(Picks picks);

  /**
   * Returns a fixed width.
   *
   * @param count the number of channels, at least 1
   */
  static Channels of(int count) {
    return new Fixed(count);
  }

  /**
   * Returns an elastic width.
   *
   * @param choice the choice that decides it, with one candidate per width
   * @param widths the widths, in the order of the choice's candidates
   */
  static Channels of(Choice choice, int... widths) {
    if (widths.length != choice.size()) {
      throw new IllegalArgumentException(
          "choice %s has %d candidates but %d widths"
              .formatted(choice.name(), choice.size(), widths.length));
    }
    return new Elastic(choice.name(), IntStream.of(widths).boxed().toList());
  }

  /**
   * A fixed width.
   *
   * @param count the number of channels, at least 1
   */
  record Fixed(int count) implements Channels {
    /** Checks the number. */
    public Fixed {
      if (count < 1) {
        throw new IllegalArgumentException("an operation needs at least 1 channel, not " + count);
      }
    }

    @Override
    public int widest() {
      return count;
    }

    @Override
    public Fixed decide(Picks picks) {
      return this;
    }
  }

  /**
   * A width that a choice decides.
   *
   * @param choice the name of the choice
   * @param widths the width each candidate stands for, at least 1 each
   */
  record Elastic(String choice, List<Integer> widths) implements Channels {
    /** Checks and copies the widths. */
    public Elastic {
      widths = List.copyOf(widths);
      if (widths.isEmpty() || widths.stream().anyMatch(w -> w < 1)) {
        throw new IllegalArgumentException(
            "widths of choice " + choice + " must be at least 1: " + widths);
      }
    }

    @Override
    public int widest() {
      return widths.stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    @Override
    public Fixed decide(Picks picks) {
      return new Fixed(widths.get(picks.of(choice)));
    }
  }
}
