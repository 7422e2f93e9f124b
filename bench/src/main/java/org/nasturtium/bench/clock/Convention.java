package org.nasturtium.bench.clock;

import java.util.Arrays;
import org.nasturtium.core.fault.InvalidInputException;

/** A convention is a side to take where a publication and its authors' code disagree. */
public enum Convention {
  /** As the publication says. */
  AS_PUBLISHED("as-published"),
  /** As the authors' code does. */
  AS_CODED("as-coded");

  private final String label;

  Convention(String label) {
    this.label = label;
  }

  /** Returns the name users type. */
  public String label() {
    return label;
  }

  /**
   * Returns the convention of a name.
   *
   * @param name the name users type
   * @throws InvalidInputException if there is none
   */
  public static Convention byName(String name) {
    return Arrays.stream(values())
        .filter(convention -> convention.label.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "unknown convention '%s'; expected as-published or as-coded".formatted(name)));
  }
}
