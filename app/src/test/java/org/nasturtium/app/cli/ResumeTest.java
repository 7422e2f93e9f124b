package org.nasturtium.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.app.run.FolderLock;

/** What a run folder accepts: its own run, continued, and nothing else. */
class ResumeTest {
  @TempDir static Path shared;

  @TempDir Path folder;
  private Path run = Path.of("");

  @BeforeAll
  static void search() {
    assertThat(Cli.search(shared.resolve("run")).exit()).isZero();
  }

  /** Each test has a copy of the finished run. */
  @BeforeEach
  void copy() throws IOException {
    run = Files.createDirectory(folder.resolve("run"));
    try (var files = Files.list(shared.resolve("run"))) {
      for (Path file : files.toList()) {
        Files.copy(file, run.resolve(file.getFileName()));
      }
    }
  }

  private void edit(String file, String from, String to) throws IOException {
    String text = Files.readString(run.resolve(file));
    assertThat(text).contains(from);
    Files.writeString(run.resolve(file), text.replace(from, to));
  }

  private void editCheckpoint(String file, String from, String to) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(run.resolve(file))) {
      Path identity = zip.getPath("identity.json");
      String text = Files.readString(identity);
      assertThat(text).contains(from);
      Files.writeString(identity, text.replace(from, to));
    }
  }

  private Cli resume(Object... options) {
    return Cli.search(run, Stream.concat(Stream.of("--resume"), Stream.of(options)).toArray());
  }

  @Test
  void aFinishedRunResumesToTheSameResult() throws Exception {
    Cli again = Cli.run("search", "--out", run, "--resume", "--json");
    Cli evaluated = Cli.run("evaluate", shared.resolve("run"), "--json");
    assertThat(again.number("test_accuracy")).isEqualTo(evaluated.number("test_accuracy"));
    assertThat(again.err()).as("nothing is trained again").doesNotContain("epoch");
  }

  @Test
  void aFolderWithARunIsNotOverwritten() throws Exception {
    byte[] before = Files.readAllBytes(run.resolve("search.checkpoint"));
    Cli.search(run).isBadInput(run.toString(), "--resume");
    Cli.train(run, "--index=0").isBadInput(run.toString(), "--resume");
    assertThat(Files.readAllBytes(run.resolve("search.checkpoint"))).isEqualTo(before);
  }

  @Test
  void aFolderThatAnotherProcessWorksInIsRefused() throws Exception {
    try (FolderLock lock = FolderLock.of(run)) {
      resume().isBadInput(run.toString(), "in use");
    }
    Cli.run("search", "--out", run, "--resume", "--json").json();
  }

  @Test
  void thereMustBeARunToResume() {
    Path none = folder.resolve("none");
    Cli.search(none, "--resume").isBadInput(none.toString(), "run.json");
    Cli.run("search", "--resume").isBadInput("--out");
    assertThat(none).doesNotExist();
  }

  @Test
  void otherSettingsAreRefusedByName() {
    resume("--seed=2").isBadInput("seed", "is 1", "2 was asked for");
    resume("--method=gdas").isBadInput("method", "gdas", "darts-v1");
    resume("--space=darts-cnn").isBadInput("space", "nats-topology", "darts-cnn");
    resume("--max-macs=1000000").isBadInput("maxMacs");
    resume("--preset=quick").isBadInput("--preset");
    Cli.run("search", "--out", run, "--resume", "--channels=5").isBadInput("channels", "is 4", "5");
    Cli.run("train", "--out", run, "--resume", "--index=3").isBadInput("");
  }

  @Test
  void theCheckpointOfAnotherMethodIsRefused() throws IOException {
    edit("run.json", "\"method\" : \"darts-v1\"", "\"method\" : \"gdas\"");
    resume("--method=gdas").isBadInput("search.checkpoint", "method", "gdas", "darts-v1");
  }

  @Test
  void theCheckpointOfAnotherSpaceIsRefused() throws IOException {
    edit("run.json", "\"space\" : \"nats-topology\"", "\"space\" : \"darts-cnn\"");
    resume("--space=darts-cnn")
        .isBadInput("search.checkpoint", "space", "nats-topology", "darts-cnn");
  }

  @Test
  void theCheckpointOfAnotherStageIsRefused() throws IOException {
    Files.copy(
        run.resolve("train-found.checkpoint"),
        run.resolve("search.checkpoint"),
        StandardCopyOption.REPLACE_EXISTING);
    resume().isBadInput("search.checkpoint", "kind", "training", "search");
  }

  @Test
  void theCheckpointOfAnotherVersionIsRefused() throws IOException {
    editCheckpoint("search.checkpoint", "nasturtium-checkpoint-1", "nasturtium-checkpoint-9");
    resume().isBadInput("search.checkpoint", "nasturtium-checkpoint-9", "nasturtium-checkpoint-1");
  }

  @Test
  void aDamagedCheckpointIsRefused() throws IOException {
    Path file = run.resolve("search.checkpoint");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    resume().isBadInput("search.checkpoint", "damaged");
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    resume().isBadInput("search.checkpoint", "damaged");
  }

  @Test
  void damagedSettingsAreRefused() throws IOException {
    Files.writeString(run.resolve("run.json"), "{\"command\":");
    resume().isBadInput("run.json", "damaged");
    Cli.run("evaluate", run).isBadInput("run.json", "damaged");
    Files.writeString(run.resolve("run.json"), "null");
    resume().isBadInput("run.json", "damaged");
    Files.writeString(run.resolve("run.json"), "{}");
    resume().isBadInput("run.json", "damaged");
  }

  @Test
  void anUnfinishedRunIsNotEvaluated() throws IOException {
    Files.delete(run.resolve("network.json"));
    Cli.run("evaluate", run).isBadInput(run.toString(), "network.json");
  }

  @Test
  void aFullDiskLeavesThePreviousCheckpoint() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no /dev/full: a full disk is not tried");
    Path training = run.resolve("train-found.checkpoint");
    byte[] before = Files.readAllBytes(run.resolve("search.checkpoint"));
    Files.delete(training);
    Path temporary = run.resolve("train-found.checkpoint.tmp");
    Files.createSymbolicLink(temporary, full);

    Cli failed = resume();

    assertThat(failed.exit()).as(failed.err()).isEqualTo(2);
    assertThat(failed.err().lines().filter(line -> line.startsWith("nasturtium: ")))
        .singleElement()
        .asString()
        .contains(training.toString(), "No space left on device");
    assertThat(training).doesNotExist();
    assertThat(Files.readAllBytes(run.resolve("search.checkpoint"))).isEqualTo(before);
    assertThat(resume().exit()).as("with space again").isZero();
  }
}
