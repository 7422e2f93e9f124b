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

/** Encoders, predictors and the search that is made of them, through the command line. */
class NasgemTest {
  @TempDir static Path shared;
  private static Path table;
  private static Path encoder;

  @TempDir Path folder;

  @BeforeAll
  static void prepare() throws Exception {
    table = DagTable.table(shared, true);
    encoder = shared.resolve("four.encoder");
    assertThat(train(encoder, "--nodes=4").number("dimension")).isEqualTo(50);
  }

  private static Cli train(Path out, Object... more) {
    return run(
        Stream.of("encoder", "train", "--iterations=30", "--pairs=100", "--out", out, "--json"),
        more);
  }

  private static Cli onTable(Path out, Object... more) {
    return run(
        Stream.of(
            "search",
            "--strategy=nasgem",
            "--table",
            table,
            "--dataset=toy",
            "--initial=6",
            "--sample=200",
            "--set=best=3",
            "--set=random=1",
            "--set=epochs=20",
            "--out",
            out,
            "--json"),
        more);
  }

  private static Cli onImages(Path out, Object... more) {
    return run(
        Stream.of(
            "search",
            "--strategy=nasgem",
            "--space=dag-5",
            "--initial=3",
            "--sample=50",
            "--set=best=1",
            "--set=random=1",
            "--set=iterations=10",
            "--set=epochs=5",
            "--trials=6",
            "--window=2",
            "--side=16",
            "--train-limit=60",
            "--test-limit=40",
            "--batch=16",
            "--channels=4",
            "--retrain-epochs=1",
            "--precision=fp32",
            "--threads=1",
            "--out",
            out,
            "--json"),
        more);
  }

  private static Cli run(Stream<Object> command, Object... more) {
    return Cli.run(Stream.concat(command, Stream.of(more)).toArray());
  }

  @Test
  void anEncoderIsTrainedOnceAndMeasuredOnFreshPairs() throws Exception {
    Path out = folder.resolve("new/encoder");
    Map<String, Object> trained =
        train(
                out,
                "--nodes=6",
                "--dimension=7",
                "--directed=false",
                "--kernel-iterations=2",
                "--operations=one-hot",
                "--node-order=canonical",
                "--reconstruction=squared-error",
                "--similarity-weight=0.5")
            .json();
    assertThat(trained)
        .containsEntry("space", "dag-6")
        .containsEntry("dimension", 7)
        .containsEntry("directed", false)
        .containsEntry("kernel_iterations", 2)
        .containsEntry("operations", "one-hot")
        .containsEntry("node_order", "canonical")
        .containsEntry("reconstruction", "squared-error")
        .containsEntry("similarity_weight", 0.5)
        .containsKeys("similarity_loss", "reconstruction_loss", "wrong_entries", "seconds");
    assertThat(Cli.run("encoder", "evaluate", out, "--pairs=50", "--json").json())
        .containsEntry("space", "dag-6")
        .containsEntry("nodes", 6)
        .containsEntry("pairs", 50)
        .containsKeys("similarity_error", "wrong_entries");
    train(out, "--nodes=6").isBadInput(out.toString(), "already");
    train(out, "--resume", "--seed=2").isBadInput("seed", "1", "2");
    train(out, "--resume", "--node-order=given").isBadInput("nodeOrder", "canonical", "given");
    assertThat(train(out, "--resume").number("dimension")).isEqualTo(7);
  }

  @Test
  void impossibleEncodersAreRefused() throws Exception {
    Path out = folder.resolve("encoder");
    train(out, "--nodes=3").isBadInput("4 to 250", "3");
    train(out, "--nodes=251").isBadInput("4 to 250", "251");
    train(out, "--dimension=0").isBadInput("--dimension", "0");
    train(out, "--dimension=5000").isBadInput("--dimension", "4096", "5000");
    train(out, "--kernel-iterations=-1").isBadInput("--kernel-iterations", "-1");
    Cli.run("encoder", "train", "--out", out, "--iterations=0").isBadInput("--iterations", "0");
    train(out, "--operations=two-hot").isBadInput("--operations", "one-hot", "two-hot");
    train(out, "--similarity-weight=-1").isBadInput("--similarity-weight", "-1");
    train(out, "--space=nats-size").isBadInput("nats-size", "graphs");
    train(out, "--space=nats-topology", "--nodes=5").isBadInput("--nodes", "nats-topology");
    train(out, "--resume").isBadInput("nothing to resume");
    Cli.run("encoder", "evaluate", out).isBadInput("no checkpoint");
    Files.writeString(out, "no encoder");
    Cli.run("encoder", "evaluate", out).isBadInput("damaged", out.toString());
    Cli.run("encoder", "evaluate", encoder, "--space=dag-9").isBadInput("4 nodes", "9");
  }

  @Test
  void aTableIsSearchedWithAnEncoderOfItsOwnOrAGivenOne() throws Exception {
    Path whole = folder.resolve("whole");
    Map<String, Object> found = onTable(whole, "--trials=20", "--set=iterations=20").json();
    assertThat(found)
        .containsEntry("strategy", "nasgem")
        .containsEntry("trials", 20)
        .containsEntry("encoder", whole.resolve("encoder.checkpoint").toString());
    assertThat(Files.readString(whole.resolve("report.html")))
        .contains("most promising of 200")
        .contains("Score distance against similarity, kernel-guided encoder")
        .contains("Score distance against similarity, flattened adjacency matrix")
        .containsPattern("Spearman&#39;s correlation with the kernel-guided encoder: -?\\d")
        .contains("Predicted scores, kernel-guided encoder", "2,000 random graphs", "20 trials")
        .contains("predicted validation accuracy", "linear-gradient", "median of a tenth");
    Path pieces = folder.resolve("pieces");
    onTable(pieces, "--trials=9", "--set=iterations=20").json();
    assertThat(Cli.run("search", "--out", pieces, "--resume", "--trials=20", "--json").json())
        .containsEntry("trials", 20);
    assertThat(StoredTrials.of(pieces)).isEqualTo(StoredTrials.of(whole));
    Path given = folder.resolve("given");
    assertThat(onTable(given, "--trials=12", "--encoder", encoder, "--penalty=2").json())
        .containsEntry("encoder", encoder.toString())
        .containsKeys("efficiency_score", "searched_efficiency_score");
    assertThat(given.resolve("encoder.checkpoint")).doesNotExist();
    assertThat(Files.readString(given.resolve("report.html")))
        .contains("predicted efficiency score");
    Path guided = folder.resolve("guided");
    assertThat(onTable(guided, "--trials=7", "--encoder", encoder, "--test-guided").json())
        .containsKeys("test_accuracy", "searched_validation_accuracy")
        .doesNotContainKey("validation_accuracy");
    assertThat(Files.readString(guided.resolve("report.html"))).contains("guided by test images");
    assertThat(Cli.run("search", "--out", guided, "--resume").out())
        .contains("final   test ")
        .doesNotContain("null");
  }

  @Test
  void theReportShowsTheVectorsThatTheSearchHas() throws Exception {
    Path matrix = folder.resolve("matrix");
    onTable(matrix, "--trials=10", "--set=embedding=adjacency").json();
    assertThat(Files.readString(matrix.resolve("report.html")))
        .contains("Score distance against similarity, flattened adjacency matrix")
        .contains("Predicted scores, flattened adjacency matrix")
        .doesNotContain("encoder: ");
    Path plain = folder.resolve("plain");
    onTable(plain, "--trials=10", "--set=embedding=autoencoder", "--set=iterations=20").json();
    assertThat(Files.readString(plain.resolve("report.html")))
        .contains("Score distance against similarity, plain autoencoder")
        .contains("Predicted scores, plain autoencoder");
    Path few = folder.resolve("few");
    onTable(few, "--trials=9", "--encoder", encoder).json();
    assertThat(Files.readString(few.resolve("report.html")))
        .contains("Left out: scores of 9 trials")
        .doesNotContain("Score distance");
    Path random = folder.resolve("random");
    Cli.run(
            "search",
            "--strategy=random",
            "--table",
            table,
            "--dataset=toy",
            "--trials=12",
            "--out",
            random,
            "--json")
        .json();
    assertThat(Files.readString(random.resolve("report.html")))
        .contains("How the search went")
        .doesNotContain("graph vectors");
  }

  @Test
  void imagesAreSearchedForTheEfficiencyScoreAndTheBestIsTrainedAgain() throws Exception {
    Path one = folder.resolve("one");
    Map<String, Object> found = onImages(one).json();
    assertThat(found)
        .containsEntry("space", "dag-5")
        .containsEntry("trials", 6)
        .containsKeys("efficiency_score", "macs", "onnx", "test_accuracy", "encoder");
    assertThat(Files.readString(one.resolve("report.html"))).contains("efficiency score", "<svg");
    Path two = folder.resolve("two");
    onImages(two, "--workers=2").json();
    assertThat(StoredTrials.of(two).subList(0, 6)).isEqualTo(StoredTrials.of(one).subList(0, 6));
  }

  @Test
  void whatDoesNotFitIsRefused() throws Exception {
    Path out = folder.resolve("run");
    onTable(out, "--penalty=-1").isBadInput("penalty", "at least 0", "-1");
    onTable(out, "--penalty=1", "--objectives=macs").isBadInput("--penalty", "macs");
    Cli.run("search", "--strategy=nasgem", "--space=dag-5", "--initial=1")
        .isBadInput("initial", "'1'", "2");
    Cli.run("search", "--strategy=nasgem", "--space=dag-5", "--sample=2")
        .isBadInput("sample", "'2'", "8");
    onTable(out, "--encoder", folder.resolve("none")).isBadInput("no checkpoint");
    onTable(out, "--encoder", encoder, "--set=kernel-iterations=2")
        .isBadInput("3 iterations, directed", "2 iterations, directed");
    onTable(out, "--encoder", encoder, "--set=dimension=3").isBadInput("dimension", "50", "3");
    Cli.run("search", "--strategy=nasgem", "--space=dag", "--encoder", encoder, "--out", out)
        .isBadInput("4 nodes", "30");
    Cli.run("search", "--strategy=nasgem", "--space=dag-4-conv3x3", "--encoder", encoder)
        .isBadInput("conv1x1", "conv3x3");
    Cli.run("search", "--strategy=random", "--encoder", encoder).isBadInput("--encoder", "random");
    Cli.run("search", "--strategy=nasgem", "--space=nats-size").isBadInput("nats-size", "graphs");
    Cli.run("search", "--strategy=random", "--initial=3").isBadInput("initial");
    Cli.run("search", "--strategy=nasgem", "--space=dag-5", "--test-guided", "--out", out)
        .isBadInput("--test-guided", "--table");
    Cli.run("search", "--encoder=e").isBadInput("--encoder", "--strategy");
    Cli.run("search", "--strategy=nasgem", "--space=dag-5", "--train-limit=3", "--out", out)
        .isBadInput("3", "classes");
    Path without = DagTable.table(folder, false);
    Cli.run(
            "search",
            "--strategy=nasgem",
            "--table",
            without,
            "--dataset=toy",
            "--objectives=efficiency-score")
        .isBadInput("efficiency-score", "multiply-adds");
    assertThat(out.resolve("study.json")).doesNotExist();
  }

  @Test
  void predictorsAreComparedOnTheSameCells() throws Exception {
    Map<String, Object> found =
        predictor("--embedding=adjacency,nasgem", "--train-sizes=40,10", "--seeds=3").json();
    assertThat(found).containsEntry("space", "dag-4").containsEntry("dataset", "toy");
    List<?> rows = (List<?>) found.get("rows");
    assertThat(rows).hasSize(4);
    Map<?, ?> adjacency = (Map<?, ?>) rows.get(1);
    assertThat(adjacency.get("embedding")).isEqualTo("adjacency");
    assertThat(adjacency.get("train_size")).isEqualTo(40);
    assertThat((Double) adjacency.get("kendall")).isBetween(0.5, 1.0);
    assertThat((Double) adjacency.get("pearson")).isBetween(0.5, 1.0);
    assertThat(predictor("--embedding=adjacency", "--seeds=1", "--test-guided").json())
        .containsEntry("accuracy", "test");
    assertThat(predictor("--embedding=nasgem", "--encoder", encoder, "--seeds=1").out())
        .contains("kendall");
  }

  @Test
  void trialsLearnFromAShareOfTheImages() throws Exception {
    Path out = folder.resolve("part");
    onImages(out, "--data-fraction=0.5").json();
    Path csv = folder.resolve("part.csv");
    Cli.run("study", "export", "--store", out, "--out", csv, "--json").json();
    assertThat(csv).content().contains("data_fraction").contains(",0.5,");
    assertThat(out.resolve("report.html")).content().containsPattern("on [23]\\d images");
    onImages(folder.resolve("no"), "--data-fraction=0").isBadInput("--data-fraction", "0");
    onImages(folder.resolve("no"), "--data-fraction=1.5").isBadInput("--data-fraction", "1.5");
    onImages(folder.resolve("no"), "--data-fraction=0.01").isBadInput("--data-fraction", "classes");
    onTable(folder.resolve("no"), "--data-fraction=0.5").isBadInput("--data-fraction", "--table");
    Cli.run("search", "--data-fraction=0.5").isBadInput("--data-fraction", "--strategy");
    assertThat(folder.resolve("no")).doesNotExist();
  }

  /** Own trainings have no test accuracies: what needs none works with them. */
  @Test
  void aTableWithoutTestAccuraciesIsSearchedAndPredicted() throws Exception {
    DagTable.table(folder, true);
    String all = Files.readString(folder.resolve("dag.csv"));
    Path csv = folder.resolve("own.csv");
    Files.writeString(
        csv, all.replaceAll("(?m)^([^,]*,[^,]*),[^,]*,", "$1,").replace(",toy/12/x-test", ""));
    assertThat(csv).content().startsWith("architecture,toy/12/x-valid/accuracy/1,toy/parameters");
    Path own = folder.resolve("own.parquet");
    Cli.run("bench", "import", csv, "--table=generic", "--space=dag-4", "--out", own, "--json")
        .json();
    assertThat(
            Cli.run(
                    "search",
                    "--strategy=random",
                    "--table",
                    own,
                    "--dataset=toy",
                    "--trials=9",
                    "--out",
                    folder.resolve("run"),
                    "--json")
                .json())
        .containsKey("validation_accuracy")
        .doesNotContainKey("test_accuracy");
    assertThat(
            Cli.run(
                    "predictor",
                    "evaluate",
                    "--table",
                    own,
                    "--embedding=adjacency",
                    "--held-out=100",
                    "--seeds=2",
                    "--out",
                    folder.resolve("predictor"),
                    "--json")
                .json())
        .containsEntry("accuracy", "validation");
    assertThat(folder.resolve("predictor/report.html"))
        .content()
        .contains("Prediction bias", "adjacency", "200 cells", "<svg");
    assertThat(Files.readAllLines(folder.resolve("predictor/trials.csv"))).hasSize(1 + 2 * 4);
    assertThat(Files.readAllLines(folder.resolve("predictor/table.csv"))).hasSize(1 + 4);
    Cli.run("bench", "compare", own, "--dataset=toy", "--out", folder.resolve("c"))
        .isBadInput("ori-test");
  }

  @Test
  void comparisonsThatCannotBeMadeAreRefused() throws Exception {
    predictor("--embedding=nasgem", "--encoder", encoder, "--operations=one-hot")
        .isBadInput("--operations", "--encoder");
    predictor("--embedding=magic").isBadInput("magic", "adjacency, autoencoder, nasgem");
    predictor("--train-sizes=1").isBadInput("--train-sizes", "1");
    predictor("--train-sizes=500").isBadInput("500", "100", "512");
    Cli.run("predictor", "evaluate", "--table", table, "--held-out=4")
        .isBadInput("--held-out", "4");
    predictor("--dataset=other").isBadInput("other", "toy");
    predictor("--embedding=adjacency", "--encoder", encoder).isBadInput("--encoder", "nasgem");
    Path small = folder.resolve("small");
    train(small, "--space=dag-5-conv3x3");
    predictor("--embedding=nasgem", "--encoder", small).isBadInput("conv3x3", "conv1x1");
    Cli.run("predictor", "evaluate", "--table", ToyTable.table(folder)).isBadInput("toy", "graphs");
  }

  private static Cli predictor(Object... more) {
    return run(
        Stream.of(
            "predictor",
            "evaluate",
            "--table",
            table,
            "--held-out=100",
            "--iterations=30",
            "--json"),
        more);
  }
}
