package org.nasturtium.bench.text;

import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;

/** A CSV text is a table of comma-separated values that grows row by row; lines end with LF. */
public final class CsvText {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private final StringBuilder text = new StringBuilder();
  private final int columns;

  private CsvText(String... columns) {
    this.columns = columns.length;
    append((Object[]) columns);
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
    append(values);
  }

  private void append(@Nullable Object... values) {
    text.append(FORMAT.format(values)).append('\n');
  }

  /** Returns the text. */
  public String text() {
    return text.toString();
  }
}
