package org.nasturtium.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Writes a small benchmark of one's own: 125 architectures of three choices, the best of which is
 * known.
 */
final class ToyTable {
  /** The index of the best architecture, 4 of every choice. */
  static final int BEST = 124;

  /** The number of architectures. */
  static final int SIZE = 125;

  private static final String HEADER =
      "pick:a,pick:b,pick:c,toy/12/x-valid/accuracy/1,toy/12/x-valid/accuracy/2,"
          + "toy/90/x-valid/accuracy/mean,toy/90/x-test/accuracy/mean,toy/train-seconds,"
          + "toy/x-valid/evaluation-seconds,toy/parameters,toy/macs,toy/latency-seconds\n";

  private ToyTable() {}

  /** Writes the space. */
  static Path space(Path folder) throws IOException {
    StringBuilder text = new StringBuilder("{\"name\": \"toy\", \"choices\": [");
    for (String name : new String[] {"a", "b", "c"}) {
      text.append(text.charAt(text.length() - 1) == '[' ? "" : ", ")
          .append(
              "{\"name\": \"%s\", \"candidates\": [\"0\", \"1\", \"2\", \"3\", \"4\"]}"
                  .formatted(name));
    }
    return Files.writeString(folder.resolve("toy.json"), text + "]}");
  }

  /** Writes the measurements. */
  static Path csv(Path folder) throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < SIZE; i++) {
      int sum = i / 25 + i / 5 % 5 + i % 5;
      double accuracy = 50 + 3 * sum + i / 1000.0;
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%d,%d,%.3f,%.3f,%.3f,%.3f,%d,1,%d,%d,%.3f%n",
              i / 25,
              i / 5 % 5,
              i % 5,
              accuracy - 5,
              accuracy - 4,
              accuracy,
              accuracy - 1,
              10 + sum,
              1000 * (sum + 1),
              5000 * (sum + 1),
              0.001 * (sum + 1)));
    }
    return Files.writeString(folder.resolve("toy.csv"), text);
  }

  /** Imports the table. */
  static Path table(Path folder) throws IOException {
    Path table = folder.resolve("toy.parquet");
    Cli made =
        Cli.run(
            "bench",
            "import",
            csv(folder),
            "--table=generic",
            "--space",
            space(folder),
            "--out",
            table);
    assertThat(made.exit()).as(made.err()).isZero();
    return table;
  }
}
