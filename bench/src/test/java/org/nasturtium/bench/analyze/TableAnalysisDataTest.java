package org.nasturtium.bench.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nasturtium.bench.sample.PublishedTopology;
import org.nasturtium.bench.table.Dataset;
import org.nasturtium.core.statistics.Correlation;

/** What is known of the published table of topologies. */
class TableAnalysisDataTest {
  private static AnalysisReport report;

  @BeforeAll
  static void analyze() {
    report =
        TableAnalysis.of(
            PublishedTopology.require(),
            List.of(Dataset.CIFAR10, Dataset.CIFAR100),
            new TableAnalysis.Options());
  }

  @Test
  void rankCorrelationsAreTheKnownOnes() {
    assertSpearman("cifar10 proxy", "cifar10 validation", 0.823);
    assertSpearman("cifar10 proxy", "cifar10 test", 0.772);
    assertSpearman("cifar10 validation", "cifar10 test", 0.984);
    assertSpearman("cifar100 proxy", "cifar100 validation", 0.823);
    assertSpearman("cifar100 proxy", "cifar100 test", 0.825);
    assertSpearman("cifar100 validation", "cifar100 test", 0.993);
    assertSpearman("cifar10 test", "cifar100 test", 0.980);
  }

  private static void assertSpearman(String first, String second, double expected) {
    CorrelationRow row = spearman(first, second, "all");
    assertThat(row.value().orElseThrow())
        .as(first + " and " + second)
        .isCloseTo(expected, within(0.0005 + 1e-9));
    assertThat(row.interval().orElseThrow().contains(row.value().getAsDouble())).isTrue();
  }

  private static CorrelationRow spearman(String first, String second, String scope) {
    return report.correlations().stream()
        .filter(row -> row.first().equals(first) && row.second().equals(second))
        .filter(row -> row.scope().equals(scope) && row.correlation() == Correlation.SPEARMAN)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theBestOfOneDataSetAreNotTheBestOfAnother() {
    assertThat(spearman("cifar10 test", "cifar100 test", "top 150").value().orElseThrow())
        .isLessThan(spearman("cifar10 test", "cifar100 test", "all").value().orElseThrow() - 0.3);
  }

  @Test
  void distributionsAreTheKnownOnes() {
    assertDistribution(report.distributions().get(0), 87.06, 90.75, 93.28, 93.78);
    assertDistribution(report.distributions().get(1), 61.41, 65.29, 70.11, 71.13);
  }

  private static void assertDistribution(
      Distribution found, double mean, double median, double five, double one) {
    assertThat(found.moments().count()).isEqualTo(15_625);
    assertThat(found.moments().mean()).isCloseTo(mean, within(0.0051));
    assertThat(found.median()).isCloseTo(median, within(0.0051));
    assertThat(found.topFivePercent()).isCloseTo(five, within(0.0051));
    assertThat(found.topOnePercent()).isCloseTo(one, within(0.0051));
  }

  @Test
  void theResNetCellIsMarkedAmongAllCells() {
    CostSeries parameters = report.costs().get(0);
    assertThat(parameters.points()).hasSize(15_625);
    assertThat(parameters.points())
        .filteredOn(point -> point.reference().equals("resnet"))
        .singleElement()
        .satisfies(
            point -> {
              assertThat(point.index()).isEqualTo(11_472);
              assertThat(point.cost()).isEqualTo(559_386);
            });
  }
}
