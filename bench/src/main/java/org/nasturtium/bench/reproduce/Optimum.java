package org.nasturtium.bench.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Epoch;
import org.nasturtium.bench.table.Lookup;
import org.nasturtium.bench.table.Quantity;
import org.nasturtium.bench.table.Seeds;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * An optimum is a best architecture of a table: by final validation accuracy, by final test
 * accuracy, or by the proxy that searches see, which bounds every method that trusts the proxy.
 *
 * @param dataset the name of the data set
 * @param by what it is best by
 * @param index the index of the architecture
 * @param architecture its text
 * @param proxy its validation accuracy as searches see it, mean over trainings, in percent
 * @param validation its final validation accuracy in percent
 * @param test its final test accuracy in percent
 */
public record Optimum(
    String dataset,
    By by,
    int index,
    String architecture,
    double proxy,
    double validation,
    double test) {
  /** What an optimum is best by. */
  public enum By {
    /** The final validation accuracy: what brute force on validation images finds. */
    VALIDATION("final validation"),
    /** The final test accuracy: the best there is. */
    TEST("final test"),
    /** The accuracy that searches see: their ceiling. */
    PROXY("proxy");

    private final String label;

    By(String label) {
      this.label = label;
    }

    /** Returns the name in files. */
    public String label() {
      return label;
    }
  }

  /**
   * Returns the optima of a data set; architectures that tie are all listed, in the order of rows.
   *
   * @param table the table
   * @param protocol the data set and its budgets
   * @throws InvalidInputException if the table lacks a value
   */
  public static List<Optimum> of(BenchmarkTable table, Protocol protocol) {
    FinalAccuracies finals =
        FinalAccuracies.of(table, protocol.dataset(), protocol.reported());
    Lookup proxy =
        table
            .searching(protocol.dataset())
            .lookup(protocol.searched(), Epoch.last(), Seeds.mean(), Quantity.ACCURACY);
    List<Optimum> optima = new ArrayList<>();
    for (By by : By.values()) {
      IntToDoubleFunction value =
          switch (by) {
            case VALIDATION -> finals::validation;
            case TEST -> finals::test;
            case PROXY -> row -> proxy.answer(row).value();
          };
      for (int row : best(table.size(), value)) {
        optima.add(
            new Optimum(
                protocol.dataset().name(),
                by,
                table.rows().index(row),
                table.space().format(table.architecture(row)),
                proxy.answer(row).value(),
                finals.validation(row),
                finals.test(row)));
      }
    }
    return optima;
  }

  private static List<Integer> best(int rows, IntToDoubleFunction value) {
    List<Integer> best = new ArrayList<>();
    double highest = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < rows; row++) {
      double found = value.applyAsDouble(row);
      if (found > highest) {
        best.clear();
        highest = found;
      }
      if (found == highest) {
        best.add(row);
      }
    }
    return best;
  }
}
