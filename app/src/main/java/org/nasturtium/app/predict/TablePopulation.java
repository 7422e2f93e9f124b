package org.nasturtium.app.predict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nasturtium.bench.reproduce.FinalAccuracies;
import org.nasturtium.bench.reproduce.Protocol;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Dataset;
import org.nasturtium.core.graph.Dag;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.CellGraphs;

/** A table population is the cells of a benchmark table as graphs, with their final accuracies. */
public final class TablePopulation {
  private final BenchmarkTable table;
  private final CellGraphs graphs;
  private final FinalAccuracies accuracies;

  /**
   * Creates the population of a table.
   *
   * @param table the table
   * @param dataset the data set of the accuracies
   * @throws org.nasturtium.core.fault.InvalidInputException if its architectures are no graphs, or
   *     it holds no final validation accuracies
   */
  public TablePopulation(BenchmarkTable table, Dataset dataset) {
    this.table = table;
    this.graphs = CellGraphs.of(table.space());
    this.accuracies = FinalAccuracies.known(table, dataset, Protocol.of(table, dataset).reported());
  }

  /**
   * Some cells of the table.
   *
   * @param graphs the cells
   * @param accuracies their final validation accuracies, in percent
   */
  public record Sample(List<Dag> graphs, List<Double> accuracies) {
    /** Copies the lists. */
    public Sample {
      graphs = List.copyOf(graphs);
      accuracies = List.copyOf(accuracies);
    }

    /** Returns the cells from one position to another, exclusive. */
    Sample part(int from, int to) {
      return new Sample(graphs.subList(from, to), accuracies.subList(from, to));
    }

    double[] scores() {
      return accuracies.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  /** Returns the number of cells. */
  public int size() {
    return table.size();
  }

  /** Returns the space as graphs. */
  public CellGraphs graphs() {
    return graphs;
  }

  /** Returns the space's name. */
  public String space() {
    return table.space().name();
  }

  /**
   * Returns different cells in random order: the first steps of a Fisher-Yates shuffle.
   *
   * @param count how many, at most all
   * @param seed where the draws come from
   */
  Sample draw(int count, Seed seed) {
    RandomGenerator random = seed.random();
    Map<Integer, Integer> moved = new HashMap<>();
    List<Dag> drawn = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i, size());
      int row = moved.getOrDefault(j, j);
      moved.put(j, moved.getOrDefault(i, i));
      drawn.add(graphs.graph(table.architecture(row)));
      values.add(accuracies.validation(row));
    }
    return new Sample(drawn, values);
  }
}
