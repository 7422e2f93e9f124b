package org.nasturtium.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.app.predict.SweepFolder;
import org.nasturtium.app.predict.SweepRun;
import org.nasturtium.core.contract.StoppingControl;
import org.nasturtium.core.progress.StoppedException;

/** A sweep over encoders ends alike however it is worked off. */
class EncoderSweepTest {
  private static final int ITERATIONS = 40;

  @TempDir static Path shared;

  @TempDir Path folder;

  private static Cli sweep(Path out, Object... more) {
    return Cli.run(
        Stream.concat(
                Stream.of(
                    "encoder",
                    "sweep",
                    "--nodes=6,4",
                    "--dimensions=2,3",
                    "--pairs=60",
                    "--iterations=" + ITERATIONS,
                    "--out",
                    out,
                    "--json"),
                Stream.of(more))
            .toArray());
  }

  private static Path undisturbed() {
    return shared.resolve("all");
  }

  @BeforeAll
  static void sweepUndisturbed() {
    Cli all = sweep(undisturbed());
    assertThat(all.exit()).as(all.err()).isZero();
  }

  /** The table, without times. */
  private static List<String> table(Path out) throws IOException {
    return Files.readAllLines(out.resolve("table.csv")).stream()
        .map(line -> line.replaceAll(",[^,]*$", ""))
        .toList();
  }

  private static List<String> curves(Path out) throws IOException {
    return Files.readAllLines(out.resolve("curves.csv"));
  }

  @Test
  void everyPairIsInTheTableTheCurvesAndTheReport() throws Exception {
    List<String> table = Files.readAllLines(undisturbed().resolve("table.csv"));
    assertThat(table.get(0))
        .isEqualTo("nodes,dimension,similarity_error,reconstruction_loss,wrong_entries,seconds");
    assertThat(table.stream().skip(1).map(line -> line.replaceAll("^(\\d+,\\d+),.*", "$1")))
        .containsExactly("4,2", "4,3", "6,2", "6,3");
    assertThat(curves(undisturbed())).hasSize(1 + 4 * ITERATIONS);
    assertThat(curves(undisturbed()).get(ITERATIONS)).startsWith("4,2," + ITERATIONS + ",");
    assertThat(Files.readString(undisturbed().resolve("report.html")))
        .contains(
            "Similarity loss, a line per n, d = 3", "Reconstruction loss, a line per d, n = 6")
        .contains("Wrong entries in %", "d = 2", "<svg");
  }

  @Test
  void theNumbersOfAllFilesAreTheSame() throws Exception {
    Map<String, Object> found = sweep(undisturbed(), "--resume").json();
    assertThat(found).containsEntry("nodes", List.of(4, 6)).containsEntry("iterations", ITERATIONS);
    List<?> rows = (List<?>) Objects.requireNonNull(found.get("rows"));
    assertThat(rows.stream().map(row -> values((Map<?, ?>) row)))
        .containsExactlyElementsOf(
            Files.readAllLines(undisturbed().resolve("table.csv")).subList(1, 5));
    assertThat(Files.readString(undisturbed().resolve("result.json")))
        .contains(String.valueOf(((Map<?, ?>) rows.get(2)).get("similarity_error")));
    Map<String, Object> one =
        Cli.run(
                "encoder",
                "train",
                "--nodes=4",
                "--dimension=3",
                "--pairs=60",
                "--iterations=" + ITERATIONS,
                "--out",
                folder.resolve("one"),
                "--json")
            .json();
    assertThat(((Map<?, ?>) rows.get(1)).get("similarity_error"))
        .as("an encoder of a sweep is one of 'encoder train'")
        .isEqualTo(one.get("similarity_error"));
  }

  private static String values(Map<?, ?> row) {
    return String.join(",", row.values().stream().map(String::valueOf).toList());
  }

  @Test
  void anEncoderOfASweepServesASearch() throws Exception {
    Path file = undisturbed().resolve("n6-d3.encoder");
    assertThat(Cli.run("encoder", "evaluate", file, "--pairs=20", "--json").json())
        .containsEntry("space", "dag-6")
        .containsEntry("dimension", 3);
  }

  @Test
  void aStoppedOrKilledSweepGoesOnAndRepeatsNothing() throws Exception {
    Path out = folder.resolve("broken");
    var settings = new SweepFolder(undisturbed()).sweep();
    SweepRun run = SweepRun.prepare(settings, new SweepFolder(out));
    assertThatThrownBy(() -> run.run(StoppingControl.afterQuestions(ITERATIONS + 25)))
        .isInstanceOf(StoppedException.class)
        .hasMessageContaining("1 of 4")
        .hasMessageContaining(out.toString());
    assertThat(out.resolve("n4-d2.encoder")).exists();
    assertThat(out.resolve("n4-d3.encoder.unfinished")).exists();
    sweep(out).isBadInput(out.toString(), "--resume");
    resume(out, "--pairs=50").isBadInput("pairs", "is 60", "50");
    resume(out, "--nodes=4,5").isBadInput("nodes", "[4, 6]", "[4, 5]");

    Cli resumed = resume(out, "--nodes=4,6", "--json");

    assertThat(resumed.exit()).as(resumed.err()).isZero();
    assertThat(resumed.err()).doesNotContain("n4-d2").contains("n4-d3", "n6-d3");
    assertThat(table(out)).isEqualTo(table(undisturbed()));
    assertThat(curves(out)).isEqualTo(curves(undisturbed()));
    assertThat(resume(out).out()).contains("similarity error", "report");
    Files.delete(out.resolve("n6-d2.json"));
    assertThat(resume(out).err()).as("a kill before the row was written").doesNotContain("n6-d2");
    assertThat(table(out)).isEqualTo(table(undisturbed()));
  }

  private static Cli resume(Path out, Object... more) {
    return Cli.run(
        Stream.concat(Stream.of("encoder", "sweep", "--resume", "--out", out), Stream.of(more))
            .toArray());
  }

  @Test
  void impossibleSweepsAreRefusedBeforeAnythingIsWritten() {
    Path out = folder.resolve("none");
    only(out, "--nodes=3,4", "--dimensions=2").isBadInput("4 to 250", "3");
    only(out, "--nodes=4,251", "--dimensions=2").isBadInput("4 to 250", "251");
    only(out, "--nodes=4", "--dimensions=2,0").isBadInput("--dimensions", "4096", "0");
    only(out, "--nodes=4", "--dimensions=5000").isBadInput("--dimensions", "4096", "5000");
    only(out, "--dimensions=2").isBadInput("--nodes", "at least one");
    only(out, "--nodes=4").isBadInput("--dimensions", "at least one");
    only(out, "--nodes=4,4", "--dimensions=2").isBadInput("--nodes", "twice");
    only(out, "--nodes=four", "--dimensions=2").isBadInput("--nodes", "four");
    only(out, "--nodes=4", "--dimensions=2", "--iterations=0").isBadInput("--iterations", "0");
    resume(out).isBadInput("nothing to resume", out.toString());
    assertThat(out).doesNotExist();
  }

  private static Cli only(Path out, Object... more) {
    return Cli.run(
        Stream.concat(Stream.of("encoder", "sweep", "--out", out), Stream.of(more)).toArray());
  }
}
