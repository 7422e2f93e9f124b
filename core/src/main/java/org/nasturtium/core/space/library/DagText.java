package org.nasturtium.core.space.library;

import java.util.BitSet;
import java.util.List;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.graph.CanonicalOrder;
import org.nasturtium.core.graph.Dag;

/**
 * Reads a free DAG cell as a list of edges, {@code 0>1,1>2,0>2:conv1x1,sep3x3}: the edges of nodes
 * 0..m, of which 0 is the input, then the operations of nodes 1..m. The numbering need not be
 * topological.
 */
final class DagText {
  private final String text;
  private final List<DagOperation> operations;

  private DagText(String text, List<DagOperation> operations) {
    this.text = text;
    this.operations = operations;
  }

  /** Returns whether a text is a list of edges. */
  static boolean isEdgeList(String text) {
    return text.indexOf('>') >= 0;
  }

  /**
   * Returns the graph of a list of edges in canonical order, labeled as {@link DagNetwork} reads
   * it.
   *
   * @param text the list
   * @param operations the operations of the space
   * @param most the most nodes of the space
   * @throws InvalidInputException if the text is malformed, or the graph has a cycle or a node that
   *     no path from node 0 leads to; the message names the node
   */
  static Dag read(String text, List<DagOperation> operations, int most) {
    return new DagText(text, operations).read(most);
  }

  private Dag read(int most) {
    String[] parts = text.split(":", -1);
    if (parts.length != 2) {
      throw malformed("expected edges, ':' and operations");
    }
    String[] names = parts[1].split(",", -1);
    int nodes = names.length + 1;
    if (nodes > most) {
      throw malformed("it has %d nodes; the space has at most %d".formatted(nodes, most));
    }
    int[] labels = new int[nodes];
    for (int node = 1; node < nodes; node++) {
      labels[node] = label(names[node - 1].strip());
    }
    BitSet edges = edges(parts[0], nodes);
    Dag graph = Dag.of(labels, (from, to) -> edges.get(from * nodes + to));
    checkConnected(graph);
    return CanonicalOrder.of(graph);
  }

  private int label(String name) {
    DagOperation operation = DagOperation.byName(name);
    int position = operations.indexOf(operation);
    if (position < 0) {
      throw malformed("operation " + name + " is not in this space; known: " + operations);
    }
    return position + 1;
  }

  private BitSet edges(String list, int nodes) {
    BitSet edges = new BitSet();
    for (String edge : list.split(",", -1)) {
      String[] ends = edge.split(">", -1);
      if (ends.length != 2) {
        throw malformed("expected an edge such as 0>1, found '" + edge.strip() + "'");
      }
      int from = node(ends[0].strip(), nodes);
      int to = node(ends[1].strip(), nodes);
      if (from == to) {
        throw malformed("the graph is not acyclic: node " + from + " has an edge to itself");
      }
      edges.set(from * nodes + to);
    }
    return edges;
  }

  private int node(String number, int nodes) {
    if (!number.matches("[0-9]{1,4}") || Integer.parseInt(number) >= nodes) {
      throw malformed("expected a node from 0 to %d, found '%s'".formatted(nodes - 1, number));
    }
    return Integer.parseInt(number);
  }

  private void checkConnected(Dag graph) {
    if (graph.predecessors(0).length > 0) {
      throw malformed(
          "node 0 is the input and reads nothing, but node %d leads to it"
              .formatted(graph.predecessors(0)[0]));
    }
    boolean[] reached = graph.reachable(0);
    for (int node = 0; node < reached.length; node++) {
      if (!reached[node]) {
        throw malformed("no path leads from node 0 to node " + node);
      }
    }
  }

  private InvalidInputException malformed(String why) {
    String shown = text.length() > 60 ? text.substring(0, 60) + "..." : text;
    return new InvalidInputException("malformed dag architecture '%s': %s".formatted(shown, why));
  }
}
