package org.nasturtium.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A weight-sharing search is judged by a table of its space, and its weights score again. */
class JudgedSearchTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String[] PICKS = {"skip", "conv1", "conv3"};

  @TempDir static Path shared;
  private static Path graph = Path.of("");
  private static Path table = Path.of("");
  private static Path run = Path.of("");
  private static String line = "";
  private static String log = "";

  /** The true test accuracy of each architecture. */
  private static final Map<String, Double> TRUTH = new HashMap<>();

  @TempDir Path folder;

  @BeforeAll
  static void search() throws IOException {
    graph = OwnNetwork.write(shared.resolve("own.json"));
    table = table(shared);
    run = shared.resolve("run");
    Cli search = search(run, "--method=rsps", "--table", table);
    assertThat(search.exit()).as(search.err()).isZero();
    line = search.out();
    log = search.err();
  }

  private static Path table(Path folder) throws IOException {
    StringBuilder text =
        new StringBuilder(
            "pick:first,pick:second,toy/9/x-valid/accuracy/1,toy/9/x-test/accuracy/1\n");
    for (int i = 0; i < 9; i++) {
      double test = 50.0 + (7 * i % 9);
      text.append(
          String.format(Locale.ROOT, "%s,%s,%d,%.2f%n", PICKS[i / 3], PICKS[i % 3], 40 + i, test));
      TRUTH.put("first=%s, second=%s".formatted(PICKS[i / 3], PICKS[i % 3]), test);
    }
    Path csv = Files.writeString(folder.resolve("own.csv"), text);
    Path made = folder.resolve("own.parquet");
    Cli imported =
        Cli.run("bench", "import", csv, "--table=generic", "--space", graph, "--out", made);
    assertThat(imported.exit()).as(imported.err()).isZero();
    return made;
  }

  private static Cli search(Path out, Object... options) {
    return Cli.run(
        Stream.concat(
                Stream.of(
                    "search",
                    "--out",
                    out,
                    "--space",
                    graph,
                    "--side=16",
                    "--train-limit=120",
                    "--test-limit=20",
                    "--batch=16",
                    "--threads=1",
                    "--precision=fp32",
                    "--epochs=2",
                    "--retrain-epochs=0",
                    "--json"),
                Stream.of(options))
            .toArray());
  }

  private static Cli score(Object... options) {
    return Cli.run(
        Stream.concat(Stream.of("supernet", "score", "--checkpoint", run), Stream.of(options))
            .toArray());
  }

  private static double truth(JsonNode row) {
    return java.util.Objects.requireNonNull(TRUTH.get(row.get("architecture").asText()));
  }

  @Test
  void everyDerivedArchitectureIsLookedUp() throws Exception {
    JsonNode found = JSON.readTree(line);
    assertThat(found.get("epochs")).hasSize(2);
    for (JsonNode epoch : found.get("epochs")) {
      assertThat(epoch.get("true_toy_test").asDouble()).isEqualTo(truth(epoch));
    }
    assertThat(found.get("true_toy_test").asDouble()).isEqualTo(truth(found));
    assertThat(found.get("true_toy_validation").asDouble()).isBetween(40.0, 48.0);
    assertThat(log.lines().filter(each -> each.contains("true test toy "))).hasSize(2);
    assertThat(found.get("peak_resident_bytes").asLong()).isGreaterThan(50_000_000L);
    assertThat(found.get("search_seconds").asDouble()).isPositive();
    assertThat(JSON.readTree(run.resolve("result.json").toFile())).isEqualTo(found);
  }

  @Test
  void theWeightsAreRankedAgainstTheTruth() throws Exception {
    JsonNode found = JSON.readTree(line);
    assertThat(found.get("score_sample").asInt()).isEqualTo(9);
    assertThat(found.get("score_dataset").asText()).isEqualTo("toy");
    assertThat(found.get("kendall").asDouble()).isBetween(-1.0, 1.0);
    assertThat(found.get("spearman").asDouble()).isBetween(-1.0, 1.0);
    assertThat(Files.readString(run.resolve("report.html")))
        .contains(
            "True test accuracy on toy of the architecture derived after each epoch",
            "Shared weights against truth, over 9 cells on toy",
            "own.parquet");
  }

  @Test
  void aSearchWithoutTrainingExportsNothing() {
    assertThat(run.resolve("model.onnx")).doesNotExist();
    assertThat(run.resolve("network.json")).isNotEmptyFile();
    assertThat(log).doesNotContain("train found");
    Cli.run("evaluate", run).isBadInput(run.toString(), "train-found.checkpoint");
  }

  @Test
  void aJudgedSearchResumesToTheSameJudgment() throws Exception {
    JsonNode again = JSON.readTree(Cli.run("search", "--out", run, "--resume", "--json").out());
    for (String field : new String[] {"kendall", "spearman", "true_toy_test", "epochs"}) {
      assertThat(again.get(field)).as(field).isEqualTo(JSON.readTree(line).get(field));
    }
    Cli.run("search", "--out", run, "--resume", "--candidates=3")
        .isBadInput("candidates", "9", "3");
    Cli.run("search", "--out", run, "--resume", "--score-sample=3").isBadInput("scoreSample");
  }

  @Test
  void theLeftWeightsScoreAsTheSearchDid() throws Exception {
    JsonNode found = JSON.readTree(line);
    JsonNode scored = JSON.readTree(score("--sample=9", "--table", table, "--json").out());
    assertThat(scored.get("kendall")).isEqualTo(found.get("kendall"));
    assertThat(scored.get("scores")).hasSize(9);
    double last = 100;
    for (JsonNode row : scored.get("scores")) {
      assertThat(row.get("true_toy_test").asDouble()).isEqualTo(truth(row));
      assertThat(row.get("score").asDouble()).isBetween(0.0, last);
      last = row.get("score").asDouble();
      Cli one = score("--architecture", row.get("architecture").asText(), "--json");
      JsonNode alone = JSON.readTree(one.out()).get("scores").get(0);
      assertThat(alone.get("score")).isEqualTo(row.get("score"));
      assertThat(alone.has("true_toy_test")).isFalse();
    }
    Cli all = score("--index=4", "--index=5", "--images=all", "--json");
    assertThat(all.json()).containsEntry("score_images", "all");
    assertThat(score("--sample=3", "--seed=9", "--table", table).out())
        .contains("score %", "true test toy ", "over 3 cells on toy");
  }

  @Test
  void scoringSaysWhatIsWrong() throws IOException {
    score().isBadInput("--architecture", "--index", "--sample");
    score("--index=1", "--sample=2").isBadInput("--architecture", "--index", "--sample");
    score("--index=1", "--seed=2").isBadInput("--seed", "--sample");
    score("--index=9").isBadInput("9", "own");
    score("--sample=10").isBadInput("--sample 10", "9", "own");
    score("--sample=10", "--table", table).isBadInput("--sample 10", "9", table.toString());
    score("--sample=2", "--table", ToyTable.table(folder)).isBadInput("toy", "own");
    score("--sample=2", "--images=some").isBadInput("--images", "some", "all");
    Cli.run("supernet", "score", "--checkpoint", folder, "--index=1")
        .isBadInput(folder.toString(), "run.json");
    Path trained = folder.resolve("trained");
    assertThat(Cli.train(trained, "--index=0").exit()).isZero();
    Cli.run("supernet", "score", "--checkpoint", trained, "--index=1")
        .isBadInput(trained.toString(), "no shared weights", "--method");
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(
        other.resolve("run.json"),
        Files.readString(run.resolve("run.json")).replace("\"seed\" : 1", "\"seed\" : 2"));
    Files.copy(run.resolve("search.checkpoint"), other.resolve("search.checkpoint"));
    Cli.run("supernet", "score", "--checkpoint", other, "--index=1")
        .isBadInput("search.checkpoint", "data-fingerprint");
  }

  @Test
  void aSearchSaysWhatIsWrongBeforeItWritesAnything() throws IOException {
    Path out = folder.resolve("run");
    search(out, "--table", ToyTable.table(folder)).isBadInput("--table", "toy", "own");
    search(out, "--table", folder.resolve("none.parquet")).isBadInput("none.parquet");
    search(out, "--table", table, "--score-sample=10").isBadInput("--score-sample 10", "9");
    search(out, "--score-sample=5").isBadInput("--score-sample", "--table");
    search(out, "--method=gdas", "--candidates=5").isBadInput("--candidates", "rsps");
    search(out, "--method=rsps", "--candidates=10").isBadInput("--candidates 9", "10");
    search(out, "--method=rsps", "--preview-candidates=10").isBadInput("--preview-candidates 9");
    search(out, "--method=rsps", "--score-images=some").isBadInput("--score-images", "some");
    assertThat(out).doesNotExist();
  }

  @Test
  void candidatesAndImagesDecideWhatIsDerived() throws Exception {
    Path out = folder.resolve("run");
    Cli all =
        search(
            out, "--method=rsps", "--candidates=9", "--preview-candidates=9", "--score-images=all");
    JsonNode found = JSON.readTree(all.out());
    assertThat(all.err()).doesNotContain("true test");
    assertThat(found.has("kendall")).isFalse();
    JsonNode scored =
        JSON.readTree(
            Cli.run("supernet", "score", "--checkpoint", out, "--sample=9", "--json").out());
    double best = scored.get("scores").get(0).get("score").asDouble();
    for (JsonNode row : scored.get("scores")) {
      if (row.get("architecture").equals(found.get("architecture"))) {
        assertThat(row.get("score").asDouble()).isCloseTo(best, within(1e-9));
      }
    }
    assertThat(Files.readString(out.resolve("run.json")))
        .contains("\"scoreImages\" : 0", "\"candidates\" : 9");
  }
}
