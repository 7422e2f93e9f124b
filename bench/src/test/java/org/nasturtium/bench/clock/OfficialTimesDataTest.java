package org.nasturtium.bench.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nasturtium.bench.convert.Importers;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Dataset;
import org.nasturtium.core.contract.DataFolder;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Measurement;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Proposal;

/** Queries of official records cost what their stored times say, on every rung of BOHB. */
class OfficialTimesDataTest {
  private static final Fidelity WHOLE = Fidelity.of(12);
  private static BenchmarkTable table;

  @BeforeAll
  static void read() throws IOException {
    Path records =
        DataFolder.require("nats_official_archive_sample").resolve("NATS-tss-v1_0-3ffb9-simple");
    table = Importers.read("nats-topology", records, Optional.empty());
  }

  private static Measurement queried(Dataset dataset, int index, Fidelity fidelity, long seed) {
    return TabularEvaluator.of(table, table.searching(dataset))
        .evaluate(
            new Proposal(table.architecture(table.rowOfIndex(index)), fidelity, "test"),
            Seed.of(seed),
            RunControl.none())
        .found()
        .orElseThrow();
  }

  @Test
  void aQueryCostsAllItsEpochsAndOneValidation() {
    assertCost(Dataset.CIFAR10, 0, WHOLE, 12 * 7.2211 + 2.5490);
    assertCost(Dataset.CIFAR10, 0, WHOLE.prefix(4), 4 * 7.2211 + 2.5490);
    assertCost(Dataset.CIFAR10, 0, WHOLE.prefix(1), 7.2211 + 2.5490);
    assertCost(Dataset.CIFAR100, 11, WHOLE, 12 * 24.9241 + 0.8303);
    assertCost(Dataset.IMAGENET16_120, 284, WHOLE, 12 * 29.5863 + 0.2867);
  }

  private static void assertCost(Dataset dataset, int index, Fidelity fidelity, double expected) {
    assertThat(queried(dataset, index, fidelity, 1).seconds())
        .as("%s, %d, %s", dataset.name(), index, fidelity)
        .isCloseTo(expected, within(0.001));
  }

  @Test
  void aSearchSeesOneOfTheTwoStoredTrainings() {
    Set<Double> seen = new HashSet<>();
    for (int seed = 0; seed < 40; seed++) {
      seen.add(accuracy(Dataset.CIFAR10, seed));
    }
    assertThat(seen).containsExactlyInAnyOrder(64.016, 62.712);
    assertThat(accuracy(Dataset.CIFAR100, 1)).isEqualTo(31.84);
  }

  /** The archive holds accuracies in single precision. */
  private static double accuracy(Dataset dataset, long seed) {
    double value = queried(dataset, 0, WHOLE, seed).value(Metric.VALIDATION_ACCURACY).orElseThrow();
    return Math.rint(value * 1_000) / 1_000;
  }
}
