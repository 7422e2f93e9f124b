package org.nasturtium.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.app.bench.StrategyRuns;
import org.nasturtium.core.contract.StoppingControl;
import org.nasturtium.core.progress.StoppedException;

/** Strategies at equal numbers of evaluations, through the command line. */
class BenchCompareTest {
  private static final List<String> FILES = List.of("table.csv", "tests.csv", "runs.csv");

  @TempDir static Path shared;
  private static Path toy;

  @TempDir Path folder;

  @BeforeAll
  static void prepare() throws Exception {
    toy = ToyTable.table(shared);
    assertThat(toys(undisturbed(), "--json", "--threads=1").exit()).isZero();
  }

  private static Path undisturbed() {
    return shared.resolve("all");
  }

  private static Cli compare(Path table, Path out, Object... more) {
    return Cli.run(
        Stream.concat(Stream.of("bench", "compare", table, "--out", out), Stream.of(more))
            .toArray());
  }

  private static Cli toys(Path out, Object... more) {
    return compare(
        toy,
        out,
        Stream.concat(
                Stream.of(
                    "--dataset=toy",
                    "--strategies=local,random,five=evolution",
                    "--set=five.population=5",
                    "--evaluations=5,125,40",
                    "--runs=7"),
                Stream.of(more))
            .toArray());
  }

  private static void sameNumbers(Path out) throws Exception {
    for (String file : FILES) {
      assertThat(out.resolve(file)).hasSameTextualContentAs(undisturbed().resolve(file));
    }
  }

  private static Map<?, ?> row(Map<String, Object> result, String strategy, int evaluations) {
    return ((List<?>) Objects.requireNonNull(result.get("rows")))
        .stream()
            .map(each -> (Map<?, ?>) each)
            .filter(row -> strategy.equals(row.get("strategy")))
            .filter(row -> Integer.valueOf(evaluations).equals(row.get("evaluations")))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void incumbentsAreReadAtTheEvaluationsAskedFor() throws Exception {
    Map<String, Object> result = toys(undisturbed(), "--resume", "--json").json();
    assertThat(result).containsEntry("runs", 7).containsEntry("guided_by", "validation");
    assertThat((double) Objects.requireNonNull(row(result, "local", 125).get("test_mean")))
        .as("local search has looked at all 125 and found the best")
        .isCloseTo(85.124, within(1e-9));
    assertThat((double) Objects.requireNonNull(row(result, "local", 125).get("test_deviation")))
        .isCloseTo(0, within(1e-9));
    assertThat((double) Objects.requireNonNull(row(result, "random", 5).get("test_mean")))
        .isLessThan((double) Objects.requireNonNull(row(result, "random", 125).get("test_mean")));
    assertThat(Files.readString(undisturbed().resolve("report.html")))
        .contains("<svg", "local against random", "Mean test accuracy of the incumbent");
    assertThat(toys(undisturbed(), "--resume").out())
        .contains("after 40: local ahead of random by +", "report");
  }

  /** All values again, from the rows of runs.csv. */
  @Test
  void meansAndTestsAreThoseOfTheRuns() throws Exception {
    List<String> runs = Files.readAllLines(undisturbed().resolve("runs.csv"));
    assertThat(runs).hasSize(1 + 3 * 3 * 7);
    double mean =
        runs.stream()
            .filter(line -> line.matches("five,\\d+,40,.*"))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
            .average()
            .orElseThrow();
    String row =
        Files.readAllLines(undisturbed().resolve("table.csv")).stream()
            .filter(line -> line.startsWith("five,40,7,"))
            .findFirst()
            .orElseThrow();
    assertThat(Double.parseDouble(row.split(",", -1)[3])).isCloseTo(mean, within(1e-9));
    assertThat(Files.readAllLines(undisturbed().resolve("tests.csv"))).hasSize(1 + 3 * 3);
  }

  @Test
  void neitherThreadsNorInterruptionsChangeAnything() throws Exception {
    Path threads = folder.resolve("threads");
    assertThat(toys(threads, "--threads=3").exit()).isZero();
    sameNumbers(threads);

    Path out = folder.resolve("broken");
    StrategyRuns runs = StrategyRuns.prepare(StrategyRuns.settings(undisturbed()).read(), out);
    assertThatThrownBy(() -> runs.run(1, StoppingControl.afterQuestions(400)))
        .isInstanceOf(StoppedException.class)
        .hasMessageContaining("of 21 runs")
        .hasMessageContaining(out.toString());
    toys(out).isBadInput(out.toString(), "--resume");
    compare(toy, out, "--resume", "--runs=8").isBadInput("runs", "is 7", "8");
    assertThat(compare(toy, out, "--resume").exit()).isZero();
    sameNumbers(out);
  }

  @Test
  void nasgemIsComparedWithTheOthers() throws Exception {
    Path cells = DagTable.table(folder, true);
    Path encoder = folder.resolve("four.encoder");
    Cli.run("encoder", "train", "--nodes=4", "--iterations=30", "--pairs=100", "--out", encoder);
    Object[] small = {
      "--dataset=toy",
      "--strategies=nasgem,random",
      "--set=nasgem.initial=6",
      "--set=nasgem.sample=200",
      "--set=nasgem.epochs=20",
      "--evaluations=6,30",
      "--runs=3",
      "--threads=2",
      "--json",
      "--encoder",
      encoder
    };
    Map<String, Object> found = compare(cells, folder.resolve("cells"), small).json();
    assertThat(row(found, "nasgem", 30).get("test_mean"))
        .isNotEqualTo(row(found, "nasgem", 6).get("test_mean"));
    Map<String, Object> again = compare(cells, folder.resolve("again"), small).json();
    assertThat(again.get("rows")).isEqualTo(found.get("rows"));
    compare(toy, folder.resolve("no"), "--dataset=toy", "--encoder", encoder)
        .isBadInput("toy", "nasbench101");
  }

  @Test
  void impossibleComparisonsAreRefusedBeforeAnythingIsWritten() {
    Path out = folder.resolve("none");
    compare(toy, out, "--dataset=other").isBadInput("other", "toy");
    compare(toy, out, "--dataset=toy", "--strategies=magic").isBadInput("magic", "nasgem");
    compare(toy, out, "--dataset=toy", "--strategies=local,local").isBadInput("--strategies");
    compare(toy, out, "--dataset=toy", "--strategies=local", "--evaluations=0")
        .isBadInput("--evaluations", "0");
    compare(toy, out, "--dataset=toy", "--strategies=local", "--runs=0").isBadInput("--runs", "0");
    compare(toy, out, "--dataset=toy", "--strategies=local", "--threads=0")
        .isBadInput("--threads", "0");
    compare(toy, out, "--dataset=toy", "--strategies=local", "--set=random.x=1")
        .isBadInput("random.x=1", "local");
    compare(toy, out, "--dataset=toy", "--strategies=x=local", "--set=local.starts=1")
        .isBadInput("local.starts=1", "x");
    compare(toy, out, "--dataset=toy", "--strategies==local").isBadInput("--strategies", "=local");
    compare(toy, out, "--dataset=toy", "--strategies=local", "--set=local.x=1").isBadInput("x");
    compare(toy, out, "--dataset=toy", "--strategies=bohb").isBadInput("epochs");
    compare(toy, out, "--resume").isBadInput("nothing to resume", out.toString());
    compare(folder.resolve("missing"), out).isBadInput("missing");
    assertThat(out).doesNotExist();
  }
}
