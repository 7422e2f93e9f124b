package org.nasturtium.torch.predict;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.graph.CanonicalOrder;
import org.nasturtium.core.graph.Dag;

/**
 * A graph encoding writes a graph as a row of numbers of fixed length: its adjacency matrix row by
 * row, with zeros for nodes it does not have, and its labels. Entries below the diagonal are always
 * zero, since edges lead to later nodes, and are left out.
 *
 * @param nodes n, the most nodes of a graph, at least 2
 * @param labels the names of the labels, that of the input first, at least 2
 * @param operations how labels are written
 * @param order how nodes are numbered
 */
public record GraphEncoding(int nodes, List<String> labels, Operations operations, Order order) {
  /** How labels are written. */
  public enum Operations {
    /** On the diagonal: label l of L as l / (L - 1), so the input and absent nodes are 0. */
    DIAGONAL,
    /** After the matrix: L more entries per node, 1 at the node's label. */
    ONE_HOT,
    /** Not at all: only the topology counts. */
    ABSENT;

    /** Returns the name that users type. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** How nodes are numbered. */
  public enum Order {
    /** As they come: isomorphic graphs may have different rows, as in the paper. */
    GIVEN,
    /** In their canonical order: isomorphic graphs have one row, as far as it can tell. */
    CANONICAL;

    /** Returns the name that users type. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Checks the numbers and copies the list. */
  public GraphEncoding {
    labels = List.copyOf(labels);
    if (nodes < 2 || labels.size() < 2) {
      throw new InvalidInputException(
          "a graph encoding needs at least 2 nodes and 2 labels, not %d and %s"
              .formatted(nodes, labels));
    }
  }

  /** Returns the length of a row. */
  public int width() {
    return matrix() + (operations == Operations.ONE_HOT ? nodes * labels.size() : 0);
  }

  /** Returns the number of entries of the matrix that are written. */
  private int matrix() {
    return position(nodes - 1, nodes);
  }

  /** Returns the position of an entry of the matrix in a row. */
  private int position(int from, int to) {
    int skipped = operations == Operations.DIAGONAL ? 0 : 1;
    return from * (2 * nodes - from + 1 - 2 * skipped) / 2 + to - from - skipped;
  }

  /**
   * Writes a graph.
   *
   * @param graph a graph whose edges lead to later nodes
   * @param rows where to, zero so far
   * @param offset the position of the first entry
   * @throws InvalidInputException if the graph has more nodes or other labels
   */
  public void write(Dag graph, float[] rows, int offset) {
    fill(order == Order.CANONICAL ? CanonicalOrder.of(graph) : graph, rows, offset);
  }

  private void fill(Dag graph, float[] rows, int offset) {
    if (graph.size() > nodes) {
      throw new InvalidInputException(
          "a graph of %d nodes does not fit an encoding of %d".formatted(graph.size(), nodes));
    }
    graph.forEachEdge(
        (from, to) -> {
          if (from > to) {
            throw new IllegalArgumentException("edge %d>%d leads backward".formatted(from, to));
          }
          rows[offset + position(from, to)] = 1;
        });
    for (int node = 0; node < graph.size(); node++) {
      int label = graph.label(node);
      if (label < 0 || label >= labels.size()) {
        throw new InvalidInputException(
            "a graph has label %d; the encoding knows %s".formatted(label, labels));
      }
      switch (operations) {
        case DIAGONAL -> rows[offset + position(node, node)] = (float) label / (labels.size() - 1);
        case ONE_HOT -> rows[offset + matrix() + node * labels.size() + label] = 1;
        case ABSENT -> {}
      }
    }
  }

  /**
   * Returns graphs as rows.
   *
   * @param graphs the graphs
   * @return [graphs, {@link #width}], row by row
   */
  float[] rows(List<Dag> graphs) {
    float[] rows = new float[Math.multiplyExact(graphs.size(), width())];
    int width = width();
    IntStream.range(0, graphs.size())
        .parallel()
        .forEach(i -> write(graphs.get(i), rows, i * width));
    return rows;
  }

  /** Returns for each entry of a row half the distance between two values it can have. */
  float[] tolerances() {
    float[] halves = new float[width()];
    Arrays.fill(halves, 0.5f);
    for (int node = 0; operations == Operations.DIAGONAL && node < nodes; node++) {
      halves[position(node, node)] = 0.5f / (labels.size() - 1);
    }
    return halves;
  }
}
