package org.nasturtium.app.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.nasturtium.bench.clock.Conventions;
import org.nasturtium.bench.clock.TimeBudgets;
import org.nasturtium.bench.parquet.TableFile;
import org.nasturtium.bench.reproduce.Protocol;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Dataset;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * What a search on a benchmark table does unless it is told otherwise.
 *
 * @param space the name of the table's space
 * @param epochs the budget whose accuracies a search sees: 12 epochs in every published search
 * @param seconds the published time budget of the data set, if there is one
 */
public record TableDefaults(String space, int epochs, OptionalDouble seconds) {
  /**
   * Returns the defaults of a table.
   *
   * @param file the table's file
   * @param dataset the name of the data set
   * @throws InvalidInputException if the file is no table, or does not hold the data set
   * @throws IOException if it cannot be read
   */
  public static TableDefaults of(Path file, String dataset) throws IOException {
    BenchmarkTable table = TableFile.open(file);
    Dataset found = table.dataset(dataset);
    return new TableDefaults(
        table.space().name(),
        Protocol.of(table, found).searched().epochs(),
        TimeBudgets.seconds(table.space().name(), found, Conventions.initial()));
  }
}
