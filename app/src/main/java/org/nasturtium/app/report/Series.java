package org.nasturtium.app.report;

import java.util.List;

/**
 * A series is one line of a chart: a value per epoch.
 *
 * @param name the name of the line
 * @param values the value after epoch 1, 2, ...; NaN where there is none
 */
public record Series(String name, List<Double> values) {
  /** Copies the values. */
  public Series {
    values = List.copyOf(values);
  }

  /** Returns whether there is a value to draw. */
  boolean hasValues() {
    return values.stream().anyMatch(value -> !value.isNaN());
  }
}
