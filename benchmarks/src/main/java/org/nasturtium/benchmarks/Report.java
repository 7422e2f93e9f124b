package org.nasturtium.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was measured, and where.
 *
 * @param processor the processor's name
 * @param threads threads within an operation
 * @param precision the default precision
 * @param loadBefore the one-minute load average at the start, -1 where it is unknown
 * @param loadAfter the same at the end
 * @param rows the table
 */
record Report(
    String processor,
    int threads,
    String precision,
    double loadBefore,
    double loadAfter,
    List<Row> rows) {
  private static final String LINE = "%-36s %-30s %11s %11s %23s  %-8s %6s %6s %6s  %s%n";

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s, %d threads, default precision %s, load %.1f before and %.1f after%n%n",
            processor,
            threads,
            precision,
            loadBefore,
            loadAfter));
    text.append(
        LINE.formatted(
            "benchmark",
            "variant",
            "minimum",
            "median",
            "quartiles",
            "unit",
            "r(min)",
            "r(med)",
            "r(cpu)",
            "goal"));
    rows.forEach(row -> text.append(line(row)));
    return text.append(
            "\nr: the first variant divided by this one; above 1 this one needs less. Minima and"
                + " medians are of wall time, cpu of the process's processor time.\n")
        .toString();
  }

  private static String line(Row row) {
    Spread spread = row.spread();
    Row.@Nullable Ratio ratio = row.ratio();
    return LINE.formatted(
        row.benchmark(),
        row.variant(),
        number(spread.minimum()),
        number(spread.median()),
        number(spread.lower()) + " .. " + number(spread.upper()),
        row.unit(),
        ratio == null ? "" : ratio(ratio.minima()),
        ratio == null ? "" : ratio(ratio.medians()),
        ratio == null ? "" : ratio(ratio.cpu()),
        row.goal());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
  }

  private static String ratio(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.2f", value);
  }

  String json() {
    try {
      return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is plain data", e);
    }
  }
}
