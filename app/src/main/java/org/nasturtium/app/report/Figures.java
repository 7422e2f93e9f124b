package org.nasturtium.app.report;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Writes figures the way tables show them, the same in every country; a dash where there is none.
 */
final class Figures {
  private static final String MISSING = "–";

  private Figures() {}

  /** Returns a part of 1 as a percentage with one decimal. */
  static String percent(double part) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * part);
  }

  /** Returns a part of 1 as a percentage with one decimal. */
  static String percent(OptionalDouble part) {
    return part.isPresent() ? percent(part.getAsDouble()) : MISSING;
  }

  /** Returns a count with groups of three digits. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Returns a count with groups of three digits. */
  static String count(OptionalLong count) {
    return count.isPresent() ? count(count.getAsLong()) : MISSING;
  }

  /** Returns a count in millions with two decimals, or in full below 100,000. */
  static String millions(OptionalLong count) {
    return count.isPresent() ? millions(count.getAsLong()) : MISSING;
  }

  /** Returns a count in millions with two decimals, or in full below 100,000. */
  static String millions(long count) {
    return count < 100_000 ? count(count) : String.format(Locale.ROOT, "%,.2f M", count / 1e6);
  }

  /** Returns a number of bytes in KiB or MiB. */
  static String bytes(long bytes) {
    double kibibytes = bytes / 1024.0;
    return kibibytes < 1024
        ? String.format(Locale.ROOT, "%.1f KiB", kibibytes)
        : String.format(Locale.ROOT, "%,.1f MiB", kibibytes / 1024);
  }

  /** Returns a time in milliseconds with two decimals. */
  static String millis(OptionalDouble millis) {
    return millis.isPresent()
        ? String.format(Locale.ROOT, "%,.2f ms", millis.getAsDouble())
        : MISSING;
  }

  /** Returns a duration in seconds, minutes or hours. */
  static String duration(OptionalDouble seconds) {
    if (seconds.isEmpty()) {
      return MISSING;
    }
    long whole = Math.round(seconds.getAsDouble());
    if (whole < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds.getAsDouble());
    }
    return whole < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
  }
}
