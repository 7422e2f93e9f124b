package org.nasturtium.bench.convert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Budget;
import org.nasturtium.bench.table.Column;
import org.nasturtium.bench.table.Numbers;
import org.nasturtium.bench.table.Origin;
import org.nasturtium.bench.table.Quantity;
import org.nasturtium.bench.table.RecordName;
import org.nasturtium.bench.table.RowSeeds;
import org.nasturtium.bench.table.Rows;
import org.nasturtium.bench.table.SeedSet;
import org.nasturtium.bench.table.Series;
import org.nasturtium.bench.table.Split;
import org.nasturtium.bench.table.Trait;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.library.NasBench101;

/**
 * The CSV layout of NAS-Bench-101: cells in the order of their hashes, each with its parameters and
 * the mean test accuracy of three trainings of 108 epochs, as a fraction.
 */
final class NasBench101Csv implements Importer {
  private static final List<String> COLUMNS =
      List.of(
          "index", "hash", "vertices", "adj_upper_rowmajor", "ops", "params", "test_acc_mean_108");
  private static final int PERCENT = 100;
  private static final double DECIMALS = 1e8; // those of the file, without the error of a product
  private static final int RUNS = 3;

  private static final Origin ORIGIN =
      new Origin(
          "NAS-Bench-101 (Ying et al., 2019)",
          "Apache-2.0",
          List.of(
              "no validation accuracies, so a search on this table sees test images",
              "no trainings of 4, 12 and 36 epochs",
              "no single trainings, only the mean of three",
              "no training times"));

  @Override
  public boolean accepts(Path source) {
    return CsvFile.isCsv(source);
  }

  @Override
  public BenchmarkTable read(Path source, SearchSpace space) throws IOException {
    List<Architecture> cells = new ArrayList<>();
    Set<Architecture> known = new HashSet<>();
    NumberList parameters = new NumberList();
    NumberList accuracies = new NumberList();
    try (CsvFile csv = new CsvFile(source)) {
      checkHeader(csv);
      while (csv.next()) {
        if (csv.integer("index") != cells.size()) {
          throw csv.fault("index", "expected " + cells.size());
        }
        Architecture cell = cell(csv, space);
        if (!known.add(cell)) {
          throw csv.fault("hash", "this cell is there twice");
        }
        cells.add(cell);
        parameters.add(csv.integer("params"));
        accuracies.add(accuracy(csv));
      }
    }
    if (cells.isEmpty()) {
      throw new InvalidInputException(source + " has a header but no rows");
    }
    return table(space, cells, parameters, accuracies);
  }

  private static void checkHeader(CsvFile csv) {
    for (String column : COLUMNS) {
      if (!csv.has(column)) {
        throw csv.fault("column '%s' is missing".formatted(column));
      }
    }
    for (String column : csv.header()) {
      if (!COLUMNS.contains(column)) {
        throw csv.fault(
            "unknown column '%s'; expected %s"
                .formatted(CsvFile.brief(column), String.join(", ", COLUMNS)));
      }
    }
  }

  private static Architecture cell(CsvFile csv, SearchSpace space) {
    String operations = csv.text("ops");
    int vertices = csv.integer("vertices");
    if (operations.length() != vertices - 2) {
      throw csv.fault("ops", "expected one digit for each inner vertex of " + vertices);
    }
    try {
      Architecture cell =
          NasBench101.cell(
              csv.text("adj_upper_rowmajor"), operations.chars().map(c -> c - '0').toArray());
      if (!NasBench101.hash(cell).equals(csv.text("hash"))) {
        throw csv.fault("hash", "it is not that of the cell");
      }
      return space.canonical(cell);
    } catch (InvalidInputException e) {
      throw e.getMessage().contains(" line ") ? e : csv.fault("adj_upper_rowmajor", e.getMessage());
    }
  }

  private static double accuracy(CsvFile csv) {
    double fraction = csv.number("test_acc_mean_108");
    if (fraction < 0 || fraction > 1) {
      throw csv.fault("test_acc_mean_108", "%s is not within 0..1".formatted(fraction));
    }
    return Math.rint(fraction * PERCENT * DECIMALS) / DECIMALS;
  }

  private static BenchmarkTable table(
      SearchSpace space, List<Architecture> cells, NumberList parameters, NumberList accuracies) {
    Series series =
        new Series(RecordName.CIFAR10, new Budget(108), Split.ORI_TEST, Quantity.ACCURACY);
    return BenchmarkTable.builder(space, Rows.listed(space, cells, Rows.Identity.CANONICAL), ORIGIN)
        .add(
            Column.mean(
                series,
                RowSeeds.constant(SeedSet.unnamed(RUNS)),
                Column.Span.LAST,
                Numbers.of(accuracies.toArray())))
        .add(Trait.of(Trait.Kind.PARAMETERS, RecordName.CIFAR10), Numbers.of(parameters.toArray()))
        .build();
  }
}
