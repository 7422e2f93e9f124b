package org.nasturtium.bench.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.bench.parquet.TableFile;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Budget;
import org.nasturtium.bench.table.Costs;
import org.nasturtium.bench.table.Defect;
import org.nasturtium.bench.table.Epoch;
import org.nasturtium.bench.table.Leakage;
import org.nasturtium.bench.table.Quantity;
import org.nasturtium.bench.table.Query;
import org.nasturtium.bench.table.RecordName;
import org.nasturtium.bench.table.Seeds;
import org.nasturtium.bench.table.Split;
import org.nasturtium.bench.table.Trait;
import org.nasturtium.core.contract.DataFolder;

/** The published topology table, imported, written and opened again, answers what it holds. */
class TopologyTableTest {
  /** What a column must answer: record, split, budget, seeds, quantity. */
  private static final Map<String, String> QUERIES =
      Map.ofEntries(
          Map.entry("e12_c10valid_xvalid", "cifar10-valid x-valid 12 mean accuracy"),
          Map.entry("e12_c10_oritest", "cifar10 ori-test 12 111 accuracy"),
          Map.entry("e12_c100_xvalid", "cifar100 x-valid 12 111 accuracy"),
          Map.entry("e12_c100_xtest", "cifar100 x-test 12 mean accuracy"),
          Map.entry("e200_c10valid_xvalid", "cifar10-valid x-valid 200 mean accuracy"),
          Map.entry("e200_c10valid_oritest", "cifar10-valid ori-test 200 mean accuracy"),
          Map.entry("e200_c10valid_train_acc", "cifar10-valid train 200 mean accuracy"),
          Map.entry("e200_c10valid_train_loss", "cifar10-valid train 200 mean loss"),
          Map.entry("e200_c10valid_xvalid_loss", "cifar10-valid x-valid 200 mean loss"),
          Map.entry("e200_c10_oritest", "cifar10 ori-test 200 mean accuracy"),
          Map.entry("e200_c100_xvalid_derived", "cifar100 x-valid 200 mean accuracy"),
          Map.entry("e200_c100_xtest", "cifar100 x-test 200 mean accuracy"),
          Map.entry("e200_c100_oritest", "cifar100 ori-test 200 mean accuracy"),
          Map.entry("e200_c10valid_xvalid_s777", "cifar10-valid x-valid 200 777 accuracy"),
          Map.entry("e200_c10valid_xvalid_s888", "cifar10-valid x-valid 200 888 accuracy"),
          Map.entry("e200_c10valid_xvalid_s999", "cifar10-valid x-valid 200 999 accuracy"),
          Map.entry("e200_c100_oritest_s777", "cifar100 ori-test 200 777 accuracy"),
          Map.entry("e200_c100_oritest_s888", "cifar100 ori-test 200 888 accuracy"),
          Map.entry("e200_c100_oritest_s999", "cifar100 ori-test 200 999 accuracy"));

  private static final Map<String, RecordName> TIMES =
      Map.of(
          "epoch_time_s_c10valid", RecordName.CIFAR10_VALID,
          "epoch_time_s_c10", RecordName.CIFAR10,
          "epoch_time_s_c100", RecordName.CIFAR100,
          "epoch_time_s_in16", RecordName.IMAGENET16_120);

  private static final Map<String, RecordName> COSTS =
      Map.of(
          "c10", RecordName.CIFAR10,
          "c100", RecordName.CIFAR100,
          "in16", RecordName.IMAGENET16_120);

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static BenchmarkTable table;

  @BeforeAll
  static void openTable() throws IOException {
    Path csv = DataFolder.require("nb201_topology.csv.gz");
    Path file = folder.resolve("topology.parquet");
    TableFile.write(Importers.read("nats-topology", csv, Optional.empty()), file);
    table = TableFile.open(file);
  }

  @Test
  void everyAccuracyAndLossIsThatOfTheFile() throws IOException {
    try (CsvFile csv = new CsvFile(DataFolder.require("nb201_topology.csv.gz"))) {
      assertThat(csv.header().stream().filter(column -> column.matches("e\\d+_.*")))
          .as("every column of values has its query")
          .containsExactlyInAnyOrderElementsOf(QUERIES.keySet());
      int rows = 0;
      while (csv.next()) {
        int row = table.rowOfIndex(csv.integer("index"));
        QUERIES.forEach((column, text) -> assertValue(csv, row, column, query(text)));
        rows++;
      }
      assertThat(rows).isEqualTo(15_625).isEqualTo(table.size());
    }
  }

  private static void assertValue(CsvFile csv, int row, String column, Query query) {
    double expected = csv.numberOrMissing(column);
    double found = table.lookup(query).value(row);
    if (Double.compare(expected, found) != 0) {
      throw new AssertionError(
          "%s of row %d is %s, not %s".formatted(column, row, found, expected));
    }
  }

  private static Query query(String text) {
    String[] parts = text.split(" ", -1);
    return new Query(
        new RecordName(parts[0]),
        Split.byName(parts[1]),
        new Budget(Integer.parseInt(parts[2])),
        Epoch.last(),
        Seeds.parse(parts[3]),
        Quantity.byName(parts[4]),
        Leakage.ALLOWED);
  }

  @Test
  void everyCostAndTimeIsThatOfTheFile() throws IOException {
    int wrong = 0;
    try (CsvFile csv = new CsvFile(DataFolder.require("nb201_topology.csv.gz"))) {
      while (csv.next()) {
        int row = csv.integer("index");
        TIMES.forEach(
            (column, record) ->
                assertThat(costs(record).trainSecondsPerEpoch(row)).hasValue(csv.number(column)));
        COSTS.forEach((column, record) -> assertCosts(csv, row, column, record));
        Costs costs = costs(RecordName.CIFAR10);
        assertThat(costs.stored(Trait.Kind.PARAMETERS, row).getAsDouble())
            .isCloseTo(csv.number("params_M_c10_official_record") * 1e6, within(1e-3));
        wrong += costs.defects(row).stream().map(Defect::id).toList().contains("D1") ? 1 : 0;
        Costs validation = costs(RecordName.CIFAR10_VALID);
        assertThat(validation.evaluationSeconds(Split.X_VALID, row))
            .hasValue(csv.number("xvalid_time_s_c10valid"));
        assertThat(validation.evaluationSeconds(Split.ORI_TEST, row))
            .hasValue(csv.number("test_time_s_c10valid"));
      }
    }
    assertThat(wrong).as("cells whose official record holds another cell's costs").isEqualTo(150);
  }

  private static void assertCosts(CsvFile csv, int row, String column, RecordName record) {
    Costs costs = costs(record);
    assertThat((double) costs.parameters(row).getAsLong())
        .isCloseTo(csv.number("params_M_" + column) * 1e6, within(1e-3));
    assertThat((double) costs.macs(row).getAsLong())
        .isCloseTo(csv.number("flops_M_" + column) * 1e6, within(1e-3));
  }

  private static Costs costs(RecordName record) {
    return Objects.requireNonNull(table).costs(record, new Budget(200));
  }

  @Test
  void theOptimaAreThoseOfTheBenchmark() {
    assertBest("cifar10-valid x-valid 200 mean accuracy", List.of(6111), 91.607);
    assertBest("cifar10 ori-test 200 mean accuracy", List.of(6111, 13714), 94.373);
    assertBest("cifar100 x-valid 200 mean accuracy", List.of(9930), 73.493);
    assertBest("cifar100 x-test 200 mean accuracy", List.of(9930), 73.513);
    assertBest("cifar10-valid x-valid 12 mean accuracy", List.of(13714), 84.892);
  }

  private static void assertBest(String text, List<Integer> rows, double best) {
    double[] values = table.lookup(query(text)).toArray();
    double most = Arrays.stream(values).max().orElseThrow();
    assertThat(most).isCloseTo(best, within(5e-4));
    assertThat(rows).allMatch(row -> values[row] == most);
  }

  @Test
  void whatIsMissingIsSaid() {
    assertThat(table.origin().gaps()).contains("no accuracies of ImageNet16-120");
    assertThat(table.datasets()).hasSize(2);
  }
}
