package org.nasturtium.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.app.compare.Comparison;
import org.nasturtium.app.compare.FinishedRuns;
import org.nasturtium.app.compare.Matrix;
import org.nasturtium.app.compare.MatrixFolder;
import org.nasturtium.app.run.RunSettings;
import org.nasturtium.app.run.ScoringSettings;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;

/** A comparison ends alike however it is worked off. */
class CompareTest {
  @TempDir static Path shared;

  @TempDir Path folder;

  private static Cli compare(Path out, Object... more) {
    return compareAny(
        out,
        Stream.concat(
            Stream.of("--methods=gdas,rsps", "--seeds=1,2", "--epochs=2"), Stream.of(more)));
  }

  private static Cli compareAny(Path out, Stream<Object> more) {
    return Cli.run(
        Stream.concat(
                Stream.of(
                    "compare",
                    "--out",
                    out,
                    "--side=16",
                    "--train-limit=60",
                    "--test-limit=20",
                    "--channels=4",
                    "--cells=1",
                    "--batch=16",
                    "--threads=1",
                    "--precision=fp32",
                    "--json"),
                more)
            .toArray());
  }

  private static Path undisturbed() {
    return shared.resolve("all");
  }

  @BeforeAll
  static void compareUndisturbed() {
    Cli all = compare(undisturbed());
    assertThat(all.exit()).as(all.err()).isZero();
  }

  /** What the runs found, without times. */
  private static List<String> found(Path out) throws IOException {
    return Files.readAllLines(out.resolve("runs.csv")).stream()
        .map(line -> line.replaceAll("^((?:[^,]*,){5}).*$", "$1"))
        .toList();
  }

  @Test
  void allIsInOneTableOneReportAndOneStore() throws Exception {
    assertThat(found(undisturbed()))
        .hasSize(5)
        .first()
        .isEqualTo("method,seed,architecture,supernet_accuracy,parameters,");
    assertThat(undisturbed().resolve("gdas-2/report.html")).exists();
    assertThat(undisturbed().resolve("gdas-2/model.onnx")).doesNotExist();
    assertThat(Files.readString(undisturbed().resolve("table.md"))).contains("| gdas | 2 |");
    assertThat(Files.readString(undisturbed().resolve("report.html")))
        .contains("Methods compared", "fewer than 6 seeds", "rsps-1");
    assertThat(Cli.run("study", "show", "compare", "--store", undisturbed(), "--json").json())
        .containsEntry("completed", 4)
        .containsEntry("failed", 0);
  }

  @Test
  void theNumberOfWorkersChangesNothing() throws IOException {
    Path two = folder.resolve("two");
    assertThat(compare(two, "--workers=2").exit()).isZero();
    assertThat(found(two)).isEqualTo(found(undisturbed()));
  }

  @Test
  void aStoppedOrCrashedComparisonGoesOn() throws Exception {
    Path out = folder.resolve("broken");
    Matrix matrix = new MatrixFolder(undisturbed()).matrix();
    assertThatThrownBy(() -> run(matrix, out, new Ending(4, false)))
        .isInstanceOf(StoppedException.class)
        .hasMessageContaining(out.toString());
    assertThatThrownBy(() -> run(matrix, out, new Ending(3, true)))
        .hasRootCauseMessage("power cut");
    compare(out).isBadInput(out.toString(), "--resume");
    Cli.run("compare", "--out", out, "--resume", "--batch=8").isBadInput("batch", "is 16", "8");
    compare(out, "--resume", "--preset=quick").isBadInput("--preset");
    Cli.run("compare", "--out", out, "--resume", "--seeds=1,3").isBadInput("[1, 2]", "[1, 3]");

    Cli resumed = Cli.run("compare", "--out", out, "--resume", "--json");

    assertThat(resumed.json()).containsEntry("runs", 4).containsEntry("failed", 0);
    assertThat(resumed.err()).as("what was finished is not repeated").doesNotContain("gdas-1");
    assertThat(found(out)).isEqualTo(found(undisturbed()));
    assertThat(Cli.run("compare", "--out", out, "--resume").err()).doesNotContain("epoch");
  }

  @Test
  void aLargerComparisonTakesWhatAnEarlierOneFinished() throws Exception {
    Path out = folder.resolve("larger");
    Object from = "--from=" + undisturbed();

    Cli larger = compare(out, "--methods=setn", "--seeds=3", "--retrain-epochs=0", from);

    assertThat(larger.json()).containsEntry("runs", 9).containsEntry("failed", 0);
    assertThat(larger.err()).contains("taken from " + undisturbed().resolve("rsps-2"));
    assertThat(larger.err()).contains("gdas-3  search  epoch").doesNotContain("gdas-1  search");
    for (String run : List.of("gdas-1", "gdas-2", "rsps-1", "rsps-2")) {
      String result = Files.readString(out.resolve(run).resolve("result.json"));
      assertThat(result)
          .isEqualTo(Files.readString(undisturbed().resolve(run).resolve("result.json")));
    }
    assertThat(found(out)).containsAll(found(undisturbed()));
    Path other = folder.resolve("other");
    assertThat(compare(other, from, "--weight-rate=0.02").err()).doesNotContain("taken from");
    compare(folder.resolve("none"), "--from=" + folder.resolve("nothing"))
        .isBadInput("--from", "nothing", "holds no comparison");
  }

  @Test
  void settingsThatSomeMethodsReadAreForThese() throws Exception {
    Path out = folder.resolve("candidates");
    assertThat(compare(out, "--candidates=3", "--preview-candidates=2").exit()).isZero();
    assertThat(scoring(out)).extracting(ScoringSettings::candidates).containsExactly(0, 3);
    Cli.run("compare", "--methods=gdas", "--candidates=3", "--out", folder.resolve("nobody"))
        .isBadInput("--candidates", "gdas");
    Cli.run("compare", "--methods=rsps", "--controller-images=9", "--out", folder.resolve("none"))
        .isBadInput("--controller-images", "rsps", "enas");
    Path controlled = folder.resolve("controlled");
    Stream<Object> mixed =
        Stream.of("--methods=gdas,enas", "--controller-images=9", "--epochs=1", "--seeds=1");
    assertThat(compareAny(controlled, mixed).exit()).isZero();
    assertThat(scoring(controlled))
        .extracting(ScoringSettings::controllerImages)
        .containsExactly(0, 9);
  }

  private static List<ScoringSettings> scoring(Path out) throws IOException {
    return new MatrixFolder(out).matrix().methods().stream().map(RunSettings::scoring).toList();
  }

  @Test
  void aRunThatFailsIsAFailedRow() throws Exception {
    Path out = Files.createDirectory(folder.resolve("failing"));
    String text = Files.readString(undisturbed().resolve("compare.json"));
    int rsps = text.indexOf("\"method\" : \"rsps\"");
    Files.writeString(
        out.resolve("compare.json"),
        text.substring(0, rsps)
            + text.substring(rsps).replaceFirst("\"weightRate\" : [^,]*", "\"weightRate\" : 1e30"));

    Cli all = Cli.run("compare", "--out", out, "--resume", "--workers=2", "--json");

    assertThat(all.json()).containsEntry("runs", 4).containsEntry("failed", 2);
    assertThat(found(out).subList(1, 3)).isEqualTo(found(undisturbed()).subList(1, 3));
    assertThat(Files.readString(out.resolve("runs.csv"))).contains("diverged");
    assertThat(Cli.run("study", "show", "compare", "--store", out, "--json").json())
        .containsEntry("completed", 2)
        .containsEntry("failed", 2);
  }

  private static void run(Matrix matrix, Path out, RunControl control) throws IOException {
    Comparison.prepare(matrix, new MatrixFolder(out), FinishedRuns.none()).run(1, control);
  }

  /** Ends a comparison after so many lines of its progress, by a request or by an error. */
  private static final class Ending implements RunControl {
    private final int lines;
    private final boolean crash;
    private int told;

    Ending(int lines, boolean crash) {
      this.lines = lines;
      this.crash = crash;
    }

    @Override
    public void steps(String stage, long done, long total) {}

    @Override
    public void epoch(String stage, String line) {
      told++;
      if (crash && told == lines) {
        throw new AssertionError("power cut");
      }
    }

    @Override
    public boolean stopRequested() {
      return !crash && told >= lines;
    }
  }
}
