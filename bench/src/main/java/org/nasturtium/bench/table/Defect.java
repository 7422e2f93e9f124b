package org.nasturtium.bench.table;

import java.util.function.Predicate;

/**
 * A defect is something known to be wrong, missing or misleading in a published benchmark.
 *
 * @param id the identifier, for example {@code D3}
 * @param sentence what is wrong and what this table does about it
 * @param thread the public discussion, {@code owner/repository#number}; empty if there is none
 * @param scope which readings it touches
 */
public record Defect(String id, String sentence, String thread, Predicate<Reading> scope) {
  @Override
  public String toString() {
    return id + ": " + sentence;
  }
}
