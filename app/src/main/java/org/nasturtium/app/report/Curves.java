package org.nasturtium.app.report;

import java.util.List;

/**
 * Curves are the lines of one chart over the epochs, all of one unit.
 *
 * @param title what the chart shows, for example {@code Search: loss}
 * @param lines the lines, with different names
 */
public record Curves(String title, List<Series> lines) {
  /** Checks and copies the lines. */
  public Curves {
    lines = List.copyOf(lines);
    if (lines.stream().map(Series::name).distinct().count() != lines.size()) {
      throw new IllegalArgumentException("two lines of '" + title + "' have the same name");
    }
  }
}
