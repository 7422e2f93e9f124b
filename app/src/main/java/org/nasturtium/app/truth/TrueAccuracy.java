package org.nasturtium.app.truth;

import java.util.List;
import java.util.OptionalDouble;
import org.nasturtium.bench.table.Defect;

/**
 * A true accuracy is what an architecture reached on a data set when it was trained by itself, at
 * the largest budget of the table, the mean over all stored trainings.
 *
 * @param test the test accuracy in percent
 * @param validation the validation accuracy in percent, of the record that searches read; empty if
 *     the table does not hold it
 * @param defects what is known to be wrong or misleading about these values
 */
public record TrueAccuracy(double test, OptionalDouble validation, List<Defect> defects) {
  /** Copies the list. */
  public TrueAccuracy {
    defects = List.copyOf(defects);
  }
}
