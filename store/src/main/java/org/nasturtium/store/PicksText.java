package org.nasturtium.store;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.nasturtium.core.choice.Architecture;

/** An architecture as text that needs no space to be read: its picks, separated by commas. */
final class PicksText {
  private PicksText() {}

  static String write(Architecture architecture) {
    return Arrays.stream(architecture.picks())
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(","));
  }

  static Architecture read(String text) throws SQLException {
    try {
      return text.isEmpty()
          ? Architecture.of()
          : Architecture.of(
              Arrays.stream(text.split(",", -1)).mapToInt(Integer::parseInt).toArray());
    } catch (IllegalArgumentException e) {
      throw new SQLException("picks: expected numbers separated by commas, found " + text, e);
    }
  }
}
