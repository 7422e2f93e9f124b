package org.nasturtium.core.graph;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The canonical order renumbers a graph so that isomorphic graphs become equal, as far as the
 * Weisfeiler-Lehman test can see.
 *
 * <p>Nodes are ordered by their level (longest path from a source), their label, and then by
 * refined neighborhoods; where some stay alike, the first of them is singled out and the refinement
 * goes on. If nodes that stay alike are symmetric, as in almost all graphs, isomorphic graphs come
 * out equal. If not, they may come out as different numberings of one graph; graphs that are not
 * isomorphic never come out equal. Every edge leads to a later node. The order of an ordered graph
 * is its own.
 */
public final class CanonicalOrder {
  private final Dag graph;
  private final Integer[] order;
  private final int[] ranks;
  private final long[] signatures;
  private int classes;

  private CanonicalOrder(Dag graph) {
    this.graph = graph;
    order = IntStream.range(0, graph.size()).boxed().toArray(Integer[]::new);
    ranks = new int[order.length];
    signatures = new long[order.length];
  }

  /**
   * Returns a graph in its canonical order.
   *
   * @param graph the graph
   */
  public static Dag of(Dag graph) {
    return graph.induced(new CanonicalOrder(graph).nodes());
  }

  private int[] nodes() {
    int[] levels = graph.levels();
    sort(Comparator.comparingInt((Integer node) -> levels[node]).thenComparingInt(graph::label));
    refine();
    while (classes < order.length) {
      singleOut();
      refine();
    }
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }

  /** Sorts the nodes and ranks them; those that compare equal form a class of one rank. */
  private void sort(Comparator<Integer> comparator) {
    Arrays.sort(order, comparator.thenComparing(Comparator.naturalOrder()));
    int[] next = new int[order.length];
    classes = 0;
    for (int i = 0; i < order.length; i++) {
      boolean alike = i > 0 && comparator.compare(order[i - 1], order[i]) == 0;
      next[order[i]] = alike ? next[order[i - 1]] : i;
      classes += alike ? 0 : 1;
    }
    System.arraycopy(next, 0, ranks, 0, next.length);
  }

  /** Splits classes by the ranks of their neighbors until none splits. */
  private void refine() {
    int before;
    do {
      before = classes;
      Arrays.fill(signatures, 0);
      graph.forEachEdge(
          (from, to) -> {
            signatures[to] += WeisfeilerLehman.mix(2L * ranks[from] + 1);
            signatures[from] += WeisfeilerLehman.mix(-2L * ranks[to] - 2);
          });
      sort(
          Comparator.comparingInt((Integer node) -> ranks[node])
              .thenComparingLong(node -> signatures[node]));
    } while (classes > before && classes < order.length);
  }

  /** Puts the first node of the first class of several into a class of its own. */
  private void singleOut() {
    int at = 0;
    while (ranks[order[at]] != ranks[order[at + 1]]) {
      at++;
    }
    int rank = ranks[order[at]];
    for (int i = at + 1; i < order.length && ranks[order[i]] == rank; i++) {
      ranks[order[i]] = rank + 1;
    }
    classes++;
  }
}
