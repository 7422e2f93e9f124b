package org.nasturtium.bench.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** A CSV text is a table of comma-separated values that grows row by row; lines end with LF. */
public final class CsvText {
  private final StringBuilder text = new StringBuilder();
  private final CSVPrinter printer;
  private final int columns;

  private CsvText(String... columns) {
    this.columns = columns.length;
    this.printer = printer(text);
    add((Object[]) columns);
  }

  private static CSVPrinter printer(StringBuilder text) {
    try {
      return new CSVPrinter(text, CSVFormat.RFC4180.builder().setRecordSeparator('\n').get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns an empty table.
   *
   * @param columns the names of its columns
   */
  public static CsvText of(String... columns) {
    return new CsvText(columns);
  }

  /**
   * Adds a row.
   *
   * @param values one per column, written as text; null is empty
   * @throws IllegalArgumentException if there are more or fewer values than columns
   */
  public void add(@Nullable Object... values) {
    if (values.length != columns) {
      throw new IllegalArgumentException(
          "a row of %d values in a table of %d columns".formatted(values.length, columns));
    }
    try {
      printer.printRecord(values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the text. */
  public String text() {
    return text.toString();
  }
}
