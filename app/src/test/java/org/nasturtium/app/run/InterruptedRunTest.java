package org.nasturtium.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.core.search.Seed;

/** A run that is broken off anywhere and continued ends bit for bit as one that was not. */
class InterruptedRunTest {
  private static final long SEED = 20;
  private static final int MOST_BREAKS = 4;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"nats-topology, gdas", "darts-cnn, darts-v1"})
  void aSearchThatIsAskedToStopEndsAlike(String space, String method) throws IOException {
    endsAlike(settings("search", space, method), true);
  }

  @ParameterizedTest
  @CsvSource({"nats-topology, gdas", "darts-cnn, gdas"})
  void aSearchThatCrashesEndsAlike(String space, String method) throws IOException {
    endsAlike(settings("search", space, method), false);
  }

  @ParameterizedTest
  @CsvSource({"nats-topology", "darts-cnn"})
  void aTrainingThatStopsOrCrashesEndsAlike(String space) throws IOException {
    endsAlike(settings("train", space, ""), true);
    endsAlike(settings("train", space, ""), false);
  }

  private void endsAlike(RunSettings settings, boolean saving) throws IOException {
    RandomGenerator random = Seed.of(SEED).child(settings.toString()).random();
    Path undisturbed = Files.createTempDirectory(folder, "undisturbed");
    Counting steps = new Counting();
    run(settings, open(undisturbed, settings, false), steps);
    Path broken = Files.createTempDirectory(folder, "broken");
    List<Integer> breaks = new ArrayList<>();
    boolean finished = false;
    while (!finished) {
      RunFolder open = open(broken, settings, !breaks.isEmpty());
      int moment = 1 + random.nextInt(steps.count * 2 / 3);
      finished = breaks.size() == MOST_BREAKS;
      RunControl control = finished ? RunControl.none() : new Breaking(moment, saving);
      finished |= isFinished(settings, open, control);
      breaks.add(moment);
    }

    assertThat(ends(broken))
        .as("seed %d, broken off after steps %s", SEED, breaks)
        .isEqualTo(ends(undisturbed));
  }

  private static boolean isFinished(RunSettings settings, RunFolder open, RunControl control)
      throws IOException {
    try {
      run(settings, open, control);
      return true;
    } catch (StoppedException | Crash e) {
      return false;
    }
  }

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void aKilledProcessContinues() throws Exception {
    Path undisturbed = folder.resolve("undisturbed");
    ended(process(undisturbed));
    Path killed = folder.resolve("killed");
    Process process = process(killed);
    while (!Files.exists(killed.resolve("search.checkpoint")) && process.isAlive()) {
      Thread.sleep(5);
    }
    process.destroyForcibly().waitFor();
    ended(process(killed, "--resume"));

    assertThat(ends(killed)).isEqualTo(ends(undisturbed));
  }

  private void ended(Process process) throws Exception {
    int exit = process.waitFor();
    assertThat(exit).as(Files.readString(folder.resolve("log"))).isZero();
  }

  /** Starts a run with the class path of this test, whose length once killed ONNX Runtime. */
  private Process process(Path out, String... more) throws IOException {
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "org.nasturtium.app.cli.Nasturtium",
                    "search",
                    "--out",
                    out.toString(),
                    "--side=16",
                    "--train-limit=60",
                    "--test-limit=20",
                    "--channels=4",
                    "--cells=1",
                    "--batch=16",
                    "--epochs=4",
                    "--retrain-epochs=1",
                    "--threads=1",
                    "--no-comparison"),
                Stream.of(more))
            .toList();
    Path log = folder.resolve("log");
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static RunFolder open(Path path, RunSettings settings, boolean resume) {
    return RunFolder.open(path.resolve("run"), settings, resume);
  }

  private static void run(RunSettings settings, RunFolder open, RunControl control)
      throws IOException {
    if (settings.command().equals("search")) {
      SearchRun.prepare(settings).run(open, control);
    } else {
      TrainRun.prepare(settings).run(open, control);
    }
  }

  private static RunSettings settings(String command, String space, String method) {
    String architecture =
        command.equals("search")
            ? ""
            : space.equals("darts-cnn")
                ? "DARTS_V2"
                : "|nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|+|skip_connect~0|none~1|skip_connect~2|";
    return new RunSettings(
        command,
        "",
        space,
        method,
        architecture,
        "shapes",
        "",
        16,
        60,
        20,
        4,
        1,
        2,
        16,
        0.025,
        0.03,
        ScoringSettings.none(),
        2,
        4,
        1,
        TrainingSettings.ofSpace(space, 2, 16),
        false,
        false,
        0,
        0,
        SEED,
        "cpu",
        "fp32",
        "channels-last",
        1);
  }

  /** Returns what a run ended with, without clocks, by file. */
  private static Map<String, Object> ends(Path folder) throws IOException {
    Path run = Files.exists(folder.resolve("run")) ? folder.resolve("run") : folder;
    Map<String, Object> ends = new TreeMap<>();
    ends.put(
        "result",
        Files.readAllLines(run.resolve("result.json")).stream()
            .filter(
                line ->
                    !line.matches(
                        "\\s*\"(\\w*_seconds|peak_resident_bytes|latency\\w*_ms|out|onnx|report)\"\\s*:.*"))
            .toList());
    ends.put("network", hash(Files.readAllBytes(run.resolve("network.json"))));
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".checkpoint")).toList()) {
        ends.put(file.getFileName().toString(), hash(tensors(file)));
      }
    }
    assertThat(ends).hasSizeGreaterThan(2);
    return ends;
  }

  private static String hash(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return bytes.length + " bytes, sum " + Long.toHexString(sum.getValue());
  }

  private static byte[] tensors(Path checkpoint) throws IOException {
    try (ZipFile zip = new ZipFile(checkpoint.toFile());
        InputStream in = zip.getInputStream(zip.getEntry("tensors.bin"))) {
      return in.readAllBytes();
    }
  }

  /** What a process that dies does: nothing more. */
  private static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static class Counting implements RunControl {
    int count;

    @Override
    public void steps(String stage, long done, long total) {
      count++;
    }

    @Override
    public void epoch(String stage, String line) {}

    @Override
    public boolean stopRequested() {
      return false;
    }
  }

  private static final class Breaking extends Counting {
    private final int last;
    private final boolean saving;

    Breaking(int last, boolean saving) {
      this.last = last;
      this.saving = saving;
    }

    @Override
    public boolean stopRequested() {
      if (count >= last && !saving) {
        throw new Crash();
      }
      return count >= last;
    }
  }
}
