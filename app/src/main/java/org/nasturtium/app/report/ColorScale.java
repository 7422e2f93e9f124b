package org.nasturtium.app.report;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nasturtium.app.report.Plot.Marks;

/**
 * A color scale shows values as the steps of a ramp from light to dark.
 *
 * @param from the lowest value
 * @param to the highest value
 */
record ColorScale(double from, double to) {
  /** The number of colors. */
  static final int STEPS = 16;

  /** Returns the scale of all values of a plot; empty if it has none. */
  static Optional<ColorScale> of(Plot plot) {
    DoubleSummaryStatistics range =
        plot.marks().stream()
            .map(Marks::values)
            .flatMap(List::stream)
            .mapToDouble(Double::doubleValue)
            .filter(Double::isFinite)
            .summaryStatistics();
    return range.getCount() == 0
        ? Optional.empty()
        : Optional.of(new ColorScale(range.getMin(), range.getMax()));
  }

  /** Returns the step of a value, 0 to {@value #STEPS} - 1. */
  int step(double value) {
    return to > from ? (int) Math.min(STEPS - 1, (value - from) / (to - from) * STEPS) : 0;
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
        String.format(Locale.ROOT, "%.4g", from),
        "to",
        String.format(Locale.ROOT, "%.4g", to),
        "gradient",
        "linear-gradient(90deg," + String.join(",", colors) + ")");
  }
}
