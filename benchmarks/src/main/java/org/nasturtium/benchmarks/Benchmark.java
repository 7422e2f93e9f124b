package org.nasturtium.benchmarks;

import java.util.List;

/** A benchmark answers one question with a few rows. */
interface Benchmark {
  /** Returns the name that {@code --only} takes. */
  String name();

  /**
   * Measures.
   *
   * @param rounds how often each variant is measured
   */
  List<Row> run(int rounds);
}
