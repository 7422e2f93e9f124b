package org.nasturtium.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.graph.Dag;
import org.nasturtium.core.space.library.DagSpace;

/** Writes a benchmark table of all cells of space dag-4, better with every edge they keep. */
final class DagTable {
  private static final DagSpace SPACE = new DagSpace(4, DagSpace.OPERATIONS);
  private static final int SIZE = SPACE.size().intValueExact();

  private DagTable() {}

  /**
   * Imports the table.
   *
   * @param folder where to
   * @param hasMacs whether it holds multiply-adds
   */
  static Path table(Path folder, boolean hasMacs) throws IOException {
    StringBuilder text =
        new StringBuilder(
            "architecture,toy/12/x-valid/accuracy/1,toy/12/x-test/accuracy/1,toy/parameters");
    text.append(hasMacs ? ",toy/macs\n" : "\n");
    for (int i = 0; i < SIZE; i++) {
      Architecture cell = SPACE.unrank(BigInteger.valueOf(i));
      Dag graph = SPACE.graph(cell);
      double accuracy = 50 + 5 * graph.edges() + graph.size() + i / 1000.0;
      int parameters = 1000 + 100 * graph.edges();
      text.append(
          String.format(
              Locale.ROOT, "%s,%.3f,%.3f,%d", SPACE.format(cell), accuracy, accuracy, parameters));
      text.append(hasMacs ? "," + 2000L * parameters * graph.size() + "\n" : "\n");
    }
    Path csv = Files.writeString(folder.resolve("dag.csv"), text);
    Path table = folder.resolve(hasMacs ? "dag.parquet" : "no-macs.parquet");
    Cli made = Cli.run("bench", "import", csv, "--table=generic", "--space=dag-4", "--out", table);
    assertThat(made.exit()).as(made.err()).isZero();
    return table;
  }
}
