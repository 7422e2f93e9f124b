package org.nasturtium.core.trial;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A measurement is what an evaluation found: finite values of metrics by name, and what it cost.
 *
 * @param values the values, in the units of their metrics, by the names of the metrics
 * @param seconds the cost in seconds, real or simulated, not negative
 */
public record Measurement(SortedMap<String, Double> values, double seconds) {
  /** Checks that all numbers are finite, and copies the map. */
  public Measurement {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    values.forEach(
        (name, value) -> {
          if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + ", not a finite number");
          }
        });
    if (!(seconds >= 0 && Double.isFinite(seconds))) {
      throw new IllegalArgumentException("a cost of " + seconds + " seconds is not possible");
    }
  }

  /**
   * Returns the measurement of one metric.
   *
   * @param metric the metric
   * @param value its value
   * @param seconds the cost in seconds
   */
  public static Measurement of(Metric metric, double value, double seconds) {
    return new Measurement(new TreeMap<>(Map.of(metric.name(), value)), seconds);
  }

  /**
   * Returns this measurement with one more value.
   *
   * @param metric the metric
   * @param value its value
   */
  public Measurement with(Metric metric, double value) {
    TreeMap<String, Double> more = new TreeMap<>(values);
    more.put(metric.name(), value);
    return new Measurement(more, seconds);
  }

  /**
   * Returns the value of a metric, if it was measured.
   *
   * @param metric the metric
   */
  public OptionalDouble value(Metric metric) {
    Double value = values.get(metric.name());
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
