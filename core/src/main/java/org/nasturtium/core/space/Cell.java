package org.nasturtium.core.space;

import java.util.List;

/**
 * A cell is the repeated motif of an architecture as a small labeled graph, for people to look at.
 *
 * @param name what it is, such as {@code normal cell}
 * @param nodes the names of its nodes, inputs first, the output last
 * @param edges its edges
 */
public record Cell(String name, List<String> nodes, List<Edge> edges) {
  /** Copies the lists. */
  public Cell {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /**
   * An edge of a cell.
   *
   * @param from the node it leaves
   * @param to the node it enters
   * @param operation the name of its operation; empty for a plain connection
   */
  public record Edge(String from, String to, String operation) {}
}
