package org.nasturtium.bench.convert;

import java.io.IOException;
import java.nio.file.Path;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.SearchSpace;

/** An importer makes a table of one kind of foreign file or folder. */
interface Importer {
  /** Returns whether this importer is for a file or folder, judged by its name and kind. */
  boolean accepts(Path source);

  /**
   * Makes a table.
   *
   * @param source the file or folder
   * @param space the space of its architectures
   * @throws InvalidInputException if it is not what it should be; the message says where
   * @throws IOException if it cannot be read
   */
  BenchmarkTable read(Path source, SearchSpace space) throws IOException;
}
