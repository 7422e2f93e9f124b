package org.nasturtium.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches trial by trial, on a table and for real, through the command line. */
class StrategySearchTest {
  @TempDir static Path shared;
  private static Path table;

  @TempDir Path folder;

  @BeforeAll
  static void importTable() throws Exception {
    table = ToyTable.table(shared);
  }

  private static Cli onTable(Path out, Object... more) {
    return Cli.run(
        Stream.concat(
                Stream.of("search", "--table", table, "--dataset=toy", "--out", out, "--json"),
                Stream.of(more))
            .toArray());
  }

  private static Cli trained(Path out, Object... more) {
    return Cli.run(
        Stream.concat(
                Stream.of(
                    "search",
                    "--strategy=evolution",
                    "--set=population=3",
                    "--set=sample=2",
                    "--out",
                    out,
                    "--side=16",
                    "--train-limit=60",
                    "--test-limit=40",
                    "--batch=16",
                    "--channels=4",
                    "--epochs=1",
                    "--precision=fp32",
                    "--json"),
                Stream.of(more))
            .toArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "evolution", "reinforce", "local"})
  void everyStrategySearchesATable(String strategy) throws Exception {
    Path out = folder.resolve("run");
    Map<String, Object> found =
        onTable(out, "--strategy", strategy, "--trials=40", "--space", shared.resolve("toy.json"))
            .json();
    assertThat(found)
        .containsEntry("strategy", strategy)
        .containsEntry("space", "toy")
        .containsEntry("dataset", "toy")
        .containsEntry("seed", 1)
        .containsEntry("trials", 40)
        .containsKeys("architecture", "simulated_seconds");
    int index = whole(found, "index");
    int sum = index / 25 + index / 5 % 5 + index % 5;
    double accuracy = Math.round(1000 * (50 + 3 * sum + index / 1000.0)) / 1000.0;
    assertThat(real(found, "validation_accuracy")).isEqualTo(accuracy);
    assertThat(real(found, "test_accuracy")).isEqualTo(accuracy - 1);
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("best so far", "Pareto front", "The trials", "<svg", strategy)
        .doesNotContain("NaN");
  }

  @Test
  void aTimeBudgetIsSimulated() throws Exception {
    double seconds =
        onTable(folder.resolve("run"), "--strategy=random", "--time-budget=5000")
            .number("simulated_seconds");
    assertThat(seconds).isBetween(5000.0, 5000.0 + 12 * 22 + 1);
  }

  @Test
  void limitsHoldAndPrunedTrialsAreCounted() throws Exception {
    Map<String, Object> found =
        onTable(
                folder.resolve("run"),
                "--strategy=random",
                "--trials=60",
                "--max-parameters=6000",
                "--max-macs=40000",
                "--max-latency=5.5",
                "--objectives=validation-accuracy,parameters")
            .json();
    int index = whole(found, "index");
    assertThat(index / 25 + index / 5 % 5 + index % 5).isLessThanOrEqualTo(4);
    assertThat(whole(found, "pruned")).isPositive();
    onTable(folder.resolve("none"), "--strategy=random", "--trials=9", "--max-parameters=1")
        .isFailed("nothing feasible", "9 pruned", "parameters");
  }

  @Test
  void aMethodOfSeveralBudgetsNeedsATableThatHoldsThemAll() {
    Path out = folder.resolve("run");
    onTable(out, "--strategy=bohb", "--trials=5").isBadInput("bohb", "1 of 12 epochs", "toy");
    onTable(out, "--strategy=halving", "--trials=5").isBadInput("halving", "1 of 12 epochs");
    assertThat(out).doesNotExist();
  }

  @Test
  void neitherWorkersNorInterruptionsChangeATrial() throws Exception {
    Path whole = folder.resolve("whole");
    Path pieces = folder.resolve("pieces");
    onTable(whole, "--strategy=evolution", "--trials=40", "--window=3").json();
    onTable(pieces, "--strategy=evolution", "--trials=15", "--window=3", "--workers=3").json();
    Cli resumed = Cli.run("search", "--out", pieces, "--resume", "--trials=40", "--json");
    assertThat(resumed.number("trials")).isEqualTo(40);
    assertThat(resumed.err()).contains("stored trials");
    assertThat(StoredTrials.of(pieces).subList(0, 40))
        .isEqualTo(StoredTrials.of(whole).subList(0, 40));
    Cli again = Cli.run("search", "--out", pieces, "--resume", "--json");
    assertThat(again.number("trials")).isEqualTo(40);
  }

  @Test
  void realTrainingsAreTrialsToo() throws Exception {
    Path one = folder.resolve("one");
    Map<String, Object> found =
        trained(one, "--trials=6", "--window=2", "--retrain-epochs=1", "--threads=1").json();
    assertThat(found)
        .containsEntry("strategy", "evolution")
        .containsEntry("trials", 6)
        .containsKeys(
            "validation_accuracy",
            "parameters",
            "macs",
            "seconds",
            "test_accuracy",
            "retrained_validation_accuracy",
            "onnx");
    assertThat(Files.readString(one.resolve("report.html")))
        .contains("accuracy in % against macs", "mutation of", "trained again", "<svg");
    Path best = one.resolve("best-" + found.get("best_trial"));
    assertThat(Cli.run("evaluate", best, "--json").number("test_accuracy"))
        .isEqualTo(found.get("test_accuracy"));
    Path two = folder.resolve("two");
    trained(two, "--trials=6", "--window=2", "--workers=2").json();
    assertThat(StoredTrials.of(two).subList(0, 6)).isEqualTo(StoredTrials.of(one).subList(0, 6));
    Path csv = folder.resolve("measured.csv");
    Path measured = folder.resolve("measured.parquet");
    assertThat(measurements(two, csv).exit()).isZero();
    Cli.run(
            "bench",
            "import",
            csv,
            "--table=generic",
            "--space=nats-topology",
            "--out",
            measured,
            "--json")
        .json();
    Map<String, Object> asked =
        Cli.run(
                "bench",
                "query",
                measured,
                "--architecture=" + found.get("architecture"),
                "--dataset=shapes",
                "--split=x-valid",
                "--budget=1",
                "--seeds=1",
                "--json")
            .json();
    assertThat(asked).containsEntry("value", found.get("validation_accuracy"));
    measurements(two, folder.resolve("a.json")).isBadInput("--measurements", ".csv");
  }

  private static Cli measurements(Path store, Path out) {
    return Cli.run("study", "export", "--store", store, "--measurements", "--out", out);
  }

  @Test
  void aStoreIsSharedByStudies() throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("all.sqlite");
    onTable(folder.resolve("a"), "--strategy=random", "--trials=5", "--store", url, "--study=a")
        .json();
    onTable(folder.resolve("b"), "--strategy=evolution", "--trials=6", "--store", url, "--study=b")
        .json();
    Cli joined =
        onTable(
            folder.resolve("c"), "--strategy=random", "--trials=8", "--store", url, "--study=a");
    assertThat(joined.number("trials")).isEqualTo(8);
    assertThat(joined.err()).contains("5 stored trials");
    Map<String, Object> list = Cli.run("study", "list", "--store", url, "--json").json();
    assertThat((List<?>) list.get("studies")).hasSize(2);
    assertThat(Cli.run("study", "show", "a", "--store", url, "--json").json())
        .containsEntry("study", "a")
        .containsEntry("strategy", "random")
        .containsEntry("trials", 8)
        .containsKeys("best_value", "settings", "seconds");
    assertThat(Cli.run("study", "list", "--store", url).out()).contains("evolution", "random");
    Path json = folder.resolve("b.json");
    assertThat(Cli.run("study", "export", "b", "--store", url, "--out", json).exit()).isZero();
    assertThat(json).content().contains("\"number\" : 5", "validation-accuracy");
    onTable(folder.resolve("d"), "--strategy=evolution", "--store", url, "--study=a")
        .isBadInput("'a'", "strategy", "random", "evolution");
    onTable(folder.resolve("e"), "--strategy=random", "--store", url, "--study=a", "--seed=2")
        .isBadInput("'a'", "seed");
    Cli.run(
            "study",
            "export",
            "a",
            "--store",
            url,
            "--measurements",
            "--out",
            folder.resolve("m.csv"))
        .isBadInput("'a'", "table");
    Cli.run("study", "show", "c", "--store", url).isBadInput("'c'", "a, b");
    Cli.run("study", "show", "--store", url).isBadInput("a, b");
    Cli.run("study", "export", "a", "--store", url, "--out", folder.resolve("a.txt"))
        .isBadInput(".csv", ".json");
  }

  @Test
  void optionsThatDoNotApplyAreRefused() {
    Path out = folder.resolve("run");
    Cli.run("search", "--strategy=random", "--method=gdas").isBadInput("--method", "--strategy");
    Cli.run("search", "--strategy=random", "--preset=demo").isBadInput("--preset", "--strategy");
    Cli.run("search", "--strategy=random", "--no-comparison").isBadInput("comparison");
    for (String option :
        List.of(
            "--trials=3",
            "--time-budget=3",
            "--workers=2",
            "--window=2",
            "--objectives=macs",
            "--set=population=3",
            "--distinct",
            "--duplicates=reuse",
            "--max-latency=3",
            "--store=jdbc:sqlite:x",
            "--study=x")) {
      Cli.run("search", option).isBadInput(option.replaceAll("=.*", ""), "--strategy");
    }
    for (String option :
        List.of("--channels=4", "--batch=8", "--threads=1", "--retrain-epochs=3", "--side=16")) {
      onTable(out, "--strategy=random", option).isBadInput(option.replaceAll("=.*", ""), "--table");
    }
    trained(out, "--threads=1").isBadInput("--threads", "--retrain-epochs");
    trained(out, "--max-latency=1").isBadInput("--max-latency", "--table");
    trained(out, "--objectives=latency").isBadInput("latency", "macs");
    trained(out, "--objectives=speed").isBadInput("speed", "macs");
    trained(out, "--workers=5", "--window=2").isBadInput("--workers 5", "--window 2");
    trained(out, "--set=tournament=3").isBadInput("tournament", "population");
    trained(out, "--set=replacement").isBadInput("replacement", "name=value");
    trained(out, "--duplicates=skip").isBadInput("skip", "reuse");
    Cli.run("search", "--strategy=gdas").isBadInput("gdas", "evolution");
    Cli.run("search", "--strategy=random", "--table", table).isBadInput("--dataset");
    onTable(out, "--strategy=random", "--space=nats-size").isBadInput("nats-size", "toy");
    onTable(out, "--strategy=random", "--epochs=7").isBadInput("7", "12");
    Cli.run("search", "--strategy=random", "--table", table, "--dataset=mnist")
        .isBadInput("mnist", "toy");
    Cli.run("search", "--strategy=random", "--table", shared.resolve("toy.csv"), "--dataset=toy")
        .isBadInput("toy.csv");
    onTable(out, "--strategy=random", "--store=jdbc:oracle:x").isBadInput("oracle", "sqlite");
    assertThat(out.resolve("study.json")).doesNotExist();
  }

  @Test
  void aSearchGoesOnAsItBegan() throws Exception {
    Path out = folder.resolve("run");
    onTable(out, "--strategy=random", "--trials=5").json();
    onTable(out, "--strategy=random", "--trials=5").isBadInput(out.toString(), "--resume");
    onTable(out, "--strategy=evolution", "--resume").isBadInput("strategy", "random", "evolution");
    onTable(out, "--resume", "--window=4").isBadInput("window", "1", "4");
    Cli.run("search", "--out", out, "--resume", "--method=gdas").isBadInput("--method");
    Cli.run("search", "--strategy=random", "--resume").isBadInput("--out");
    String url = "jdbc:sqlite:" + folder.resolve("new.sqlite");
    Cli.run(
            "search",
            "--strategy=random",
            "--table",
            table,
            "--dataset=toy",
            "--store",
            url,
            "--study=x",
            "--resume")
        .isBadInput("'x'", "none");
    Files.writeString(out.resolve("study.json"), "{");
    Cli.run("search", "--out", out, "--resume").isBadInput("study.json", "damaged");
    Cli.run("study", "list", "--store", folder).isBadInput("study.sqlite");
    Cli.run("study", "list", "--store=jdbc:sqlite:" + folder.resolve("no.sqlite"))
        .isBadInput("no.sqlite");
    assertThat(folder.resolve("no.sqlite")).doesNotExist();
  }

  private static int whole(Map<String, Object> found, String field) {
    return (int) java.util.Objects.requireNonNull(found.get(field), field);
  }

  private static double real(Map<String, Object> found, String field) {
    return (double) java.util.Objects.requireNonNull(found.get(field), field);
  }
}
