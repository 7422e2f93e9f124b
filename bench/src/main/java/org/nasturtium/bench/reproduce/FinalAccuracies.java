package org.nasturtium.bench.reproduce;

import java.util.Optional;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Budget;
import org.nasturtium.bench.table.Column;
import org.nasturtium.bench.table.Dataset;
import org.nasturtium.bench.table.Epoch;
import org.nasturtium.bench.table.Lookup;
import org.nasturtium.bench.table.Query;
import org.nasturtium.bench.table.RecordName;
import org.nasturtium.bench.table.Seeds;
import org.nasturtium.bench.table.Split;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * Final accuracies are what architectures reach after full training, as results report it: means
 * over all stored trainings, the validation accuracy from the record that is searched and the test
 * accuracy from the record that is reported.
 */
public final class FinalAccuracies {
  private final Lookup validation;
  private final Optional<Lookup> test;

  private FinalAccuracies(Lookup validation, Optional<Lookup> test) {
    this.validation = validation;
    this.test = test;
  }

  /**
   * Returns the final accuracies of a data set.
   *
   * @param table the table
   * @param dataset the data set
   * @param budget the epochs of full training
   * @throws InvalidInputException if the table does not hold them; the message says what it does
   */
  public static FinalAccuracies of(BenchmarkTable table, Dataset dataset, Budget budget) {
    return new FinalAccuracies(
        mean(table, dataset.searched(), dataset.validation(), budget),
        Optional.of(mean(table, dataset.reported(), dataset.test(), budget)));
  }

  /**
   * Returns the final accuracies of a data set of which a table may hold no test accuracies, such
   * as one of trainings of one's own.
   *
   * @param table the table
   * @param dataset the data set
   * @param budget the epochs of full training
   * @throws InvalidInputException if the table does not hold the validation accuracies
   */
  public static FinalAccuracies known(BenchmarkTable table, Dataset dataset, Budget budget) {
    boolean tested =
        table.columns().stream()
            .map(Column::series)
            .anyMatch(
                series ->
                    series.record().equals(dataset.reported())
                        && series.split().equals(dataset.test())
                        && series.budget().equals(budget));
    return tested
        ? of(table, dataset, budget)
        : new FinalAccuracies(
            mean(table, dataset.searched(), dataset.validation(), budget), Optional.empty());
  }

  /** Returns whether test accuracies are known. */
  public boolean hasTest() {
    return test.isPresent();
  }

  private static Lookup mean(BenchmarkTable table, RecordName record, Split split, Budget budget) {
    return table.lookup(Query.accuracy(record, split, budget, Epoch.last(), Seeds.mean()));
  }

  /**
   * Returns the final validation accuracy of an architecture in percent.
   *
   * @param row the architecture's row
   * @throws InvalidInputException if it is missing
   */
  public double validation(int row) {
    return held(validation, row);
  }

  /**
   * Returns the final test accuracy of an architecture in percent.
   *
   * @param row the architecture's row
   * @throws InvalidInputException if it is missing
   * @throws java.util.NoSuchElementException if no test accuracies are known
   */
  public double test(int row) {
    return held(test.orElseThrow(), row);
  }

  private static double held(Lookup lookup, int row) {
    double value = lookup.value(row);
    return Double.isNaN(value) ? lookup.answer(row).value() : value;
  }
}
