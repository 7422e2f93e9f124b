package org.nasturtium.core.trial;

import java.util.List;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * A metric is something measured of an architecture that has a better and a worse.
 *
 * @param name the name users type, unique within a study, for example {@code validation-accuracy}
 * @param unit the unit of its values, for example {@code %}; empty for a plain number
 * @param direction which values are better
 */
public record Metric(String name, String unit, Direction direction) {
  /** The accuracy on validation images, in percent: what searches maximize. */
  public static final Metric VALIDATION_ACCURACY =
      new Metric("validation-accuracy", "%", Direction.MAXIMIZE);

  /** The loss on validation images. */
  public static final Metric VALIDATION_LOSS =
      new Metric("validation-loss", "", Direction.MINIMIZE);

  /** The number of trainable parameters. */
  public static final Metric PARAMETERS = new Metric("parameters", "", Direction.MINIMIZE);

  /** The multiply-accumulates of one image, as NATS-Bench counts them. */
  public static final Metric MACS = new Metric("macs", "", Direction.MINIMIZE);

  /** The time of one image or batch on the device that was measured, in milliseconds. */
  public static final Metric LATENCY = new Metric("latency", "ms", Direction.MINIMIZE);

  /** Accuracy minus a penalty for multiply-adds, see {@code EfficiencyScore}. */
  public static final Metric EFFICIENCY_SCORE =
      new Metric("efficiency-score", "", Direction.MAXIMIZE);

  private static final List<Metric> KNOWN =
      List.of(VALIDATION_ACCURACY, VALIDATION_LOSS, PARAMETERS, MACS, LATENCY, EFFICIENCY_SCORE);

  /** Checks the name. */
  public Metric {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a metric needs a name");
    }
  }

  /**
   * Returns the metric of a name.
   *
   * @param name the name of a metric above
   * @throws InvalidInputException if there is none; the message lists them
   */
  public static Metric byName(String name) {
    return KNOWN.stream()
        .filter(metric -> metric.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "unknown metric '%s'; known: %s"
                        .formatted(
                            name, String.join(", ", KNOWN.stream().map(Metric::name).toList()))));
  }
}
