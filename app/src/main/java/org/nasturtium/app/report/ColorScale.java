package org.nasturtium.app.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nasturtium.app.report.Plot.Marks;

/**
 * A color scale shows values as the steps of a ramp from light to dark; the lowest and the highest
 * twentieth of them share the colors of its ends, so that a few outliers do not take all others'.
 *
 * @param from where the ramp begins
 * @param to where it ends
 * @param isClipped whether there are values beyond
 */
record ColorScale(double from, double to, boolean isClipped) {
  private static final double BEYOND = 0.05;

  /** The number of colors. */
  static final int STEPS = 16;

  /** Returns the scale of all values of a plot; empty if it has none. */
  static Optional<ColorScale> of(Plot plot) {
    double[] sorted =
        plot.marks().stream()
            .map(Marks::values)
            .flatMap(List::stream)
            .mapToDouble(Double::doubleValue)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return sorted.length == 0 ? Optional.empty() : Optional.of(of(sorted));
  }

  private static ColorScale of(double[] sorted) {
    int last = sorted.length - 1;
    int beyond = (int) (BEYOND * sorted.length);
    double from = sorted[beyond];
    double to = sorted[last - beyond];
    return from < to
        ? new ColorScale(from, to, sorted[0] < from || sorted[last] > to)
        : new ColorScale(sorted[0], sorted[last], false);
  }

  /** Returns the step of a value, 0 to {@value #STEPS} - 1. */
  int step(double value) {
    double place = to > from ? (value - from) / (to - from) * STEPS : 0;
    return (int) Math.max(0, Math.min(STEPS - 1, place));
  }

  /** Returns the color of a step as {@code #rrggbb}. */
  static String color(int step) {
    return Palette.ramp(step / (STEPS - 1.0));
  }

  /** Returns what a template shows of this scale. */
  Map<String, Object> legend(String label) {
    List<String> colors = IntStream.range(0, STEPS).mapToObj(ColorScale::color).toList();
    return Map.of(
        "label",
        label,
        "from",
        String.format(Locale.ROOT, isClipped ? "≤ %.4g" : "%.4g", from),
        "to",
        String.format(Locale.ROOT, isClipped ? "≥ %.4g" : "%.4g", to),
        "gradient",
        "linear-gradient(90deg," + String.join(",", colors) + ")");
  }
}
