package org.nasturtium.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a user gets wrong is one line that says what and where, and nothing is lost. */
class BadInputTest {
  @TempDir Path folder;

  private Cli info(String dataset) {
    return Cli.run("data", "info", "--dataset", dataset, "--data", folder);
  }

  @Test
  void aTruncatedFileIsNamedWithItsRecord() throws Exception {
    DataFiles.cifar10(folder, 4);
    Path file = folder.resolve("data_batch_3.bin");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 2 * 3073 + 100));
    info("cifar10").isBadInput(file.toString(), "record 2", "expected 3073 bytes, found 100");
  }

  @Test
  void aTruncatedCompressedFileIsNamedWithItsRecord() throws Exception {
    DataFiles.mnist(folder, 20, 10);
    Path file = folder.resolve("train-images-idx3-ubyte");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 16 + 784 * 7 + 5));
    info("mnist").isBadInput(file.toString(), "record 7 of 20", "expected 784 bytes, found 5");
  }

  @Test
  void aLabelOutOfRangeIsNamedWithItsRecord() throws Exception {
    DataFiles.cifar10(folder, 4);
    Path file = folder.resolve("test_batch.bin");
    byte[] bytes = Files.readAllBytes(file);
    bytes[3 * 3073] = 77;
    Files.write(file, bytes);
    info("cifar10").isBadInput(file.toString(), "record 3", "label 77", "0..9");
  }

  @Test
  void aFileOfAnotherKindIsNamed() throws Exception {
    DataFiles.mnist(folder, 20, 10);
    Path images = folder.resolve("train-images-idx3-ubyte");
    Files.write(images, Files.readAllBytes(folder.resolve("train-labels-idx1-ubyte")));
    info("mnist").isBadInput(images.toString(), "magic number 00000803");
  }

  @Test
  void aMissingFolderOrFileIsNamed() throws Exception {
    Path missing = folder.resolve("nowhere");
    Cli.run("data", "info", "--dataset=cifar10", "--data", missing)
        .isBadInput("cifar10", missing.toString());
    Cli.run("search", "--dataset=cifar10").isBadInput("cifar10", "folder");
    DataFiles.cifar10(folder, 2);
    Files.move(folder.resolve("data_batch_5.bin"), folder.resolve("batch5"));
    info("cifar10").isBadInput(folder.toString(), "lacks data_batch_5.bin", "batch5");
  }

  @Test
  void anUnreadableImageIsNamed() throws Exception {
    DataFiles.images(folder, 3, "cat", "horse");
    Path broken = Files.writeString(folder.resolve("horse/broken.png"), "no image");
    info("image-folder").isBadInput(broken.toString());
    Files.delete(broken);
    Files.write(
        folder.resolve("cat/half.png"),
        Arrays.copyOf(Files.readAllBytes(folder.resolve("cat/0.png")), 60));
    info("image-folder").isBadInput("half.png");
  }

  @Test
  void imagesOfTheWrongSizeAreRefused() throws Exception {
    Path graph = OwnNetwork.write(folder.resolve("own.json"));
    Path out = folder.resolve("run");
    Cli.run("search", "--space", graph, "--train-limit=60", "--test-limit=20", "--out", out)
        .isBadInput("own", "[3, 16, 16]", "[3, 32, 32]");
    assertThat(out).doesNotExist();
    DataFiles.mnist(folder, 20, 10);
    byte[] bytes = Files.readAllBytes(folder.resolve("train-images-idx3-ubyte"));
    bytes[15] = 27;
    Files.write(folder.resolve("train-images-idx3-ubyte"), bytes);
    info("mnist").isBadInput("train-images-idx3-ubyte", "27");
  }

  @Test
  void anOnnxFileIsRefusedForOtherImages() throws Exception {
    Path out = folder.resolve("run");
    assertThat(Cli.train(out, "--index=0").exit()).isZero();
    Cli.run("evaluate", out.resolve("model.onnx")).isBadInput("model.onnx", "16", "32");
    Path text = Files.writeString(folder.resolve("text.onnx"), "no network");
    Cli.run("evaluate", text).isBadInput("text.onnx");
    Cli.run("latency", text).isBadInput("text.onnx");
    Cli.run("latency", folder.resolve("none.onnx")).isBadInput("none.onnx");
  }

  @Test
  void unknownNamesAreAnsweredWithTheKnownOnes() {
    Cli.run("search", "--space=nats").isBadInput("'nats'", "nats-topology", "darts-cnn");
    Cli.run("search", "--method=darts").isBadInput("darts", "gdas", "darts-v1");
    Cli.run("search", "--dataset=cifar").isBadInput("cifar", "cifar10", "mnist", "image-folder");
    Cli.run("cost", "--dataset=cifar", "--index=0").isBadInput("cifar", "cifar10");
    Cli.run("search", "--preset=huge").isBadInput("huge", "demo", "quick", "published");
    Cli.run("search", "--precision=fp8").isBadInput("fp8", "auto", "fp32", "bf16");
    Cli.run("search", "--layout=rows").isBadInput("rows", "channels-last", "contiguous");
    Cli.run("search", "--device=tpu").isBadInput("tpu", "cpu", "cuda");
    Cli.run("data", "get", "nothing", "--data", folder).isBadInput("nothing", "cifar10");
    Cli.run("search", "--space=nats-size").isBadInput("nats-size");
    Cli.run("search", "--space", folder.resolve("none.json")).isBadInput("none.json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "nats-topology; |none~0|; 3 nodes",
        "nats-topology; |none~0|+|none~0|none~1|+|none~0|none~1|blur~2|; 'blur'",
        "nats-topology; |none~0|+|none~0|none~0|+|none~0|none~1|none~2|; none~0",
        "darts-cnn; Genotype(normal=[('sep_conv_3x3', 0); character 37",
        "darts-cnn; NO_SUCH; NO_SUCH"
      })
  void malformedArchitecturesSayWhere(String space, String text, String where) {
    Cli.run("cost", "--space", space, "--architecture", text).isBadInput(where);
    Cli.train(folder.resolve("run"), "--space", space, "--architecture", text).isBadInput(where);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void malformedGraphsSayWhere() throws IOException {
    Path graph = folder.resolve("own.json");
    OwnNetwork.write(graph);
    String text = Files.readString(graph);
    Files.writeString(graph, text.substring(0, text.length() / 2));
    Cli.run("search", "--space", graph).isBadInput("own.json", "line ");
    Files.writeString(graph, text.replace("nasturtium-graph", "other-graph"));
    Cli.run("cost", "--space", graph, "--index=0").isBadInput("own.json", "other-graph");
    OwnNetwork.write(graph);
    Cli.run("cost", "--space", graph, "--architecture", "first=skip, second=jump")
        .isBadInput("second", "'jump'", "conv3");
  }

  @Test
  void anIndexOutOfRangeIsRefused() {
    Cli.run("cost", "--index=15625").isBadInput("15625");
    Cli.run("cost", "--index=-1").isBadInput("-1");
    Cli.run("train", "--index=99999", "--out", folder.resolve("run")).isBadInput("99999");
    Cli.run("cost").isBadInput("--architecture", "--index");
    Cli.run("cost", "--index=1", "--architecture=x").isBadInput("--architecture", "--index");
    Cli.run("train", "--out", folder.resolve("run")).isBadInput("");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  static Stream<String> numbers() {
    return Stream.of(
            Stream.of(
                    "channels",
                    "cells",
                    "epochs",
                    "batch",
                    "train-limit",
                    "test-limit",
                    "retrain-channels",
                    "retrain-cells",
                    "retrain-batch",
                    "max-parameters",
                    "max-macs",
                    "threads",
                    "side",
                    "weight-rate",
                    "policy-rate")
                .map(option -> "search --" + option),
            Stream.of(
                    "channels",
                    "cells",
                    "epochs",
                    "batch",
                    "train-limit",
                    "test-limit",
                    "threads",
                    "side")
                .map(option -> "train --index=0 --" + option),
            Stream.of("candidates", "preview-candidates", "score-images")
                .map(option -> "search --method=rsps --" + option),
            Stream.of("search --table=t.parquet --score-sample"),
            Stream.of("search --method=enas --controller-images"),
            Stream.of("sample", "images")
                .map(option -> "supernet score --checkpoint=x --index=1 --" + option)
                .map(line -> line.replace(" --index=1 --sample", " --sample")),
            Stream.of("trials", "time-budget", "workers", "window", "max-latency")
                .map(
                    option -> "search --strategy=random --table=t.parquet --dataset=x --" + option),
            Stream.of("runs", "threads", "time-budget")
                .map(option -> "bench reproduce t.parquet --" + option),
            Stream.of("channels", "cells").map(option -> "cost --index=0 --" + option),
            Stream.of("batch", "threads", "runs").map(option -> "latency none.onnx --" + option),
            Stream.of("side", "test-limit").map(option -> "data info --" + option))
        .flatMap(all -> all);
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void numbersBelowOneAreRefusedByTheNameOfTheirOption(String line) {
    String option = line.replaceAll(".* ", "");
    for (String value : new String[] {"0", "-1"}) {
      Cli.run((Object[]) (line + "=" + value).split(" ")).isBadInput(option, value);
    }
    Cli.run((Object[]) (line + "=many").split(" ")).isBadInput(option, "many");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity"})
  void ratesAreFinite(String rate) {
    Cli.run("search", "--weight-rate", rate).isBadInput("--weight-rate", rate);
    Cli.run("search", "--policy-rate", rate).isBadInput("--policy-rate", rate);
  }

  @Test
  void anAuxiliaryHeadIsRefusedWhereNetworksHaveNone() {
    Path out = folder.resolve("run");
    Cli.search(out, "--space=nats-topology", "--auxiliary-head")
        .isBadInput("--auxiliary-head", "nats-topology", "darts-cnn");
    Cli.train(out, "--index=0", "--auxiliary-head").isBadInput("--auxiliary-head", "nats-topology");
    assertThat(out).doesNotExist();
  }

  @Test
  void aPresetThatDoesNotFitIsRefused() {
    Path out = folder.resolve("run");
    Object[] train = {"train", "--out", out, "--train-limit=60", "--test-limit=20", "--preset"};
    run(train, "gdas-imagenet", "--architecture=GDAS_V1")
        .isBadInput("gdas-imagenet", "[3, 224, 224]", "[3, 32, 32]");
    run(train, "darts-cifar10", "--architecture=DARTS_V2", "--side=8")
        .isBadInput("darts-cifar10", "[3, 32, 32]", "[3, 8, 8]");
    run(train, "darts-cifar10", "--index=0", "--space=nats-topology")
        .isBadInput("darts-cifar10", "nats-topology", "darts-cnn");
    run(train, "demo", "--architecture=DARTS_V2", "--side=8", "--auxiliary-head")
        .isBadInput("auxiliary head", "[3, 8, 8]");
    run(train, "darts", "--index=0").isBadInput("'darts'", "demo", "darts-cifar10", "nge-imagenet");
    Cli.run("search", "--preset=gdas-imagenet")
        .isBadInput("gdas-imagenet", "train", "gdas-cifar10");
    Cli.run("search", "--preset=darts-cifar10", "--space=nats-topology", "--out", out)
        .isBadInput("darts-cifar10", "nats-topology");
    assertThat(out).doesNotExist();
  }

  private static Cli run(Object[] command, Object... more) {
    return Cli.run(Stream.of(command, more).flatMap(Stream::of).toArray());
  }

  @ParameterizedTest
  @CsvSource({
    "--optimizer, lion, plain-sgd",
    "--schedule, steps, cosine",
    "--stem, vit, imagenet",
    "--learning-rate, 0, above 0",
    "--warmup-epochs, -1, at least 0",
    "--momentum, 1, '[0, 1)'",
    "--weight-decay, -1, at least 0",
    "--gradient-clip, NaN, at least 0",
    "--label-smoothing, 1, '[0, 1)'",
    "--drop-path, 1.5, '[0, 1)'",
    "--cutout, -2, at least 0",
    "--auxiliary-weight, 1, --auxiliary-head"
  })
  void aNumberOfATrainingOutsideItsRangeIsRefused(String option, String value, String expected) {
    Cli.run("train", "--index=0", option, value).isBadInput(option, expected);
    Cli.run("search", option, value).isBadInput(option, expected);
    Cli.run("search", "--strategy=random", option, value).isBadInput(option, expected);
  }

  @Test
  void aMethodSaysWhichSpacesItSearches() {
    Cli.run("search", "--method=gdas-frc").isBadInput("gdas-frc", "nats-topology", "darts-cnn-frc");
    Cli.run("search", "--method=nge", "--space=darts-cnn-frc", "--epochs=0").isBadInput("--epochs");
  }

  @Test
  void aComparisonThatCannotBeIsRefused() throws IOException {
    Path out = folder.resolve("all");
    Object[] compare = {"compare", "--out", out, "--train-limit=60", "--test-limit=20"};
    run(compare).isBadInput("--methods");
    run(compare, "--methods=gdas,darts").isBadInput("'darts'", "darts-v1");
    run(compare, "--methods=gdas,gdas").isBadInput("--methods", "gdas");
    run(compare, "--methods=gdas", "--seeds=1,1").isBadInput("--seeds", "[1, 1]");
    run(compare, "--methods=gdas", "--seeds=one").isBadInput("--seeds", "one");
    run(compare, "--methods=gdas", "--workers=0").isBadInput("--workers", "0");
    run(compare, "--methods=gdas,gdas-frc").isBadInput("gdas-frc", "nats-topology");
    run(compare, "--methods=gdas", "--preset=gdas-imagenet").isBadInput("gdas-imagenet");
    run(compare, "--methods=gdas", "--table", ToyTable.table(folder))
        .isBadInput("toy", "nats-topology");
    run(compare, "--methods=gdas", "--resume").isBadInput(out.toString(), "compare.json");
    Cli.run("compare", "--methods=gdas").isBadInput("--out");
    assertThat(out).doesNotExist();
    Files.createDirectories(out);
    Files.writeString(out.resolve("compare.json"), "{\"methods\":");
    run(compare, "--methods=gdas").isBadInput(out.toString(), "--resume");
    run(compare, "--resume").isBadInput("compare.json", "damaged");
  }

  @Test
  void tooFewImagesAreRefused() {
    Cli.run("search", "--train-limit=1", "--test-limit=5", "--out", folder.resolve("run"))
        .isBadInput("1 training images", "shapes");
    Cli.run("train", "--index=0", "--train-limit=5", "--test-limit=5", "--side=4")
        .isBadInput("8..512", "4");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void unknownOptionsAndCommandsAreRefused() {
    Cli.run("search", "--epoch=3").isBadInput("--epoch");
    Cli.run("serch").isBadInput("serch");
    Cli.run("search", "extra").isBadInput("extra");
    Cli.run("evaluate").isBadInput("DIR|FILE");
    Cli.run("data").isBadInput("");
    Cli.run().isBadInput("");
  }

  @Test
  void anOutputFolderThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "kept");
    Path out = file.resolve("run");
    Cli.search(out).isBadInput(out.toString());
    Cli.search(file).isBadInput(file.toString());
    Cli.train(out, "--index=0").isBadInput(out.toString());
    assertThat(file).hasContent("kept");
  }

  @Test
  void whatIsNoFinishedRunIsNotEvaluated() {
    Cli.run("evaluate", folder).isBadInput(folder.toString(), "run.json");
    Cli.run("export", folder).isBadInput(folder.toString(), "run.json");
    Cli.run("evaluate", folder.resolve("none")).isBadInput("none");
  }

  private Cli imported(Path source, String table) {
    return Cli.run(
        "bench", "import", source, "--table", table, "--out", folder.resolve("out.parquet"));
  }

  @Test
  void aPickleThatAsksForAnotherClassIsRefused() throws IOException {
    Path file = folder.resolve("000000.pickle.pbz2");
    try (OutputStream out = new BZip2CompressorOutputStream(Files.newOutputStream(file))) {
      out.write("\u0080\u0002cos\nsystem\n.".getBytes(StandardCharsets.ISO_8859_1));
    }
    imported(folder, "nats-topology").isBadInput(file.toString(), "os.system");
  }

  @Test
  void aTruncatedArchiveIsNamed() throws IOException {
    Path file = folder.resolve("000000.pickle.pbz2");
    try (OutputStream out = new BZip2CompressorOutputStream(Files.newOutputStream(file))) {
      out.write(new byte[100_000]);
    }
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 20));
    imported(folder, "nats-topology").isBadInput(file.toString());
  }

  @Test
  void aTruncatedTableIsNamed() throws IOException {
    Path table = ToyTable.table(folder);
    byte[] bytes = Files.readAllBytes(table);
    Files.write(table, Arrays.copyOf(bytes, bytes.length - 50));
    Cli.run("bench", "info", table).isBadInput(table.toString());
    Cli.run("search", "--strategy=random", "--table", table, "--dataset=toy")
        .isBadInput(table.toString());
  }

  @Test
  void aTableOnAFullDiskLeavesTheOldOne() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no /dev/full: a full disk is not tried");
    Path table = ToyTable.table(folder);
    byte[] before = Files.readAllBytes(table);
    Files.createSymbolicLink(folder.resolve("toy.parquet.tmp"), full);
    Cli.run(
            "bench",
            "import",
            folder.resolve("toy.csv"),
            "--table=generic",
            "--space",
            folder.resolve("toy.json"),
            "--out",
            table)
        .isBadInput(table.toString(), "No space left on device");
    assertThat(Files.readAllBytes(table)).isEqualTo(before);
  }

  @Test
  void aStoreOfANewerProgramIsRefused() throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("trials.sqlite");
    Path table = ToyTable.table(folder);
    Object[] search = {
      "search",
      "--strategy=random",
      "--table",
      table,
      "--dataset=toy",
      "--trials=2",
      "--store",
      url,
      "--study=first",
      "--out",
      folder.resolve("run")
    };
    assertThat(Cli.run(search).exit()).isZero();
    Cli.run(
            "search",
            "--strategy=random",
            "--space=nats-topology",
            "--side=16",
            "--train-limit=60",
            "--test-limit=20",
            "--store",
            url,
            "--study=first",
            "--out",
            folder.resolve("other"))
        .isBadInput("'first'", "space", "toy", "nats-topology");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE flyway_schema_history SET version = '99'");
    }
    Cli.run("study", "list", "--store", url).isBadInput("trials.sqlite", "version 99");
    search[search.length - 1] = folder.resolve("again");
    Cli.run(search).isBadInput("trials.sqlite", "version 99");
  }

  @Test
  void verboseShowsWhereAFaultCameFrom() {
    Cli verbose = Cli.run("cost", "--index=15625", "--verbose");
    assertThat(verbose.exit()).isEqualTo(2);
    assertThat(verbose.err())
        .contains("\tat org.nasturtium.", "InvalidInputException")
        .containsPattern("(?m)^nasturtium: ");
  }
}
