package org.nasturtium.core.evaluate;

import java.util.Locale;
import java.util.Optional;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.trial.Direction;

/**
 * A bound is the largest value of a cost that a search accepts.
 *
 * @param cost the cost, of which small values are better
 * @param most the largest value accepted, above 0, in the unit of the cost's metric
 */
public record Bound(ArchitectureCost cost, double most) {
  /**
   * Checks the ranges.
   *
   * @throws InvalidInputException if {@code most} is not above 0
   */
  public Bound {
    if (cost.metric().direction() != Direction.MINIMIZE) {
      throw new IllegalArgumentException(cost.metric().name() + " has no upper bound");
    }
    if (!(most > 0 && Double.isFinite(most))) {
      throw new InvalidInputException(
          "a bound of %s on %s is not possible; expected a number above 0"
              .formatted(most, cost.metric().name()));
    }
  }

  /**
   * Returns why an architecture is not accepted, as one line; empty if it is.
   *
   * @param architecture the architecture
   */
  public Optional<String> violation(Architecture architecture) {
    double value = cost.of(architecture);
    if (value <= most) {
      return Optional.empty();
    }
    String unit = cost.metric().unit().isEmpty() ? "" : " " + cost.metric().unit();
    return Optional.of(
        "%s %s%s, at most %s allowed"
            .formatted(cost.metric().name(), plain(value), unit, plain(most)));
  }

  private static String plain(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.4g", value);
  }
}
