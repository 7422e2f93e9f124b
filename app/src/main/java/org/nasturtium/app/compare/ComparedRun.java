package org.nasturtium.app.compare;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.nasturtium.app.run.RunSettings;

/**
 * A compared run is one run of a matrix and what came of it.
 *
 * @param method its method
 * @param seed its seed
 * @param fields its result fields; empty if it failed
 * @param failure why it failed, in one line; empty if it did not
 */
public record ComparedRun(String method, long seed, Map<String, Object> fields, String failure) {
  /** Copies the map. */
  public ComparedRun {
    fields = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(fields));
  }

  static ComparedRun of(RunSettings settings, Map<String, Object> fields) {
    return new ComparedRun(settings.method(), settings.seed(), fields, "");
  }

  static ComparedRun failed(RunSettings settings, String reason) {
    return new ComparedRun(settings.method(), settings.seed(), Map.of(), reason);
  }

  /** Returns whether it came to its end. */
  public boolean isFinished() {
    return failure.isEmpty();
  }

  /**
   * Returns a number of its result, if it has it.
   *
   * @param field the name of the result field
   */
  public OptionalDouble value(String field) {
    return number(fields.get(field));
  }

  /**
   * Returns a number of each epoch, NaN where it is not known.
   *
   * @param field the name of the field of an epoch
   */
  public List<Double> epochs(String field) {
    return fields.get("epochs") instanceof List<?> all
        ? all.stream()
            .map(each -> each instanceof Map<?, ?> row ? number(row.get(field)) : number(""))
            .map(value -> value.orElse(Double.NaN))
            .toList()
        : List.of();
  }

  private static OptionalDouble number(@org.jspecify.annotations.Nullable Object value) {
    return value instanceof Number number && Double.isFinite(number.doubleValue())
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }
}
