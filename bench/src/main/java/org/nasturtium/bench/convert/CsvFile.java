package org.nasturtium.bench.convert;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * A CSV file with a header, plain or gzipped, UTF-8, read row by row. Every fault names file, line
 * and column.
 */
final class CsvFile implements Closeable {
  private static final int MOST_COLUMNS = 10_000;
  private static final String DECIMAL = "0123456789.+-eE"; // Java also reads 0x1p3 and 1d

  private final Path file;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final List<String> header;
  private final Map<String, Integer> positions = new HashMap<>();
  private @Nullable CSVRecord record;

  CsvFile(Path file) throws IOException {
    this.file = file;
    InputStream bytes = Files.newInputStream(file);
    try {
      InputStream plain = isGzipped(file) ? new GZIPInputStream(bytes, 1 << 16) : bytes;
      var decoder =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT);
      parser =
          CSVParser.parse(
              new RowLimit(new BufferedReader(new InputStreamReader(plain, decoder), 1 << 16)),
              CSVFormat.RFC4180);
      records = parser.iterator();
      if (!advance()) {
        throw new InvalidInputException(file + " is empty; expected a header line");
      }
      header = current().toList();
      readHeader();
    } catch (ZipException | EOFException e) {
      bytes.close();
      throw new InvalidInputException(file + " is no readable gzip file: " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  static boolean isCsv(Path file) {
    String name = String.valueOf(file.getFileName());
    return Files.isRegularFile(file) && (name.endsWith(".csv") || name.endsWith(".csv.gz"));
  }

  private static boolean isGzipped(Path file) {
    return String.valueOf(file.getFileName()).endsWith(".gz");
  }

  private void readHeader() {
    if (header.size() > MOST_COLUMNS) {
      throw fault("expected at most %d columns, found %d".formatted(MOST_COLUMNS, header.size()));
    }
    for (int i = 0; i < header.size(); i++) {
      if (header.get(i).isEmpty()) {
        throw fault("column %d has no name".formatted(i + 1));
      }
      if (positions.put(header.get(i), i) != null) {
        throw fault("column '%s' is there twice".formatted(header.get(i)));
      }
    }
  }

  List<String> header() {
    return header;
  }

  boolean has(String column) {
    return positions.containsKey(column);
  }

  /** Goes to the next row; returns whether there is one. */
  boolean next() {
    if (!advance()) {
      return false;
    }
    if (current().size() != header.size()) {
      throw fault("expected %d columns, found %d".formatted(header.size(), current().size()));
    }
    return true;
  }

  private boolean advance() {
    try {
      if (!records.hasNext()) {
        return false;
      }
      record = records.next();
      return true;
    } catch (UncheckedIOException | IllegalStateException e) {
      throw unreadable(e);
    }
  }

  private InvalidInputException unreadable(RuntimeException fault) {
    Throwable cause = fault.getCause() == null ? fault : fault.getCause();
    String why =
        cause instanceof CharacterCodingException
            ? "is not UTF-8"
            : "cannot be read as CSV: " + cause.getMessage();
    return new InvalidInputException(
        "%s line %d %s".formatted(file, parser.getCurrentLineNumber() + 1, why), fault);
  }

  private CSVRecord current() {
    CSVRecord at = record;
    if (at == null) {
      throw new IllegalStateException("no row has been read");
    }
    return at;
  }

  /** Returns the text of a column of the current row. */
  String text(String column) {
    Integer position = positions.get(column);
    if (position == null) {
      throw new IllegalArgumentException("no column " + column);
    }
    return current().get(position);
  }

  boolean isBlank(String column) {
    return text(column).isBlank();
  }

  /** Returns a finite number. */
  double number(String column) {
    String text = text(column);
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value) && text.chars().allMatch(c -> DECIMAL.indexOf(c) >= 0)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw fault(column, "'%s' is not a number".formatted(brief(text)));
    }
    throw fault(column, "'%s' is not a finite number".formatted(brief(text)));
  }

  /** Returns a finite number, or NaN for an empty cell. */
  double numberOrMissing(String column) {
    return text(column).isEmpty() ? Double.NaN : number(column);
  }

  /** Returns a whole number from 0 on. */
  int integer(String column) {
    String text = text(column);
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || text.length() > 9) {
      throw fault(column, "'%s' is not a whole number".formatted(brief(text)));
    }
    return Integer.parseInt(text);
  }

  InvalidInputException fault(String column, String why) {
    return fault("column '%s': %s".formatted(column, why));
  }

  InvalidInputException fault(String why) {
    return new InvalidInputException("%s line %d: %s".formatted(file, line(), why));
  }

  /** Returns the line on which the current row ends, from 1. */
  long line() {
    return Math.max(1, parser.getCurrentLineNumber());
  }

  static String brief(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
