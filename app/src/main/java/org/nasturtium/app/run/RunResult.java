package org.nasturtium.app.run;

import java.util.List;
import java.util.Map;

/**
 * The result of a run.
 *
 * @param fields every result value by name, for the JSON line and {@code result.json}
 * @param summary lines for a person
 */
public record RunResult(Map<String, Object> fields, List<String> summary) {
  /** Copies the collections. */
  public RunResult {
    fields = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(fields));
    summary = List.copyOf(summary);
  }
}
