package org.nasturtium.bench.parquet;

import java.io.IOException;
import java.nio.file.Path;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.file.DurableFile;

/**
 * A table file is a benchmark table as Parquet, which pandas, DuckDB and the like read too.
 *
 * <p>Opening reads the footer and the rows; a column is read and checked when it is first asked
 * for. The file must stay as it is while its table is in use.
 */
public final class TableFile {
  private TableFile() {}

  /**
   * Opens a table.
   *
   * @param file the file
   * @throws InvalidInputException if it is no such table, is damaged, or has a newer version; a
   *     column that is damaged is found when it is first asked for
   * @throws IOException if it cannot be read
   */
  public static BenchmarkTable open(Path file) throws IOException {
    TableSource source = new TableSource(file);
    try {
      return new TableReader(source).read();
    } catch (java.nio.file.FileSystemException e) { // names the file itself
      throw e;
    } catch (IOException | RuntimeException e) { // thrift meets damage with many kinds of fault
      throw source.damaged("footer", e);
    }
  }

  /**
   * Writes a table.
   *
   * @param table the table
   * @param file the file to write; its folder exists
   * @throws IOException if writing fails; an older file is untouched then
   */
  public static void write(BenchmarkTable table, Path file) throws IOException {
    DurableFile.write(file, output -> new TableWriter(table).writeTo(output));
  }
}
