package org.nasturtium.app.report;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nasturtium.core.space.Cell;

/**
 * A cell picture is what a drawing shows of a cell: named nodes, and edges labeled with the
 * operation that each applies.
 *
 * @param title the name of the cell, for example {@code Normal cell}
 * @param nodes the names of the nodes, all different, in reading order
 * @param edges the edges between them
 */
public record CellPicture(String title, List<String> nodes, List<Edge> edges) {
  /** The label of an edge that only joins, for example into the concatenation of a cell. */
  public static final String UNLABELED = "";

  /** Checks and copies the lists. */
  public CellPicture {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    Set<String> known = new HashSet<>(nodes);
    if (known.size() != nodes.size()) {
      throw new IllegalArgumentException("a cell picture names a node twice: " + nodes);
    }
    for (Edge edge : edges) {
      if (!known.contains(edge.from()) || !known.contains(edge.to())) {
        throw new IllegalArgumentException("edge " + edge + " joins nodes outside " + nodes);
      }
    }
  }

  /**
   * Returns the picture of a cell.
   *
   * @param cell the cell
   */
  public static CellPicture of(Cell cell) {
    return new CellPicture(
        cell.name(),
        cell.nodes(),
        cell.edges().stream()
            .map(edge -> new Edge(edge.from(), edge.to(), edge.operation()))
            .toList());
  }

  /** Returns the labels of the edges, in order, without {@link #UNLABELED}. */
  public List<String> labels() {
    return edges.stream().map(Edge::label).filter(label -> !label.isEmpty()).distinct().toList();
  }

  /**
   * An edge is one operation between two nodes.
   *
   * @param from the name of the node it reads
   * @param to the name of the node it feeds
   * @param label the name of the operation, or {@link #UNLABELED}
   */
  public record Edge(String from, String to, String label) {}
}
