package org.nasturtium.bench.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.library.SearchSpaces;

/** The registry of importers: the tables users can name and what each can be made of. */
public final class Importers {
  private static final String GENERIC = "generic";

  private static final List<Row> ROWS =
      List.of(
          new Row("nats-topology", "CSV of the topology table", new TopologyCsv()),
          new Row("nats-topology", "official archive", new OfficialArchive()),
          new Row("nats-size", "official archive", new OfficialArchive()),
          new Row("nasbench101", "CSV of NAS-Bench-101", new NasBench101Csv()),
          new Row(GENERIC, "CSV of columns that name what they hold", new GenericCsv()));

  /** One importer of one table. */
  private record Row(String table, String what, Importer importer) {}

  private Importers() {}

  /** Returns the tables users can name. */
  public static List<String> tables() {
    return ROWS.stream().map(Row::table).distinct().toList();
  }

  /**
   * Makes a table of a file or folder.
   *
   * @param table one of {@link #tables}
   * @param source the file or folder
   * @param space the space of a generic table; empty for the others, which have their own
   * @throws InvalidInputException if there is no such table, or the source is not what it should
   *     be; the message says where
   * @throws IOException if the source cannot be read
   */
  public static BenchmarkTable read(String table, Path source, Optional<SearchSpace> space)
      throws IOException {
    if (!tables().contains(table)) {
      throw new InvalidInputException(
          "unknown table '%s'; known: %s".formatted(table, String.join(", ", tables())));
    }
    if (!Files.exists(source)) {
      throw new NoSuchFileException(source.toString(), null, "no such file or folder");
    }
    return importer(table, source).read(source, space(table, space));
  }

  private static Importer importer(String table, Path source) {
    return ROWS.stream()
        .filter(row -> row.table().equals(table) && row.importer().accepts(source))
        .map(Row::importer)
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "%s cannot be imported as %s; expected %s"
                        .formatted(source, table, expected(table))));
  }

  private static String expected(String table) {
    return ROWS.stream()
        .filter(row -> row.table().equals(table))
        .map(row -> row.what() + " (" + endings(row.importer()) + ")")
        .collect(Collectors.joining(" or "));
  }

  private static String endings(Importer importer) {
    return importer instanceof OfficialArchive
        ? ".tar, .pickle.pbz2 or a folder of such files"
        : ".csv or .csv.gz";
  }

  private static SearchSpace space(String table, Optional<SearchSpace> space) {
    if (table.equals(GENERIC)) {
      return space.orElseThrow(
          () -> new InvalidInputException("a generic table needs the space of its architectures"));
    }
    if (space.isPresent() && !space.get().name().equals(table)) {
      throw new InvalidInputException(
          "table %s has a space of its own, not %s".formatted(table, space.get().name()));
    }
    return SearchSpaces.byName(table);
  }
}
