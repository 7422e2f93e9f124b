package org.nasturtium.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** The trials of a run as they are stored, without what clocks and processes say. */
final class StoredTrials {
  private static final Set<String> VARYING =
      Set.of("seconds", "worker", "started_millis", "finished_millis");

  private StoredTrials() {}

  /** Returns the trials of the only study in the folder of a run. */
  static List<Map<String, String>> of(Path run) throws IOException {
    Path csv = run.resolve("trials.csv");
    Cli exported = Cli.run("study", "export", "--store", run, "--out", csv);
    assertThat(exported.exit()).as(exported.err()).isZero();
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(Files.readString(csv), format)) {
      return parser.stream()
          .map(
              record -> {
                Map<String, String> trial = new TreeMap<>(record.toMap());
                trial.keySet().removeAll(VARYING);
                return trial;
              })
          .toList();
    }
  }
}
