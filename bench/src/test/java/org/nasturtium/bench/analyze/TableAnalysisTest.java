package org.nasturtium.bench.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nasturtium.bench.sample.SampleTables;
import org.nasturtium.bench.sample.ToyBenchmark;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Dataset;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.statistics.Correlation;

class TableAnalysisTest {
  private static final int BEST = 2 * 64 + 3 * 4 + 1;

  private final BenchmarkTable table = ToyBenchmark.table();
  private final AnalysisReport report =
      TableAnalysis.of(
          table, List.of(table.dataset("toy")), new TableAnalysis.Options(List.of(20), 0.9));

  @Test
  void ranksFollowTheTestAccuracy() {
    RankSeries ranks = report.rankings().get(0);
    assertThat(ranks.indices()).hasSize(256).doesNotHaveDuplicates();
    assertThat(ranks.indices().get(0)).isEqualTo(BEST);
    assertThat(ranks.ranks().get(0)).isEqualTo(1);
    assertThat(ranks.ranks()).isSorted();
  }

  @Test
  void theParetoFrontIsWhatNothingDominates() {
    assertThat(report.costs())
        .extracting(CostSeries::cost)
        .containsExactly(CostSeries.Cost.PARAMETERS);
    List<CostSeries.Point> points = report.costs().get(0).points();
    for (CostSeries.Point point : points) {
      boolean dominated =
          points.stream()
              .anyMatch(
                  other ->
                      other.cost() <= point.cost()
                          && other.test() >= point.test()
                          && (other.cost() < point.cost() || other.test() > point.test()));
      assertThat(point.isPareto()).as("%s", point).isEqualTo(!dominated);
    }
    assertThat(report.costs().get(0).front())
        .last()
        .extracting(CostSeries.Point::index)
        .isEqualTo(BEST);
  }

  @Test
  void equalPointsAreParetoOptimalTogether() {
    assertThat(ParetoOptimal.of(new double[] {2, 1, 1, 1, 3, 3}, new double[] {5, 4, 4, 3, 5, 6}))
        .containsExactly(true, true, true, false, false, true);
  }

  @Test
  void perfectAgreementIsPerfectCorrelation() {
    assertThat(report.correlations())
        .hasSize(3 * 2 * 3)
        .allSatisfy(row -> assertThat(row.value().orElseThrow()).isCloseTo(1, within(1e-9)));
    assertThat(report.correlations())
        .filteredOn(row -> row.scope().equals("top 20"))
        .allSatisfy(row -> assertThat(row.count()).isEqualTo(20));
    assertThat(report.correlations().get(0).correlation()).isEqualTo(Correlation.PEARSON);
    assertThat(report.correlations().get(0).first()).isEqualTo("toy proxy");
  }

  @Test
  void distributionsAreCountedByHand() {
    Distribution found = Distribution.of("any", new double[] {4, 1, 3, 2});
    assertThat(found.median()).isEqualTo(2.5);
    assertThat(found.best()).isEqualTo(4);
    assertThat(found.topOnePercent()).isEqualTo(4);
    double[] hundred = new double[100];
    Arrays.setAll(hundred, i -> i);
    assertThat(Distribution.of("any", hundred).topFivePercent()).isEqualTo(95);
  }

  @Test
  void everyFigureHasAFile() {
    Map<String, String> files = AnalysisCsv.files(report);
    assertThat(files.keySet())
        .containsExactly(
            "distributions.csv",
            "figure-5.2-ranks.csv",
            "figure-5.3-costs.csv",
            "figure-5.4-validation-test.csv",
            "figure-5.5-correlations.csv");
    assertThat(files.getOrDefault("figure-5.2-ranks.csv", "").lines())
        .hasSize(257)
        .contains("toy," + BEST + ",1,1.0");
    assertThat(files.get("figure-5.3-costs.csv"))
        .contains("toy,parameters,141,2410,95.0,91.0,true,");
  }

  @Test
  void aTableWithoutTheAccuraciesIsRefused() {
    assertThatThrownBy(
            () ->
                TableAnalysis.of(
                    SampleTables.threeCells(),
                    List.of(Dataset.CIFAR100),
                    new TableAnalysis.Options()))
        .isInstanceOf(InvalidInputException.class);
  }
}
