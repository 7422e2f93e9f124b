package org.nasturtium.bench.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nasturtium.bench.clock.Conventions;
import org.nasturtium.bench.reproduce.Comparison.Accuracy;
import org.nasturtium.bench.sample.PublishedTopology;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Dataset;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.search.Seed;

/** The published results of NATS-Bench on the published table of topologies. */
class ReproductionDataTest {
  private static final Seed SEED = Seed.of(1);
  private static final List<Dataset> DATASETS = List.of(Dataset.CIFAR10, Dataset.CIFAR100);
  private static ReproductionReport report;

  @BeforeAll
  static void reproduceAll() {
    BenchmarkTable table = PublishedTopology.require();
    Conventions conventions = Conventions.initial();
    Reproduction.Options options =
        new Reproduction.Options(
            SearchMethods.all(conventions),
            DATASETS,
            Reproduction.Options.PUBLISHED_RUNS,
            OptionalDouble.empty(),
            SEED,
            2,
            conventions);
    report = Reproduction.run(table, options, RunControl.none());
  }

  @Test
  void meansOf500RunsLieWithinTheBandsOfThePublishedOnes() {
    assertThat(report.rows())
        .filteredOn(row -> row.published().isPresent())
        .hasSize(6)
        .allSatisfy(row -> assertThat(row.withinBand()).as("%s, %s", SEED, row).contains(true));
  }

  @Test
  void aSearchMakesAboutAsManyEvaluationsAsMeasuredBefore() {
    assertEvaluations("random", "cifar10", 178);
    assertEvaluations("evolution", "cifar10", 164);
    assertEvaluations("reinforce", "cifar100", 175);
  }

  private static void assertEvaluations(String strategy, String dataset, double expected) {
    assertThat(row(strategy, dataset).evaluations())
        .as("%s of %s on %s", SEED, strategy, dataset)
        .isCloseTo(expected, within(0.03 * expected));
  }

  private static ReproducedRow row(String strategy, String dataset) {
    return report.rows().stream()
        .filter(row -> row.strategy().equals(strategy) && row.dataset().equals(dataset))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void bohbIsOmittedBecauseTheTableHasNoRungs() {
    assertThat(report.omissions())
        .hasSize(2)
        .allSatisfy(
            omission -> {
              assertThat(omission.strategy()).isEqualTo("bohb");
              assertThat(omission.reason()).startsWith("BOHB evaluates after 1 of 12 epochs too");
            });
  }

  @Test
  void optimaStandAtTheirIndices() {
    assertOptimum("cifar10", Optimum.By.VALIDATION, 6111, 91.607, 94.373);
    assertOptimum("cifar100", Optimum.By.VALIDATION, 9930, 73.493, 73.513);
    assertOptimum("cifar100", Optimum.By.TEST, 9930, 73.493, 73.513);
    assertOptimum("cifar10", Optimum.By.PROXY, 13714, 91.496, 94.373);
    assertOptimum("cifar100", Optimum.By.PROXY, 10165, 72.960, 72.280);
    assertThat(report.optima())
        .filteredOn(each -> each.dataset().equals("cifar10") && each.by() == Optimum.By.TEST)
        .extracting(Optimum::index)
        .containsExactly(6111, 13714);
  }

  private static void assertOptimum(
      String dataset, Optimum.By by, int index, double validation, double test) {
    Optimum optimum =
        report.optima().stream()
            .filter(each -> each.dataset().equals(dataset) && each.by() == by)
            .findFirst()
            .orElseThrow();
    assertThat(optimum.index()).isEqualTo(index);
    assertThat(optimum.validation()).isCloseTo(validation, within(0.0005));
    assertThat(optimum.test()).isCloseTo(test, within(0.0005));
  }

  @Test
  void publishedListsOfDerivedCellsGiveThePublishedRows() {
    assertThat(report.derived())
        .hasSize(7)
        .allSatisfy(checked -> assertThat(checked.equalsPublished()).as("%s", checked).isTrue());
  }

  @Test
  void localSearchBeatsRegularizedEvolutionOnBothDataSets() {
    List<Comparison> localAgainstEvolution =
        report.comparisons().stream()
            .filter(each -> each.first().equals("local") && each.second().equals("evolution"))
            .filter(each -> each.accuracy() == Accuracy.VALIDATION)
            .toList();
    assertThat(localAgainstEvolution)
        .hasSize(2)
        .allSatisfy(
            comparison -> {
              assertThat(comparison.meanDifference()).as("%s", comparison).isPositive();
              assertThat(comparison.greater().pValue()).as("%s", comparison).isLessThan(1e-6);
            });
  }

  @Test
  void curvesRiseToTheReportedAccuracies() {
    assertThat(report.curves())
        .allSatisfy(
            curve -> {
              assertThat(curve.points()).hasSize(150);
              double early = curve.points().get(20).test().mean();
              double late = curve.points().get(149).test().mean();
              assertThat(early).as(curve.strategy() + " on " + curve.dataset()).isLessThan(late);
              assertThat(late)
                  .isCloseTo(row(curve.strategy(), curve.dataset()).test().mean(), within(0.05));
            });
  }
}
