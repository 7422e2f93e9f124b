package org.nasturtium.bench.reproduce;

import java.util.SortedSet;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Budget;
import org.nasturtium.bench.table.Dataset;
import org.nasturtium.bench.table.RecordName;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.trial.Fidelity;

/**
 * A protocol says at which budgets a data set of a table is searched and reported.
 *
 * @param dataset the data set
 * @param searched the budget of the trainings that a search sees: 12 epochs in every published
 *     search, and the largest budget of tables that do not hold it
 * @param reported the budget of full training: the largest that the table holds, 200 epochs for
 *     topologies and 90 for sizes
 */
public record Protocol(Dataset dataset, Budget searched, Budget reported) {
  private static final Budget PROXY = new Budget(12);

  /**
   * Returns the protocol of a data set.
   *
   * @param table the table
   * @param dataset the data set
   * @throws InvalidInputException if the table does not hold its records
   */
  public static Protocol of(BenchmarkTable table, Dataset dataset) {
    SortedSet<Budget> searched = budgets(table, dataset.searched());
    return new Protocol(
        dataset,
        searched.contains(PROXY) ? PROXY : searched.last(),
        budgets(table, dataset.reported()).last());
  }

  private static SortedSet<Budget> budgets(BenchmarkTable table, RecordName record) {
    SortedSet<Budget> budgets = table.budgets(record);
    if (budgets.isEmpty()) {
      throw new InvalidInputException(
          "this table has no record %s; it holds %s"
              .formatted(
                  record,
                  String.join(", ", table.records().stream().map(RecordName::text).toList())));
    }
    return budgets;
  }

  /** Returns the fidelity at which a search compares architectures. */
  public Fidelity fidelity() {
    return Fidelity.of(searched.epochs());
  }
}
