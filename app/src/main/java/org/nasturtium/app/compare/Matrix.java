package org.nasturtium.app.compare;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Predicate;
import org.nasturtium.app.run.RunSettings;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * A matrix is every method with every seed. Stored as {@code compare.json}.
 *
 * @param methods the settings of a run of each method, in the order of the table; their seed is the
 *     first one
 * @param seeds the seeds
 */
public record Matrix(List<RunSettings> methods, List<Long> seeds) {
  /**
   * Checks that there is something to compare, once each.
   *
   * @throws InvalidInputException if there is not
   */
  public Matrix {
    methods = List.copyOf(methods);
    seeds = List.copyOf(seeds);
    requireDistinct("--methods", methods.stream().map(RunSettings::method).toList());
    requireDistinct("--seeds", seeds);
  }

  private static void requireDistinct(String option, List<?> given) {
    if (given.isEmpty()) {
      throw new InvalidInputException(option + " must name at least one");
    }
    if (new LinkedHashSet<>(given).size() < given.size()) {
      throw new InvalidInputException("%s names one twice: %s".formatted(option, given));
    }
  }

  /**
   * An entry of the matrix: one run.
   *
   * @param number its position, from 0, and the number of its trial
   * @param settings its settings
   */
  public record Entry(int number, RunSettings settings) {
    /** Returns the name of the run and of its folder, such as {@code gdas-1}. */
    public String name() {
      return settings.method() + "-" + settings.seed();
    }
  }

  /** Returns all entries, method by method. */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (RunSettings method : methods) {
      for (long seed : seeds) {
        entries.add(new Entry(entries.size(), method.withSeed(seed)));
      }
    }
    return entries;
  }

  /**
   * Returns this matrix with those settings of another whose option was given.
   *
   * @param wanted the other matrix, of the same methods
   * @param given whether an option was given
   */
  public Matrix overlaid(Matrix wanted, Predicate<String> given) {
    List<RunSettings> overlaid = new ArrayList<>();
    for (int i = 0; i < methods.size(); i++) {
      overlaid.add(methods.get(i).overlaid(wanted.methods().get(i), given));
    }
    return new Matrix(overlaid, seeds);
  }
}
