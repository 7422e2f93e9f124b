package org.nasturtium.bench.reproduce;

import java.util.List;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.statistics.Moments;

/**
 * Derived cells are the cells that a weight-sharing method ended with in its three published runs:
 * looking them up gives the published row, which checks the index order, the table and the
 * statistics at once.
 *
 * @param list which published list
 * @param dataset the name of the data set
 * @param indices the cells of the three runs
 * @param publishedValidation the published validation accuracy, in percent
 * @param publishedTest the published test accuracy, in percent
 * @param note where the list comes from, if it is not the README of the benchmark
 */
public record DerivedCells(
    String list,
    String dataset,
    List<Integer> indices,
    MeanAndDeviation publishedValidation,
    MeanAndDeviation publishedTest,
    String note) {
  private static final double HALF_A_HUNDREDTH = 0.005 + 1e-9;
  private static final String OTHER_CELLS =
      "the README lists 1835 three times; these cells give the published row";
  private static final String BY_NAME = "the cell of 3x3 convolutions only, as the row implies";
  private static final String C10 = "cifar10";
  private static final String C100 = "cifar100";
  private static final String IN16 = "ImageNet16-120";

  private static final List<DerivedCells> LISTS =
      List.of(
          list("GDAS", C10, List.of(3928, 138, 6168), 89.68, 0.72, 93.23, 0.58, ""),
          list("GDAS", C100, List.of(12218, 3203, 12940), 68.35, 2.71, 68.17, 2.50, ""),
          list("GDAS", IN16, List.of(6960, 6960, 6960), 39.55, 0, 39.40, 0, ""),
          list("DARTS-V1", C10, List.of(1835, 1835, 2299), 49.27, 13.44, 59.84, 7.84, OTHER_CELLS),
          list("DARTS-V1", C100, List.of(3521, 3521, 12830), 61.08, 4.37, 61.26, 4.43, ""),
          list("DARTS-V1", IN16, List.of(12686, 12686, 4771), 38.07, 2.90, 37.88, 2.91, ""),
          list("DARTS-V2", C10, List.of(1835, 2299, 2299), 58.78, 13.44, 65.38, 7.84, OTHER_CELLS),
          list("DARTS-V2", C100, List.of(12669, 561, 2057), 59.48, 5.13, 60.49, 4.95, ""),
          list("ENAS", C10, List.of(1462, 1462, 1462), 90.20, 0, 93.76, 0, BY_NAME),
          list("ENAS", IN16, List.of(1462, 1462, 1462), 40.78, 0, 41.44, 0, BY_NAME));

  /** Copies the list. */
  public DerivedCells {
    indices = List.copyOf(indices);
  }

  private static DerivedCells list(
      String list,
      String dataset,
      List<Integer> indices,
      double validation,
      double validationDeviation,
      double test,
      double testDeviation,
      String note) {
    return new DerivedCells(
        list,
        dataset,
        indices,
        new MeanAndDeviation(validation, validationDeviation),
        new MeanAndDeviation(test, testDeviation),
        note);
  }

  /** Returns all published lists that are complete, of the topology space. */
  public static List<DerivedCells> all() {
    return LISTS;
  }

  /**
   * What a table gives for a list.
   *
   * @param cells the list
   * @param validation the final validation accuracies, in percent
   * @param test the final test accuracies, in percent
   */
  public record Checked(DerivedCells cells, Moments validation, Moments test) {
    /** Returns whether all four numbers equal the published ones to two decimals. */
    public boolean equalsPublished() {
      return isEqual(validation, cells.publishedValidation)
          && isEqual(test, cells.publishedTest);
    }

    private static boolean isEqual(Moments found, MeanAndDeviation published) {
      return Math.abs(found.mean() - published.mean()) <= HALF_A_HUNDREDTH
          && Math.abs(found.deviation() - published.deviation()) <= HALF_A_HUNDREDTH;
    }
  }

  /**
   * Returns what a table gives for the lists of a data set.
   *
   * @param table a table of the topology space; others have no lists
   * @param protocol the data set and its budgets
   * @throws InvalidInputException if the table lacks an accuracy of a cell it holds
   */
  public static List<Checked> check(BenchmarkTable table, Protocol protocol) {
    if (!table.space().name().equals("nats-topology")) {
      return List.of();
    }
    FinalAccuracies finals =
        FinalAccuracies.of(table, protocol.dataset(), protocol.reported());
    return LISTS.stream()
        .filter(list -> list.dataset.equals(protocol.dataset().name()))
        .filter(list -> list.indices.stream().allMatch(i -> table.rows().rowOfIndex(i).isPresent()))
        .map(list -> list.checked(table, finals))
        .toList();
  }

  private Checked checked(BenchmarkTable table, FinalAccuracies finals) {
    int[] rows = indices.stream().mapToInt(table::rowOfIndex).toArray();
    double[] validation = new double[rows.length];
    double[] test = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      validation[i] = finals.validation(rows[i]);
      test[i] = finals.test(rows[i]);
    }
    return new Checked(this, Moments.of(validation), Moments.of(test));
  }
}
