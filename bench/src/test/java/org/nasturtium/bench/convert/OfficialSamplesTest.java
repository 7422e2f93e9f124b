package org.nasturtium.bench.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.bench.parquet.TableFile;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Budget;
import org.nasturtium.bench.table.Column;
import org.nasturtium.bench.table.Costs;
import org.nasturtium.bench.table.Epoch;
import org.nasturtium.bench.table.Leakage;
import org.nasturtium.bench.table.Quantity;
import org.nasturtium.bench.table.Query;
import org.nasturtium.bench.table.RecordName;
import org.nasturtium.bench.table.Seeds;
import org.nasturtium.bench.table.Split;
import org.nasturtium.bench.table.Trait;
import org.nasturtium.core.contract.DataFolder;

/** The six published records equal what Python decodes, in every number. */
class OfficialSamplesTest {
  /** Half of the last digit that the decoded files keep. */
  private static final double PERCENT_DIGITS = 5.1e-7;

  private static final double LOSS_DIGITS = 5.1e-10;

  @TempDir private static Path folder;
  private static Map<String, BenchmarkTable> tables = Map.of();

  @BeforeAll
  static void importRecords() throws IOException {
    Path samples = DataFolder.require("nats_official_archive_sample");
    tables =
        Map.of(
            "tss",
            imported("nats-topology", samples.resolve("NATS-tss-v1_0-3ffb9-simple")),
            "sss",
            imported("nats-size", samples.resolve("NATS-sss-v1_0-50262-simple")));
  }

  private static BenchmarkTable imported(String name, Path source) throws IOException {
    Path file = folder.resolve(name + ".parquet");
    TableFile.write(Importers.read(name, source, Optional.empty()), file);
    return TableFile.open(file);
  }

  @Test
  void everyEvaluationIsEqual() throws IOException {
    int values = 0;
    try (CsvFile csv = csv("nats_official_samples_eval.csv.gz")) {
      while (csv.next()) {
        Split split = Split.byName(csv.text("eval_set"));
        assertValue(csv, split, Quantity.ACCURACY, csv.number("acc1"));
        assertValue(csv, split, Quantity.LOSS, csv.number("loss"));
        assertThat(costs(csv).evaluationSeconds(split, row(csv)).getAsDouble())
            .isCloseTo(csv.number("time_s"), within(1e-6));
        values += 2;
      }
    }
    assertThat(values).isEqualTo(2 * 11070).isEqualTo(heldValues(false));
  }

  @Test
  void everyEpochOfTrainingIsEqual() throws IOException {
    int values = 0;
    try (CsvFile csv = csv("nats_official_samples_train.csv.gz")) {
      while (csv.next()) {
        assertValue(csv, Split.TRAIN, Quantity.ACCURACY, csv.number("train_acc1"));
        assertValue(csv, Split.TRAIN, Quantity.LOSS, csv.number("train_loss"));
        values += 2;
        if (!csv.isBlank("train_acc5")) {
          assertValue(csv, Split.TRAIN, Quantity.TOP5_ACCURACY, csv.number("train_acc5"));
          values++;
        }
        assertThat(costs(csv).trainSecondsPerEpoch(row(csv)).getAsDouble())
            .isCloseTo(csv.number("train_time_s"), within(1e-6));
      }
    }
    assertThat(values).isGreaterThan(2 * 8904).isEqualTo(heldValues(true));
  }

  @Test
  void everyCostIsEqual() throws IOException {
    try (CsvFile csv = csv("nats_official_samples_static.csv.gz")) {
      int rows = 0;
      while (csv.next()) {
        Costs costs = costs(csv);
        int row = row(csv);
        assertThat(costs.parameters(row)).hasValue(Math.round(csv.number("params_M") * 1e6));
        assertThat(costs.macs(row)).hasValue(Math.round(csv.number("flops_M") * 1e6));
        assertThat(costs.stored(Trait.Kind.PARAMETERS, row).getAsDouble())
            .isEqualTo((double) costs.parameters(row).getAsLong());
        assertThat(costs.stored(Trait.Kind.MACS, row).getAsDouble())
            .isEqualTo((double) costs.macs(row).getAsLong());
        assertThat(costs.latencySeconds(row).getAsDouble())
            .isCloseTo(csv.number("latency_s_list"), within(1e-8));
        rows++;
      }
      assertThat(rows).isEqualTo(111);
    }
  }

  /** Nothing is in the tables that is not in the decoded files. */
  private static int heldValues(boolean train) {
    int held = 0;
    for (BenchmarkTable table : tables.values()) {
      for (Column column : table.columns()) {
        if ((column.series().split() == Split.TRAIN) == train) {
          for (double value : column.numbers().load()) {
            held += Double.isNaN(value) ? 0 : 1;
          }
        }
      }
    }
    return held;
  }

  private static void assertValue(CsvFile csv, Split split, Quantity quantity, double expected) {
    Query query =
        new Query(
            new RecordName(csv.text("dataset")),
            split,
            new Budget(csv.integer("hp")),
            Epoch.after(csv.integer("epoch") + 1),
            Seeds.one(csv.integer("seed")),
            quantity,
            Leakage.ALLOWED);
    assertThat(table(csv).answer(row(csv), query).value())
        .as("index %s %s", csv.text("index"), query)
        .isCloseTo(expected, within(quantity == Quantity.LOSS ? LOSS_DIGITS : PERCENT_DIGITS));
  }

  private static Costs costs(CsvFile csv) {
    return table(csv).costs(new RecordName(csv.text("dataset")), new Budget(csv.integer("hp")));
  }

  private static int row(CsvFile csv) {
    return table(csv).rowOfIndex(csv.integer("index"));
  }

  private static BenchmarkTable table(CsvFile csv) {
    BenchmarkTable table = tables.get(csv.text("space"));
    assertThat(table).isNotNull();
    return table;
  }

  private static CsvFile csv(String name) throws IOException {
    return new CsvFile(DataFolder.require(name));
  }
}
