package org.nasturtium.app.cli;

import org.jspecify.annotations.Nullable;
import org.nasturtium.core.fault.InvalidInputException;

/** Reads how many validation images score an architecture: a number, or {@code all}. */
final class ScoreImages {
  private static final String ALL = "all";

  private ScoreImages() {}

  /**
   * Returns the number, 0 for all.
   *
   * @param option the option's name, for the message
   * @param text what was typed
   * @throws InvalidInputException if it is neither a positive number nor {@code all}
   */
  static int parse(String option, String text) {
    if (text.equals(ALL)) {
      return 0;
    }
    try {
      int images = Integer.parseInt(text);
      if (images >= 1) {
        return images;
      }
    } catch (NumberFormatException e) {
      throw wrong(option, text, e);
    }
    throw wrong(option, text, null);
  }

  private static InvalidInputException wrong(
      String option, String text, @Nullable Throwable cause) {
    String message = "%s '%s': expected a number of at least 1, or all".formatted(option, text);
    return cause == null
        ? new InvalidInputException(message)
        : new InvalidInputException(message, cause);
  }
}
