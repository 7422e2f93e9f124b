package org.nasturtium.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A search whose process is killed again and again ends with the trials of one that was not. */
class KilledSearchTest {
  private static final int TRIALS = 12;

  @TempDir Path folder;

  @Test
  @Timeout(value = 180, unit = TimeUnit.SECONDS)
  void aKilledSearchEndsWithTheSameTrials() throws Exception {
    Path undisturbed = folder.resolve("undisturbed");
    assertThat(process(undisturbed).waitFor()).as(log()).isZero();
    Path killed = folder.resolve("killed");
    for (int trials = 2; trials <= 8; trials += 3) {
      Process process = trials == 2 ? process(killed) : process(killed, "--resume");
      while (stored(killed) < trials && process.isAlive()) {
        Thread.sleep(20);
      }
      process.destroyForcibly().waitFor();
      assertThat(stored(killed)).as("killed before the end").isLessThan(TRIALS);
    }
    assertThat(process(killed, "--resume").waitFor()).as(log()).isZero();
    assertThat(StoredTrials.of(killed).subList(0, TRIALS))
        .isEqualTo(StoredTrials.of(undisturbed).subList(0, TRIALS));
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  /** Returns how many trials a run told so far; it prints a line for each. */
  private long stored(Path out) throws IOException {
    if (!Files.exists(out.resolve("study.sqlite"))) {
      return 0;
    }
    return log().lines().filter(line -> line.startsWith("trial ")).count() + known(log());
  }

  private static long known(String log) {
    return log.lines()
        .filter(line -> line.startsWith("going on after "))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  private Process process(Path out, String... more) throws IOException {
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "org.nasturtium.app.cli.Nasturtium",
                    "search",
                    "--strategy=evolution",
                    "--set=population=4",
                    "--set=sample=2",
                    "--out",
                    out.toString(),
                    "--side=16",
                    "--train-limit=200",
                    "--test-limit=20",
                    "--channels=4",
                    "--batch=16",
                    "--epochs=2",
                    "--workers=2",
                    "--trials=" + TRIALS),
                Stream.of(more))
            .toList();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }
}
