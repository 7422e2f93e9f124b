package org.nasturtium.bench.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.nasturtium.bench.clock.Convention;
import org.nasturtium.bench.clock.Conventions;
import org.nasturtium.bench.clock.Deviation;
import org.nasturtium.bench.reproduce.Comparison.Accuracy;
import org.nasturtium.bench.sample.SampleTables;
import org.nasturtium.bench.sample.ToyBenchmark;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Dataset;
import org.nasturtium.core.contract.StoppingControl;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.core.search.Seed;

class ReproductionTest {
  private static final List<String> ALL =
      List.of("random", "evolution", "reinforce", "bohb", "local");
  private static final Seed SEED = Seed.of(77);

  private final BenchmarkTable table = ToyBenchmark.table();

  private Reproduction.Options options(
      List<String> strategies, int runs, int threads, Conventions conventions) {
    return new Reproduction.Options(
        SearchMethods.of(strategies, conventions),
        List.of(table.dataset("toy")),
        runs,
        OptionalDouble.of(8_000),
        SEED,
        threads,
        conventions);
  }

  private ReproductionReport report(List<String> strategies, int runs) {
    return Reproduction.run(
        table, options(strategies, runs, 2, Conventions.initial()), RunControl.none());
  }

  @Test
  void theNumberOfThreadsDoesNotMatter() {
    Conventions conventions = Conventions.initial();
    ReproductionReport one =
        Reproduction.run(table, options(ALL, 23, 1, conventions), RunControl.none());
    ReproductionReport two =
        Reproduction.run(table, options(ALL, 23, 2, conventions), RunControl.none());
    assertThat(two).isEqualTo(one);
    assertThat(ReproductionCsv.files(two)).isEqualTo(ReproductionCsv.files(one));
  }

  @Test
  void theOtherStrategiesDoNotMatter() {
    assertThat(report(List.of("evolution"), 11).rows())
        .isEqualTo(report(ALL, 11).rows().subList(1, 2));
  }

  @Test
  void bohbFindsTheKnownAnswerWithCheapRungs() {
    Conventions conventions = Conventions.initial();
    Reproduction.Options longer =
        new Reproduction.Options(
            SearchMethods.of(List.of("random", "bohb"), conventions),
            List.of(table.dataset("toy")),
            100,
            OptionalDouble.of(32_000),
            SEED,
            2,
            conventions);
    List<ReproducedRow> rows = Reproduction.run(table, longer, RunControl.none()).rows();
    ReproducedRow random = rows.get(0);
    ReproducedRow bohb = rows.get(1);
    assertThat(bohb.test().mean()).as("%s", SEED).isGreaterThan(ToyBenchmark.BEST_TEST - 0.2);
    assertThat(bohb.test().mean()).as("%s", SEED).isGreaterThan(random.test().mean() + 0.3);
    assertThat(bohb.evaluations())
        .as("evaluations of 1 and 4 epochs are cheaper")
        .isGreaterThan(1.5 * random.evaluations());
  }

  @Test
  void aMethodWhoseRungsTheTableLacksIsOmittedWithTheReason() {
    BenchmarkTable coarse = ToyBenchmark.withoutCurves();
    ReproductionReport report =
        Reproduction.run(
            coarse,
            options(List.of("random", "bohb"), 3, 1, Conventions.initial()),
            RunControl.none());
    assertThat(report.rows()).extracting(ReproducedRow::strategy).containsExactly("random");
    assertThat(report.omissions())
        .singleElement()
        .satisfies(
            omission -> {
              assertThat(omission.strategy()).isEqualTo("bohb");
              assertThat(omission.reason())
                  .startsWith("BOHB evaluates after 1 of 12 epochs too: this table has no")
                  .contains("last epoch only");
            });
  }

  @Test
  void conventionsChangeWhatIsRun() {
    Conventions cycles = Conventions.initial().with(Deviation.REA_CYCLES, Convention.AS_PUBLISHED);
    Reproduction.Options longer =
        new Reproduction.Options(
            SearchMethods.of(List.of("evolution"), cycles),
            List.of(table.dataset("toy")),
            2,
            OptionalDouble.of(60_000),
            SEED,
            1,
            cycles);
    assertThat(Reproduction.run(table, longer, RunControl.none()).rows().get(0).evaluations())
        .isEqualTo(200);
    Conventions readings =
        Conventions.initial().with(Deviation.CURVE_READINGS, Convention.AS_PUBLISHED);
    AnytimeCurve curve =
        Reproduction.run(table, options(List.of("random"), 2, 1, readings), RunControl.none())
            .curves()
            .get(0);
    assertThat(curve.points()).hasSize(80);
    assertThat(curve.points().get(79).seconds()).isEqualTo(8_000);
    assertThat(report(List.of("random"), 2).curves().get(0).points()).hasSize(150);
  }

  @Test
  void settingsOfPublishedMethodsAreRecorded() {
    Conventions published =
        Conventions.initial()
            .with(Deviation.REA_SELECTION, Convention.AS_PUBLISHED)
            .with(Deviation.BOHB_KERNEL, Convention.AS_CODED);
    List<SearchMethod> methods = SearchMethods.of(List.of("evolution", "bohb"), published);
    assertThat(methods.get(0).strategy().settings())
        .containsEntry("replacement", "without")
        .containsEntry("population", "10");
    assertThat(methods.get(1).strategy().settings()).containsEntry("kernel", "as-coded");
    assertThat(methods.get(1).ending()).isEqualTo(SearchMethod.Ending.AFTERWARD);
  }

  @Test
  void theBetterOfTwoStrategiesWinsTheComparison() {
    ReproductionReport report = report(List.of("random", "evolution"), 60);
    Comparison comparison =
        report.comparisons().stream()
            .filter(each -> each.accuracy() == Accuracy.VALIDATION)
            .filter(each -> each.first().equals("evolution"))
            .findFirst()
            .orElseThrow();
    assertThat(comparison.meanDifference()).as("%s", SEED).isPositive();
    assertThat(comparison.greater().pValue()).as("%s", SEED).isLessThan(0.01);
    RankComparison ranks = report.ranks().get(0);
    assertThat(ranks.friedman().averageRanks().get(1))
        .isLessThan(ranks.friedman().averageRanks().get(0));
  }

  @Test
  void optimaAreThoseOfTheTable() {
    assertThat(report(List.of("random"), 1).optima())
        .hasSize(3)
        .allSatisfy(
            optimum -> {
              assertThat(optimum.architecture()).isEqualTo("a=2, b=0, c=3, d=1");
              assertThat(optimum.test()).isEqualTo(ToyBenchmark.BEST_TEST);
              assertThat(optimum.proxy()).isCloseTo(90, within(0.1));
            });
  }

  @Test
  void jsonHasOneRowPerStrategyAndDataSet() throws Exception {
    JsonNode root = new ObjectMapper().readTree(ReproductionJson.text(report(ALL, 2)));
    assertThat(root.get("rows")).hasSize(5);
    JsonNode row = root.get("rows").get(1);
    assertThat(row.get("strategy").textValue()).isEqualTo("evolution");
    assertThat(row.get("dataset").textValue()).isEqualTo("toy");
    assertThat(row.get("runs").intValue()).isEqualTo(2);
    for (String number : List.of("validation_mean", "validation_std", "test_mean", "test_std")) {
      assertThat(row.get(number).isNumber()).as(number).isTrue();
    }
    assertThat(row.get("published_test").isNull()).isTrue();
    assertThat(row.get("within_band").isNull()).isTrue();
    assertThat(root.get("conventions").get("budgets").textValue()).isEqualTo("as-coded");
  }

  @Test
  void csvFilesHaveTheirHeadsAndRows() {
    Map<String, String> files = ReproductionCsv.files(report(List.of("random", "local"), 2));
    assertThat(files.getOrDefault("rows.csv", "").lines().toList())
        .hasSize(3)
        .first()
        .asString()
        .startsWith("strategy,method,dataset,runs,simulated_seconds,");
    assertThat(files.getOrDefault("curves.csv", "").lines()).hasSize(1 + 2 * 150);
    assertThat(files.get("optima.csv")).contains("toy,final validation,141,\"a=2, b=0, c=3, d=1\"");
  }

  @Test
  void latexIsATableOfMeasuredAndPublishedNumbers() {
    String latex = ReproductionLatex.text(report(List.of("random"), 2));
    assertThat(latex)
        .contains("\\begin{tabular}{llcc}", "\\multicolumn{2}{c}{toy}", "RANDOM & measured & $")
        .contains("optimum & measured & $90.00$ & $91.00$ \\\\")
        .doesNotContain("published");
  }

  @Test
  void bandsCompareBothMeansWithThePublishedOnes() {
    PublishedResult published = PublishedResult.of("nats-topology", "REA", "cifar10").orElseThrow();
    assertThat(published.band()).isEqualTo(0.10);
    assertThat(PublishedResult.of("nats-topology", "REA", "cifar100").orElseThrow().band())
        .isEqualTo(0.15);
    assertThat(PublishedResult.of("nats-topology", "LOCAL", "cifar10")).isEmpty();
    assertThat(PublishedResult.all()).hasSize(24);
  }

  @Test
  void whatCannotBeRunIsRefusedInOneLine() {
    assertThatThrownBy(() -> SearchMethods.of(List.of("annealing"), Conventions.initial()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("no results are reproduced for strategy 'annealing'; expected ");
    Conventions conventions = Conventions.initial();
    Reproduction.Options unpublished =
        new Reproduction.Options(
            SearchMethods.of(List.of("random"), conventions),
            List.of(table.dataset("toy")),
            1,
            OptionalDouble.empty(),
            SEED,
            1,
            conventions);
    assertThatThrownBy(() -> Reproduction.run(table, unpublished, RunControl.none()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("no time budget is published for toy on toy; give one in seconds");
    assertThatThrownBy(() -> Protocol.of(table, Dataset.CIFAR100))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("this table has no record cifar100; it holds toy");
  }

  @Test
  void listsOfDerivedCellsThatATableLacksAreLeftOut() {
    BenchmarkTable cells = SampleTables.threeCells();
    assertThat(DerivedCells.check(cells, Protocol.of(cells, Dataset.CIFAR10))).isEmpty();
  }

  @Test
  void aReproductionCanBeStopped() {
    assertThatThrownBy(
            () ->
                Reproduction.run(
                    table,
                    options(List.of("random"), 2, 1, Conventions.initial()),
                    StoppingControl.atOnce()))
        .isInstanceOf(StoppedException.class);
  }
}
