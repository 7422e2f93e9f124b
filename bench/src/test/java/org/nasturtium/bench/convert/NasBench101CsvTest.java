package org.nasturtium.bench.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Budget;
import org.nasturtium.bench.table.Epoch;
import org.nasturtium.bench.table.Query;
import org.nasturtium.bench.table.RecordName;
import org.nasturtium.bench.table.SeedSet;
import org.nasturtium.bench.table.Seeds;
import org.nasturtium.bench.table.Split;
import org.nasturtium.core.contract.DataFolder;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.library.NasBench101;

class NasBench101CsvTest {
  private static final int ROWS = 2_000;
  private static final String HEADER =
      "index,hash,vertices,adj_upper_rowmajor,ops,params,test_acc_mean_108";
  private static final String FIRST =
      "0,00005c142e6f48ac74fdcf73e3439874,7,100110100001001010101,02001,8555530,0.92060632";
  private static final Query TEST =
      Query.accuracy(
          RecordName.CIFAR10, Split.ORI_TEST, new Budget(108), Epoch.last(), Seeds.mean());

  @TempDir private Path folder;

  @Test
  void accuraciesAreInPercentAndOfUnnamedSeeds() throws IOException {
    BenchmarkTable table = imported(HEADER, FIRST);
    assertThat(table.answer(0, TEST).value()).isEqualTo(92.060632);
    assertThat(table.answer(0, TEST).seeds()).isEqualTo(SeedSet.unnamed(3));
    assertThat(table.costs(RecordName.CIFAR10, new Budget(108)).parameters(0)).hasValue(8_555_530);
  }

  @Test
  void theFirstRowsOfThePublishedTableAreFoundByTheirCells() throws IOException {
    List<String> lines;
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(DataFolder.require("nb101.csv.gz"))),
                StandardCharsets.UTF_8))) {
      lines = reader.lines().limit(ROWS + 1).toList();
    }
    BenchmarkTable table = imported(lines.toArray(String[]::new));
    assertThat(table.size()).isEqualTo(ROWS);
    for (int row = 0; row < ROWS; row++) {
      String[] cells = lines.get(row + 1).split(",", -1);
      int[] operations = cells[4].chars().map(c -> c - '0').toArray();
      assertThat(table.row(NasBench101.cell(cells[3], operations))).isEqualTo(row);
      assertThat(table.lookup(TEST).value(row))
          .isEqualTo(Math.rint(Double.parseDouble(cells[6]) * 1e10) / 1e8);
    }
  }

  @Test
  void whatDoesNotFitIsNamed() {
    refused("line 1: column 'hash' is missing", HEADER.replace(",hash", ""), FIRST);
    refused("line 1: unknown column 'extra'", HEADER + ",extra", FIRST + ",1");
    refused("column 'hash': it is not that of the cell", HEADER, FIRST.replace("5c14", "5c15"));
    refused("is not within 0..1", HEADER, FIRST.replace("0.92060632", "92.06"));
    refused("column 'index': expected 1", HEADER, FIRST, FIRST);
    refused(
        "line 3: column 'hash': this cell is there twice", HEADER, FIRST, "1" + FIRST.substring(1));
    refused("column 'ops'", HEADER, FIRST.replace("02001", "0200"));
    refused("column 'adj_upper_rowmajor'", HEADER, FIRST.replace("02001", "02009"));
    refused("column 'adj_upper_rowmajor'", HEADER, FIRST.replace("100110", "1x0110"));
  }

  private BenchmarkTable imported(String... lines) throws IOException {
    Path file = Files.write(folder.resolve("table.csv"), List.of(lines));
    return Importers.read("nasbench101", file, Optional.empty());
  }

  private void refused(String part, String... lines) {
    assertThatThrownBy(() -> imported(lines))
        .isInstanceOf(InvalidInputException.class)
        .message()
        .contains("table.csv", part)
        .doesNotContain("\n");
  }
}
