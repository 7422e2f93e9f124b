package org.nasturtium.bench.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nasturtium.bench.sample.SampleTables;
import org.nasturtium.bench.sample.ToyBenchmark;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Dataset;
import org.nasturtium.bench.table.RecordName;
import org.nasturtium.bench.table.Split;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Measurement;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;

class TabularEvaluatorTest {
  private static final Fidelity WHOLE = Fidelity.of(ToyBenchmark.EPOCHS);
  private static final int CELL = 11;

  private final BenchmarkTable toy = ToyBenchmark.table();
  private final BenchmarkTable cells = SampleTables.threeCells();

  private static Outcome evaluated(
      TabularEvaluator evaluator, Architecture architecture, Fidelity fidelity, long seed) {
    return evaluator.evaluate(
        new Proposal(architecture, fidelity, "test"), Seed.of(seed), RunControl.none());
  }

  private TabularEvaluator searching(BenchmarkTable table, Dataset dataset) {
    return TabularEvaluator.of(table, table.searching(dataset));
  }

  private TabularEvaluator toy() {
    return searching(toy, toy.dataset("toy"));
  }

  @Test
  void aRungIsAPrefixOfTheScheduleAndPaysAllItsEpochsAndOneValidation() {
    Measurement found =
        evaluated(toy(), ToyBenchmark.architecture(CELL), WHOLE.prefix(4), 1).found().orElseThrow();
    assertThat(found.value(Metric.VALIDATION_ACCURACY).orElseThrow())
        .isEqualTo(ToyBenchmark.early(CELL, 4));
    assertThat(found.seconds()).isEqualTo(4 * ToyBenchmark.epochSeconds(CELL) + 1);
  }

  @Test
  void costsOfTheArchitectureAreMeasuredToo() {
    Measurement found =
        evaluated(toy(), ToyBenchmark.architecture(CELL), WHOLE, 1).found().orElseThrow();
    assertThat(found.value(Metric.PARAMETERS).orElseThrow()).isEqualTo(1_110);
    assertThat(found.value(Metric.MACS)).isEmpty();
    Measurement cell =
        evaluated(searching(cells, Dataset.CIFAR10), cells.architecture(0), WHOLE, 1)
            .found()
            .orElseThrow();
    assertThat(cell.value(Metric.PARAMETERS).orElseThrow()).isEqualTo(129_306);
    assertThat(cell.value(Metric.MACS).orElseThrow()).isEqualTo(15_647_370);
  }

  @Test
  void oneOfTheStoredTrainingsIsDrawnFromTheSeed() {
    TabularEvaluator evaluator = searching(cells, Dataset.CIFAR10);
    Set<Double> three = new HashSet<>();
    Set<Double> two = new HashSet<>();
    for (int seed = 0; seed < 60; seed++) {
      three.add(accuracy(evaluator, 0, seed));
      two.add(accuracy(evaluator, 1, seed));
    }
    assertThat(three).containsExactlyInAnyOrder(82.0, 84.0, 86.0);
    assertThat(two).as("seed 999 is missing there").containsExactlyInAnyOrder(87.0, 89.0);
  }

  private double accuracy(TabularEvaluator evaluator, int row, int seed) {
    return evaluated(evaluator, cells.architecture(row), Fidelity.of(200), seed)
        .found()
        .orElseThrow()
        .value(Metric.VALIDATION_ACCURACY)
        .orElseThrow();
  }

  @Test
  void anArchitectureThatIsNotInTheTableFailsAndCostsNothing() {
    Outcome outcome =
        evaluated(searching(cells, Dataset.CIFAR10), Architecture.of(0, 0, 0, 0, 0, 0), WHOLE, 1);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(((Outcome.Failed) outcome).reason()).startsWith("the table does not hold |none~0|");
    assertThat(outcome.seconds()).isZero();
  }

  @Test
  void aFidelityThatTheTableDoesNotHoldIsRefused() {
    TabularEvaluator evaluator = searching(cells, Dataset.CIFAR10);
    assertThatThrownBy(() -> evaluator.require(WHOLE.prefix(4)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cifar10-valid")
        .hasMessageContaining("last epoch only");
    assertThatThrownBy(() -> evaluator.require(new Fidelity(12, 12, 0.5)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("the table holds trainings on all images, not on a fraction of 0.5");
  }

  @Test
  void theSilentFallbackToTestImagesHappensOnlyWhenAskedFor() {
    Dataset dataset = Dataset.CIFAR100;
    TabularEvaluator strict = searching(cells, dataset);
    assertThatThrownBy(() -> strict.require(WHOLE)).isInstanceOf(InvalidInputException.class);
    TabularEvaluator coded =
        strict.fallingBackTo(cells.searchingWithLeakage(RecordName.CIFAR100, Split.ORI_TEST));
    assertThat(
            evaluated(coded, cells.architecture(1), WHOLE, 1)
                .found()
                .orElseThrow()
                .value(Metric.VALIDATION_ACCURACY)
                .orElseThrow())
        .isEqualTo(33.2);
  }

  @Test
  void aTableWithoutTimesSaysSo() {
    assertThat(toy().hasTimes(WHOLE)).isTrue();
    TabularEvaluator timeless =
        searching(cells, Dataset.CIFAR100)
            .fallingBackTo(cells.searchingWithLeakage(RecordName.CIFAR100, Split.ORI_TEST));
    assertThat(timeless.hasTimes(WHOLE)).isFalse();
  }

  @Test
  void aMissingEvaluationTimeOfATopologyIsFitted() {
    TabularEvaluator evaluator = searching(cells, Dataset.CIFAR10);
    assertThat(evaluated(evaluator, cells.architecture(0), WHOLE, 1).seconds())
        .isCloseTo(12 * 7.25 + 2.5, within(1e-9));
    assertThat(evaluated(evaluator, cells.architecture(2), WHOLE, 1).seconds())
        .isCloseTo(12 * 4.75 + 0.3 * 4.75 + 0.55, within(1e-9));
  }
}
