package org.nasturtium.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.statistics.Moments;

/** The table of a comparison, worked out by hand. */
class ComparisonTableTest {
  private static final List<ComparedRun> RUNS =
      List.of(
          run("gdas", 1, Map.of("true_cifar10_test", 90.0, "search_seconds", 10)),
          run("gdas", 2, Map.of("true_cifar10_test", 92.0, "search_seconds", 20)),
          run("rsps", 1, Map.of("true_cifar10_test", 93.0, "kendall", 0.5, "search_seconds", 7)),
          new ComparedRun("rsps", 2, Map.of(), "diverged, in epoch 1"));

  private static ComparedRun run(String method, long seed, Map<String, Object> fields) {
    return new ComparedRun(method, seed, fields, "");
  }

  @Test
  void meansAndSpreadsAreWrittenAsCsv() {
    assertThat(new ComparisonTable(RUNS).csv())
        .isEqualTo(
            """
            method,runs,failed,true_cifar10_test_mean,true_cifar10_test_deviation,kendall_mean,kendall_deviation,search_seconds_mean,search_seconds_deviation
            gdas,2,0,91.0,1.4142135623730951,,,15.0,7.0710678118654755
            rsps,2,1,93.0,0.0,0.5,0.0,7.0,0.0
            """);
  }

  @Test
  void meansAndSpreadsAreWrittenAsMarkdown() {
    assertThat(new ComparisonTable(RUNS).markdown())
        .isEqualTo(
            """
            | method | runs | true cifar10 test accuracy in % | Kendall's tau | search in seconds |
            | --- | --- | --- | --- | --- |
            | gdas | 2 | 91.00 ± 1.41 | – | 15.0 ± 7.1 |
            | rsps | 2 (1 failed) | 93.00 | 0.500 | 7.0 |
            """);
  }

  @Test
  void everyRunIsARow() {
    assertThat(new ComparisonTable(RUNS).runsCsv())
        .isEqualTo(
            """
            method,seed,architecture,true_cifar10_test,kendall,search_seconds,failure
            gdas,1,,90.0,,10.0,
            gdas,2,,92.0,,20.0,
            rsps,1,,93.0,0.5,7.0,
            rsps,2,,,,,"diverged, in epoch 1"
            """);
  }

  @Test
  void methodsAreTestedWhereTheSeedsSuffice() {
    List<ComparedRun> runs = new ArrayList<>();
    for (int seed = 1; seed <= 6; seed++) {
      runs.add(run("a", seed, Map.of("true_x_test", 90.0 + seed)));
      runs.add(run("b", seed, Map.of("true_x_test", 90.0 + 2 * seed)));
    }
    ComparisonTable table = new ComparisonTable(runs);
    Measure measure = Measure.leading(table.measures()).orElseThrow();

    // all six differences have one sign: 2 / 2^6
    assertThat(RankTest.of(table.methods(), measure))
        .singleElement()
        .satisfies(test -> assertThat(test.test().pValue()).isEqualTo(0.03125));
    assertThat(RankTest.of(MethodRuns.of(runs.subList(0, 10)), measure)).isEmpty();
  }

  @Test
  void curvesAreAveragedEpochByEpoch() {
    List<ComparedRun> runs =
        List.of(
            run("a", 1, Map.of("epochs", List.of(Map.of("true_x_test", 10.0), Map.of()))),
            run("a", 2, Map.of("epochs", List.of(Map.of("true_x_test", 30.0), Map.of()))));
    Measure measure = new Measure("true_x_test", "x", 1, 2);

    assertThat(MethodRuns.of(runs).get(0).epochs(measure))
        .hasSize(2)
        .satisfiesExactly(
            first -> assertThat(first.map(Moments::mean)).contains(20.0),
            second -> assertThat(second).isEmpty());
  }
}
