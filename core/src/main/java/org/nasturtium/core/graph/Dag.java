package org.nasturtium.core.graph;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * A DAG is a directed acyclic graph whose nodes 0..n-1 carry a label each, for example the position
 * of an operation. The numbering need not be topological.
 *
 * <p>Immutable; a bit per pair of nodes.
 */
public final class Dag {
  private final int[] labels;

  /** For each node, the set of its successors, 64 nodes per word. */
  private final long[][] successors;

  private Dag(int[] labels, long[][] successors) {
    this.labels = labels;
    this.successors = successors;
  }

  /** A predicate over pairs of nodes. */
  @FunctionalInterface
  public interface Edges {
    /** Returns whether an edge leads from one node to another. */
    boolean has(int from, int to);
  }

  /**
   * Returns the graph of some edges.
   *
   * @param labels a label per node
   * @param edges asked once for each ordered pair of different nodes
   * @throws InvalidInputException if the edges form a cycle; the message names a node on it
   */
  public static Dag of(int[] labels, Edges edges) {
    long[][] rows = empty(labels.length);
    for (int from = 0; from < labels.length; from++) {
      for (int to = 0; to < labels.length; to++) {
        if (from != to && edges.has(from, to)) {
          rows[from][to >> 6] |= 1L << to;
        }
      }
    }
    Dag graph = new Dag(labels.clone(), rows);
    int onCycle = graph.nodeOnCycle();
    if (onCycle >= 0) {
      throw new InvalidInputException(
          "the graph is not acyclic: a cycle runs through node " + onCycle);
    }
    return graph;
  }

  /**
   * Returns the graph of some edges that all lead to later nodes.
   *
   * @param labels a label per node
   * @param edges asked once for each pair with {@code from < to}, row by row
   */
  public static Dag forward(int[] labels, Edges edges) {
    long[][] rows = empty(labels.length);
    for (int from = 0; from < labels.length; from++) {
      for (int to = from + 1; to < labels.length; to++) {
        if (edges.has(from, to)) {
          rows[from][to >> 6] |= 1L << to;
        }
      }
    }
    return new Dag(labels.clone(), rows);
  }

  /** Collects the edges of a graph, all of which lead to later nodes. Not thread-safe. */
  public static final class Forward {
    private final int[] labels;
    private final long[][] successors;

    /**
     * Begins a graph without edges.
     *
     * @param labels a label per node
     */
    public Forward(int[] labels) {
      this.labels = labels.clone();
      this.successors = empty(labels.length);
    }

    /**
     * Adds an edge if it is there.
     *
     * @param there 1 if it is there, 0 if not
     * @throws IllegalArgumentException if it does not lead to a later node
     */
    public void edge(int from, int to, int there) {
      if (from >= to) {
        throw new IllegalArgumentException("edge %d>%d leads backward".formatted(from, to));
      }
      successors[from][to >> 6] |= (there & 1L) << to;
    }

    /** Returns the graph of the edges so far. */
    public Dag graph() {
      long[][] rows = new long[successors.length][];
      Arrays.setAll(rows, node -> successors[node].clone());
      return new Dag(labels, rows);
    }
  }

  /**
   * Returns the graph of an adjacency matrix as text.
   *
   * @param rows a row per node, with the digit 1 where an edge leads to the node of that column and
   *     0 elsewhere
   * @param labels a label per node
   * @throws InvalidInputException if the rows are not such a matrix or hold a cycle; the message
   *     names the node
   */
  public static Dag ofRows(List<String> rows, int... labels) {
    if (labels.length != rows.size()) {
      throw new InvalidInputException(
          "a matrix of %d rows needs as many labels, not %d".formatted(rows.size(), labels.length));
    }
    for (int node = 0; node < labels.length; node++) {
      checkRow(node, rows.get(node), labels.length);
    }
    return of(labels, (from, to) -> rows.get(from).charAt(to) == '1');
  }

  private static void checkRow(int node, String row, int nodes) {
    if (row.length() != nodes || !row.chars().allMatch(digit -> digit == '0' || digit == '1')) {
      throw new InvalidInputException(
          "row %d of the adjacency matrix is '%s'; expected %d digits 0 or 1"
              .formatted(node, row, nodes));
    }
    if (row.charAt(node) == '1') {
      throw new InvalidInputException(
          "the graph is not acyclic: node " + node + " has an edge to itself");
    }
  }

  private static long[][] empty(int nodes) {
    return new long[nodes][(nodes + 63) >> 6];
  }

  /** Returns a node on a cycle, or -1: what has no predecessor is removed as long as possible. */
  private int nodeOnCycle() {
    int[] left = new int[size()];
    forEachEdge((from, to) -> left[to]++);
    int[] ready = new int[size()];
    int end = 0;
    for (int node = 0; node < left.length; node++) {
      if (left[node] == 0) {
        ready[end++] = node;
      }
    }
    for (int next = 0; next < end; next++) {
      int from = ready[next];
      for (int to = next(from, 0); to >= 0; to = next(from, to + 1)) {
        if (--left[to] == 0) {
          ready[end++] = to;
        }
      }
    }
    return end == left.length ? -1 : walkBack(left);
  }

  /** Goes from predecessor to predecessor among the nodes left over, until one comes twice. */
  private int walkBack(int[] left) {
    boolean[] passed = new boolean[left.length];
    int node = 0;
    while (left[node] == 0) {
      node++;
    }
    while (!passed[node]) {
      passed[node] = true;
      int before = 0;
      while (left[before] == 0 || !hasEdge(before, node)) {
        before++;
      }
      node = before;
    }
    return node;
  }

  /** Returns the number of nodes. */
  public int size() {
    return labels.length;
  }

  /** Returns the number of edges. */
  public int edges() {
    int count = 0;
    for (long[] row : successors) {
      for (long word : row) {
        count += Long.bitCount(word);
      }
    }
    return count;
  }

  /** Returns the label of a node. */
  public int label(int node) {
    return labels[node];
  }

  /** Returns the labels of all nodes as a new array. */
  public int[] labels() {
    return labels.clone();
  }

  /** Returns whether an edge leads from one node to another. */
  public boolean hasEdge(int from, int to) {
    return ((successors[from][to >> 6] >>> to) & 1) != 0;
  }

  /**
   * Returns the first successor of a node from a position on.
   *
   * @param node the node
   * @param start the smallest successor asked for
   * @return -1 if there is none
   */
  public int next(int node, int start) {
    long[] row = successors[node];
    int word = start >> 6;
    if (word >= row.length) {
      return -1;
    }
    long bits = row[word] & (-1L << start);
    while (bits == 0) {
      if (++word == row.length) {
        return -1;
      }
      bits = row[word];
    }
    return (word << 6) + Long.numberOfTrailingZeros(bits);
  }

  /** Receives edges. */
  @FunctionalInterface
  public interface EdgeConsumer {
    /** Is called once per edge, in ascending order of both ends. */
    void accept(int from, int to);
  }

  /** Hands over every edge, in ascending order of both ends. */
  public void forEachEdge(EdgeConsumer consumer) {
    for (int from = 0; from < successors.length; from++) {
      long[] row = successors[from];
      for (int word = 0; word < row.length; word++) {
        for (long bits = row[word]; bits != 0; bits &= bits - 1) {
          consumer.accept(from, (word << 6) + Long.numberOfTrailingZeros(bits));
        }
      }
    }
  }

  /** Returns the predecessors of a node, ascending. */
  public int[] predecessors(int node) {
    int[] found = new int[size()];
    int count = 0;
    for (int from = 0; from < found.length; from++) {
      if (hasEdge(from, node)) {
        found[count++] = from;
      }
    }
    return Arrays.copyOf(found, count);
  }

  /** Returns the nodes without successor, ascending. */
  public int[] leaves() {
    return IntStream.range(0, size()).filter(node -> next(node, 0) < 0).toArray();
  }

  /**
   * Returns for each node whether a path leads to it from a start, itself included.
   *
   * @param start the start
   */
  public boolean[] reachable(int start) {
    boolean[] reached = new boolean[size()];
    int[] stack = new int[size()];
    int height = 0;
    stack[height++] = start;
    reached[start] = true;
    while (height > 0) {
      int from = stack[--height];
      for (int to = next(from, 0); to >= 0; to = next(from, to + 1)) {
        if (!reached[to]) {
          reached[to] = true;
          stack[height++] = to;
        }
      }
    }
    return reached;
  }

  /**
   * Returns the graph of the nodes that lie on a path from one node to another, in their own order;
   * only the first one where there is no such path.
   *
   * @param start where the paths start
   * @param end where they end
   */
  public Dag between(int start, int end) {
    boolean[] forward = reachable(start);
    return induced(
        IntStream.range(0, size())
            .filter(node -> node == start || (forward[node] && reachable(node)[end]))
            .toArray());
  }

  /** Returns for each node the number of edges on the longest path that ends there. */
  public int[] levels() {
    int[] levels = new int[size()];
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int from = 0; from < levels.length; from++) {
        for (int to = next(from, 0); to >= 0; to = next(from, to + 1)) {
          if (levels[to] <= levels[from]) {
            levels[to] = levels[from] + 1;
            changed = true;
          }
        }
      }
    }
    return levels;
  }

  /**
   * Returns the graph of some of the nodes, renumbered.
   *
   * @param order the nodes to keep, in their new order, each at most once
   */
  public Dag induced(int... order) {
    int[] places = new int[size()];
    Arrays.fill(places, -1);
    for (int i = 0; i < order.length; i++) {
      places[order[i]] = i;
    }
    long[][] rows = empty(order.length);
    for (int i = 0; i < order.length; i++) {
      for (int to = next(order[i], 0); to >= 0; to = next(order[i], to + 1)) {
        if (places[to] >= 0) {
          rows[i][places[to] >> 6] |= 1L << places[to];
        }
      }
    }
    return new Dag(Arrays.stream(order).map(node -> labels[node]).toArray(), rows);
  }

  /**
   * Returns this graph with other labels.
   *
   * @param relabel the new label by node
   */
  public Dag withLabels(IntUnaryOperator relabel) {
    int[] other = new int[size()];
    Arrays.setAll(other, relabel);
    return new Dag(other, successors);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Dag that
        && Arrays.equals(labels, that.labels)
        && Arrays.deepEquals(successors, that.successors);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(labels) + Arrays.deepHashCode(successors);
  }

  /** Returns the labels and the rows of the adjacency matrix, for people. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(Arrays.toString(labels));
    for (int from = 0; from < size(); from++) {
      text.append(' ');
      for (int to = 0; to < size(); to++) {
        text.append(hasEdge(from, to) ? '1' : '0');
      }
    }
    return text.toString();
  }
}
