package org.nasturtium.bench.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.nasturtium.bench.convert.Importers;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.core.contract.DataFolder;

/** The topology table of NATS-Bench, where it was downloaded. */
public final class PublishedTopology {
  private PublishedTopology() {}

  /** Returns the table; a test is skipped with a message where its file is absent. */
  public static BenchmarkTable require() {
    Path file = DataFolder.require("nb201_topology.csv.gz");
    try {
      return Importers.read("nats-topology", file, Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
