package org.nasturtium.bench.table;

import java.util.List;

/**
 * An origin says where a table comes from.
 *
 * @param source what it was imported from, for people
 * @param license the license of the data; empty if unknown
 * @param gaps what the benchmark has and this table lacks, one sentence each
 */
public record Origin(String source, String license, List<String> gaps) {
  /** Copies the list. */
  public Origin {
    gaps = List.copyOf(gaps);
  }
}
