package org.nasturtium.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A benchmark table from import to report, through the command line. */
class BenchTest {
  @TempDir static Path shared;
  private static Path table;

  @TempDir Path folder;

  @BeforeAll
  static void importTable() throws Exception {
    table = ToyTable.table(shared);
  }

  private static Cli query(Object... more) {
    Object[] all = new Object[more.length + 4];
    all[0] = "bench";
    all[1] = "query";
    all[2] = table;
    all[3] = "--dataset=toy";
    System.arraycopy(more, 0, all, 4, more.length);
    return Cli.run(all);
  }

  @Test
  void theInfoSaysWhatIsThere() throws Exception {
    Map<String, Object> info = Cli.run("bench", "info", table, "--json").json();
    assertThat(info)
        .containsEntry("space", "toy")
        .containsEntry("architectures", ToyTable.SIZE)
        .containsEntry("datasets", List.of("toy"));
    assertThat(Cli.run("bench", "info", table).out()).contains("x-valid", "90 epochs", "seed 2");
  }

  @Test
  void aQueryAnswersWithTheValueOfTheFile() throws Exception {
    Cli mean = query("--index=7", "--split=x-test", "--budget=90", "--seeds=mean", "--json");
    assertThat(mean.json())
        .containsEntry("value", 50 + 3 * 3 + 0.007 - 1)
        .containsEntry("metric", "accuracy")
        .containsEntry("architecture", "a=0, b=1, c=2")
        .containsEntry("index", 7)
        .containsEntry("dataset", "toy")
        .containsEntry("split", "x-test")
        .containsEntry("budget", 90)
        .containsKeys("seeds", "defects");
    Cli one =
        query(
            "--architecture=a=0, b=1, c=2",
            "--split=x-valid",
            "--budget=12",
            "--seeds=2",
            "--json");
    assertThat(one.json()).containsEntry("value", 55.007).containsEntry("seeds", List.of(2));
    Cli each = query("--index=7", "--split=x-valid", "--budget=12", "--seeds=each", "--json");
    assertThat(each.json())
        .containsEntry("values", List.of(54.007, 55.007))
        .containsEntry("seeds", List.of(1, 2));
  }

  @Test
  void whatTheTableDoesNotHoldIsRefusedWithWhatItDoes() {
    query("--index=7", "--split=x-valid", "--budget=200", "--seeds=mean")
        .isBadInput("200", "12", "90");
    query("--index=7", "--split=train", "--budget=90", "--seeds=mean")
        .isBadInput("train", "x-valid", "x-test");
    query("--index=7", "--split=x-valid", "--budget=12", "--seeds=3").isBadInput("3", "1", "2");
    query("--index=125", "--split=x-test", "--budget=90", "--seeds=mean").isBadInput("125", "124");
    query("--architecture=a=9, b=1, c=2", "--split=x-test", "--budget=90", "--seeds=mean")
        .isBadInput("9");
    query("--index=7", "--split=x-vaild", "--budget=90", "--seeds=mean")
        .isBadInput("x-vaild", "x-valid");
    query("--index=7", "--split=x-test", "--budget=90", "--seeds=all").isBadInput("all", "mean");
    query("--index=7", "--split=x-test", "--budget=0", "--seeds=mean").isBadInput("--budget", "0");
    query("--split=x-test", "--budget=90", "--seeds=mean").isBadInput("--index");
    query("--index=7", "--split=x-test", "--budget=90").isBadInput("--seeds");
    Cli.run(
            "bench",
            "query",
            table,
            "--index=7",
            "--dataset=cifar10",
            "--split=x-test",
            "--budget=90",
            "--seeds=mean")
        .isBadInput("cifar10", "toy");
  }

  @Test
  void reproducedSearchesAreReported() throws Exception {
    Path out = folder.resolve("report");
    Map<String, Object> report =
        Cli.run(
                "bench",
                "reproduce",
                table,
                "--strategies=random,evolution",
                "--runs=20",
                "--time-budget=3000",
                "--out",
                out,
                "--json")
            .json();
    assertThat(report.get("rows"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .hasSize(2)
        .first(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsKeys(
            "strategy",
            "dataset",
            "runs",
            "validation_mean",
            "validation_std",
            "test_mean",
            "test_std",
            "published_test",
            "within_band")
        .containsEntry("runs", 20);
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("Anytime curves", "RANDOM", "REA", "<svg", "Which method is better")
        .doesNotContain("NaN");
    assertThat(out.resolve("rows.csv")).content().contains("random,RANDOM,toy,20");
    assertThat(out.resolve("table.tex")).content().contains("\\toprule");
    Cli again =
        Cli.run(
            "bench",
            "reproduce",
            table,
            "--strategies=random",
            "--runs=20",
            "--time-budget=3000",
            "--threads=1",
            "--json");
    assertThat(rows(again.json()).get(0))
        .as("neither threads nor other methods change a row")
        .isEqualTo(rows(report).get(0));
  }

  @Test
  void aTableIsAnalyzed() throws Exception {
    Path out = folder.resolve("analysis");
    Map<String, Object> report = Cli.run("bench", "analyze", table, "--out", out, "--json").json();
    assertThat(report).containsEntry("architectures", ToyTable.SIZE);
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("Figure 5.3", "Figure 5.4", "Pareto front", "<svg")
        .doesNotContain("NaN");
    assertThat(out.resolve("figure-5.4-validation-test.csv")).content().contains("toy,124,");
  }

  @Test
  void badInputIsOneLine() throws Exception {
    Path csv = ToyTable.csv(folder);
    Path space = ToyTable.space(folder);
    Path out = folder.resolve("t.parquet");
    Cli.run("bench", "import", csv, "--table=nats", "--out", out).isBadInput("nats", "generic");
    Cli.run("bench", "import", csv, "--table=generic", "--out", out).isBadInput("space");
    Cli.run("bench", "import", csv, "--table=nats-topology", "--out", out).isBadInput("toy.csv");
    Path none = folder.resolve("none.csv");
    Cli.run("bench", "import", none, "--table=generic", "--space", space, "--out", out)
        .isBadInput("none.csv");
    String text = Files.readString(csv);
    Path bad = folder.resolve("bad.csv");
    Files.writeString(bad, text.replaceFirst("pick:c,", "pick:d,"));
    imported(bad, space, out).isBadInput("bad.csv", "pick:d");
    Files.writeString(bad, text.replaceFirst("\n0,0,1,", "\n0,0,1,,,,,"));
    imported(bad, space, out).isBadInput("bad.csv", "line 3");
    Files.writeString(bad, text.replaceFirst("45.000", "forty"));
    imported(bad, space, out).isBadInput("bad.csv", "line 2", "forty", "accuracy");
    assertThat(out).doesNotExist();
    byte[] bytes = Files.readAllBytes(table);
    Path half = Files.write(folder.resolve("half.parquet"), java.util.Arrays.copyOf(bytes, 900));
    Cli.run("bench", "info", half).isBadInput("half.parquet");
    Cli.run("bench", "info", folder.resolve("none.parquet")).isBadInput("none.parquet");
    Cli.run("bench", "reproduce", table, "--strategies=gdas").isBadInput("gdas", "evolution");
    Cli.run("bench", "reproduce", table, "--datasets=mnist").isBadInput("mnist", "toy");
    Cli.run("bench", "reproduce", table).isBadInput("time budget", "toy");
    Cli.run("bench", "reproduce", table, "--runs=0").isBadInput("--runs", "0");
    Cli.run("bench", "reproduce", table, "--time-budget=NaN").isBadInput("--time-budget", "NaN");
    Cli.run("bench", "reproduce", table, "--convention=budgets=mine")
        .isBadInput("mine", "as-coded");
  }

  private static Cli imported(Path csv, Path space, Path out) {
    return Cli.run("bench", "import", csv, "--table=generic", "--space", space, "--out", out);
  }

  private static List<?> rows(Map<String, Object> report) {
    return (List<?>) java.util.Objects.requireNonNull(report.get("rows"), "rows");
  }
}
