package org.nasturtium.core.space;

import java.util.List;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.graph.Dag;

/**
 * Cell graphs show each architecture of a space as one labeled DAG, the form in which graph kernels
 * and graph embeddings compare architectures.
 *
 * <p>Node 0 is the cell's input, every edge leads to a later node, and parts that no image passes
 * through are left out.
 */
public interface CellGraphs {
  /** Returns the most nodes a graph of the space has. */
  int mostNodes();

  /** Returns the names of the labels: label i of a graph is element i, the input first. */
  List<String> labels();

  /**
   * Returns the graph of an architecture.
   *
   * @param architecture an architecture of the space
   * @return a graph of 1 to {@link #mostNodes} nodes, node 0 with label 0
   */
  Dag graph(Architecture architecture);

  /**
   * Returns a space as one whose architectures are graphs.
   *
   * @param space the space
   * @throws InvalidInputException if its architectures are not shown as graphs
   */
  static CellGraphs of(SearchSpace space) {
    if (space instanceof CellGraphs graphs) {
      return graphs;
    }
    throw new InvalidInputException(
        "the architectures of space %s are not graphs of one cell; expected dag, nats-topology or nasbench101"
            .formatted(space.name()));
  }
}
