package org.nasturtium.core.trial;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A study specification is everything that decides the proposals and outcomes of a study. Two runs
 * with equal specifications make the same trials, with any number of workers.
 *
 * @param name the name of the study, unique in its store
 * @param space the name of the search space
 * @param strategy the name of the strategy
 * @param seed the root seed
 * @param window how many trials may be open at once: trial n is asked for when all trials up to n -
 *     window are told, whoever works on them; at least 1
 * @param settings everything else that decides the trials, as text by name: the strategy's
 *     settings, the objectives, the constraints, the evaluator and its settings
 */
public record StudySpec(
    String name,
    String space,
    String strategy,
    long seed,
    int window,
    SortedMap<String, String> settings) {
  /** Checks the ranges and copies the map. */
  public StudySpec {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    if (name.isBlank()) {
      throw new IllegalArgumentException("a study needs a name");
    }
    if (window < 1) {
      throw new IllegalArgumentException("a window of " + window + " is below 1");
    }
  }

  /**
   * Returns how this specification differs from another, one short phrase per difference; empty if
   * it does not.
   *
   * @param other the other specification
   */
  public SortedMap<String, String> differences(StudySpec other) {
    SortedMap<String, String> mine = flat();
    SortedMap<String, String> theirs = other.flat();
    SortedMap<String, String> differences = new TreeMap<>();
    mine.forEach((key, value) -> compare(differences, key, value, theirs.get(key)));
    theirs.forEach((key, value) -> compare(differences, key, mine.get(key), value));
    return differences;
  }

  private static void compare(
      Map<String, String> differences,
      String key,
      @org.jspecify.annotations.Nullable String mine,
      @org.jspecify.annotations.Nullable String theirs) {
    if (mine == null || !mine.equals(theirs)) {
      differences.put(key, "%s against %s".formatted(text(mine), text(theirs)));
    }
  }

  private static String text(@org.jspecify.annotations.Nullable String value) {
    return value == null ? "nothing" : value;
  }

  private SortedMap<String, String> flat() {
    SortedMap<String, String> all = new TreeMap<>(settings);
    all.put("name", name);
    all.put("space", space);
    all.put("strategy", strategy);
    all.put("seed", Long.toString(seed));
    all.put("window", Integer.toString(window));
    return all;
  }
}
