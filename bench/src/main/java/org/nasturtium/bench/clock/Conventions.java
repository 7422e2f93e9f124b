package org.nasturtium.bench.clock;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * Conventions are the sides taken on all {@link Deviation}s; every report names them.
 *
 * @param sides the side taken on each deviation
 */
public record Conventions(Map<Deviation, Convention> sides) {
  /** Copies the map; deviations it leaves out take their initial convention. */
  public Conventions {
    EnumMap<Deviation, Convention> all = new EnumMap<>(Deviation.class);
    for (Deviation deviation : Deviation.values()) {
      all.put(deviation, sides.getOrDefault(deviation, deviation.initial()));
    }
    sides = Collections.unmodifiableMap(all);
  }

  /** Returns the conventions under which published tables are reproduced. */
  public static Conventions initial() {
    return new Conventions(Map.of());
  }

  /**
   * Returns the conventions of texts such as {@code budgets=as-published}.
   *
   * @param texts a deviation, an equals sign and a convention each
   * @throws InvalidInputException if a text is something else
   */
  public static Conventions parse(List<String> texts) {
    Conventions conventions = initial();
    for (String text : texts) {
      String[] parts = text.split("=", -1);
      if (parts.length != 2) {
        throw new InvalidInputException(
            "convention '%s' is not of the form budgets=as-published".formatted(text));
      }
      conventions = conventions.with(Deviation.byName(parts[0]), Convention.byName(parts[1]));
    }
    return conventions;
  }

  /**
   * Returns the side taken on a deviation.
   *
   * @param deviation the deviation
   */
  public Convention of(Deviation deviation) {
    Convention side = sides.get(deviation);
    return side == null ? deviation.initial() : side;
  }

  /**
   * Returns whether the side of the publication is taken.
   *
   * @param deviation the deviation
   */
  public boolean asPublished(Deviation deviation) {
    return of(deviation) == Convention.AS_PUBLISHED;
  }

  /**
   * Returns these conventions with another side on one deviation.
   *
   * @param deviation the deviation
   * @param convention the side
   */
  public Conventions with(Deviation deviation, Convention convention) {
    EnumMap<Deviation, Convention> all = new EnumMap<>(sides);
    all.put(deviation, convention);
    return new Conventions(all);
  }

  /** Returns the names of the sides by the names of the deviations, for reports and studies. */
  public SortedMap<String, String> labels() {
    SortedMap<String, String> labels = new TreeMap<>();
    sides.forEach((deviation, side) -> labels.put(deviation.label(), side.label()));
    return labels;
  }
}
