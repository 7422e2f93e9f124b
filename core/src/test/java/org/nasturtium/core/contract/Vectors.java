package org.nasturtium.core.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The reference vectors: files with inputs and expected results.
 *
 * <p>They are read from the folder that the system property {@code nasturtium.vectors} names, or
 * from {@code /vectors/} on the class path of the tests where it is not set.
 */
public final class Vectors {
  private Vectors() {}

  /**
   * Returns the text of a file.
   *
   * @param name the name of the file
   */
  public static String text(String name) {
    try {
      String folder = System.getProperty("nasturtium.vectors", "");
      if (!folder.isEmpty()) {
        return Files.readString(Path.of(folder, name));
      }
      try (InputStream stream = Vectors.class.getResourceAsStream("/vectors/" + name)) {
        if (stream == null) {
          throw new IllegalArgumentException("there is no vector file named " + name);
        }
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the lines of a file, without comments ({@code #}). */
  public static List<String> lines(String name) {
    return text(name).lines().filter(line -> !line.startsWith("#")).toList();
  }

  /** Returns the rows of a CSV file without quotes; its first line names the columns. */
  public static List<Row> rows(String name) {
    return rows(lines(name));
  }

  /** Returns the rows of CSV lines without quotes; the first line names the columns. */
  public static List<Row> rows(List<String> lines) {
    List<String> columns = List.of(lines.get(0).split(",", -1));
    return lines.stream()
        .skip(1)
        .map(line -> new Row(columns, List.of(line.split(",", -1))))
        .toList();
  }

  /**
   * A row of a CSV file.
   *
   * @param columns the names of the columns
   * @param values one value per column
   */
  public record Row(List<String> columns, List<String> values) {
    /** Returns the value of a column as it is written. */
    public String text(String column) {
      int at = columns.indexOf(column);
      if (at < 0) {
        throw new IllegalArgumentException("there is no column " + column + " in " + columns);
      }
      return values.get(at);
    }

    /** Returns the whole number in a column. */
    public long integer(String column) {
      return Long.parseLong(text(column));
    }

    /** Returns the number in a column. */
    public double number(String column) {
      return Double.parseDouble(text(column));
    }
  }
}
