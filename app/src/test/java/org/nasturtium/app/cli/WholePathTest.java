package org.nasturtium.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nasturtium.app.report.Browser;

/** From images to a tested and exported network, and on with what the run left behind. */
class WholePathTest {
  private static final Object[] SAME_DATA = {"--side=16", "--test-limit=40", "--json"};

  // A browser may still write to its profile while it ends.
  @TempDir(cleanup = CleanupMode.NEVER)
  Path folder;

  @ParameterizedTest
  @CsvSource({
    "nats-topology, gdas",
    "nats-topology, darts-v1",
    "darts-cnn, gdas",
    "darts-cnn, darts-v1",
    "own.json, gdas",
    "own.json, darts-v1"
  })
  void imagesBecomeATestedExportedNetwork(String space, String method) throws Exception {
    Path out = folder.resolve("run");

    Cli search =
        space.endsWith(".json")
            ? Cli.searchOwn(
                out, OwnNetwork.write(folder.resolve(space)), "--method", method, "--seed=5")
            : Cli.search(out, "--space", space, "--method", method, "--seed=5");

    Map<String, Object> result = search.json();
    assertThat(result)
        .containsEntry("space", space.replace(".json", ""))
        .containsEntry("method", method)
        .containsEntry("dataset", "shapes")
        .containsEntry("seed", 5)
        .containsEntry("out", out.toString());
    assertThat(String.valueOf(result.get("architecture"))).isNotBlank();
    assertThat(search.number("validation_accuracy")).isBetween(0.0, 100.0);
    assertThat(search.number("test_accuracy")).isBetween(0.0, 100.0);
    assertThat(search.number("onnx_max_abs_diff")).isBetween(0.0, 1e-4);
    for (String positive :
        List.of("parameters", "macs", "search_seconds", "retrain_seconds", "latency_ms")) {
      assertThat(search.number(positive)).as(positive).isPositive();
    }
    assertThat(search.err()).contains("search  epoch 1/1", "train found  epoch 1/1");
    for (String file : List.of("report.html", "model.onnx", "network.json", "result.json")) {
      assertThat(out.resolve(file)).isNotEmptyFile();
    }
    theLeftFilesServe(out, search);
  }

  private void theLeftFilesServe(Path out, Cli search) throws Exception {
    double accuracy = search.number("test_accuracy");
    assertThat(Cli.run("evaluate", out, "--json").number("test_accuracy")).isEqualTo(accuracy);

    Path again = folder.resolve("again.onnx");
    Cli export = Cli.run("export", out, "--onnx", again, "--json");
    assertThat(export.number("onnx_max_abs_diff")).isBetween(0.0, 1e-4);

    for (Path onnx : List.of(out.resolve("model.onnx"), again)) {
      assertThat(evaluated(onnx)).as(onnx.toString()).isCloseTo(accuracy, within(1e-9));
    }
    Cli latency = Cli.run("latency", again, "--runs=5", "--warm-up=1", "--json");
    assertThat(latency.number("latency_ms")).isPositive();
    assertThat(latency.number("latency_p95_ms"))
        .isGreaterThanOrEqualTo(latency.number("latency_ms"));
  }

  private static double evaluated(Path onnx) throws Exception {
    return Cli.run("evaluate", onnx, "--seed=5", SAME_DATA[0], SAME_DATA[1], SAME_DATA[2])
        .number("test_accuracy");
  }

  @Test
  void theReportOpensInABrowserAndShowsTheComparison() throws Exception {
    Path out = folder.resolve("run");
    Cli search =
        Cli.run(
            "search",
            "--out",
            out,
            "--side=16",
            "--train-limit=60",
            "--test-limit=40",
            "--channels=4",
            "--epochs=2",
            "--retrain-epochs=1",
            "--threads=1",
            "--json");
    assertThat(search.json().get("comparison")).asInstanceOf(LIST).hasSizeGreaterThanOrEqualTo(3);

    Browser.Visit visit = Browser.find(folder).open(out.resolve("report.html"));

    assertThat(visit.exit()).isZero();
    assertThat(visit.complaints()).isEmpty();
    assertThat(visit.dom()).contains("</footer>", "random");
  }

  @ParameterizedTest
  @CsvSource({"nats-topology, 11472", "darts-cnn, 0"})
  void trainingOneArchitectureEndsLikewise(String space, String index) throws Exception {
    Path out = folder.resolve("run");

    Cli train = Cli.train(out, "--space", space, "--index", index);

    assertThat(train.json()).containsEntry("space", space);
    assertThat(train.json().get("index")).hasToString(index);
    assertThat(train.number("onnx_max_abs_diff")).isBetween(0.0, 1e-4);
    assertThat(Cli.run("evaluate", out, "--json").number("test_accuracy"))
        .isEqualTo(train.number("test_accuracy"));
  }

  @Test
  void withoutJsonAPersonReadsTheResult() {
    Path out = folder.resolve("run");
    Cli search =
        Cli.run(
            "search",
            "--out",
            out,
            "--side=16",
            "--train-limit=60",
            "--test-limit=40",
            "--channels=4",
            "--epochs=1",
            "--retrain-epochs=1",
            "--no-comparison",
            "--threads=1");

    assertThat(search.exit()).as(search.err()).isZero();
    assertThat(search.out())
        .contains("found ", "test %", "parameters", out.resolve("report.html").toString())
        .contains(out.resolve("model.onnx").toString());
  }

  @Test
  void theFoundNetworkKeepsToItsLimits() throws Exception {
    Cli free = Cli.run("cost", "--index=11472", "--channels=4", "--cells=1", "--json");
    long limit = (long) free.number("parameters");

    Cli search = Cli.search(folder.resolve("run"), "--max-parameters", limit, "--max-macs=150000");

    assertThat(search.number("parameters")).isLessThanOrEqualTo((double) limit);
    assertThat(search.number("macs")).isLessThanOrEqualTo(150_000);
  }

  @Test
  void limitsNothingCanMeetAreRefusedBeforeAnythingIsWritten() {
    Path out = folder.resolve("run");
    Cli.search(out, "--max-parameters=10").isBadInput("nothing feasible", "nats-topology", "10");
    Cli.search(out, "--space=darts-cnn", "--max-macs=10").isBadInput("nothing feasible", "10");
    assertThat(out).doesNotExist();
  }

  @Test
  void theSameSeedGivesTheSameNetwork() throws Exception {
    Map<String, Object> one = Cli.search(folder.resolve("one")).json();
    Map<String, Object> two = Cli.search(folder.resolve("two")).json();
    for (String field : List.of("architecture", "test_accuracy", "test_loss", "data_fingerprint")) {
      assertThat(one.get(field)).as(field).isEqualTo(two.get(field));
    }
    assertThat(Files.readAllBytes(folder.resolve("one/network.json")))
        .isEqualTo(Files.readAllBytes(folder.resolve("two/network.json")));
  }
}
