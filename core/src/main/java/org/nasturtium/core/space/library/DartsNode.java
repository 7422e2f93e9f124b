package org.nasturtium.core.space.library;

import org.nasturtium.core.choice.Architecture;

/**
 * A node of a DARTS cell is the sum of two kept edges from two different earlier nodes.
 *
 * @param node its number in the cell, 2 to 5
 * @param first the smaller predecessor
 * @param firstOperation the operation on the edge from it, 1 to 7
 * @param second the larger predecessor
 * @param secondOperation the operation on the edge from it, 1 to 7
 */
record DartsNode(int node, int first, int firstOperation, int second, int secondOperation) {
  /** The number of the first node that is not an input of the cell. */
  static final int FIRST = 2;

  /** The number of the last node. */
  static final int LAST = 5;

  /** The number of edges of a cell. */
  static final int EDGES = 14;

  /** The number of operations a kept edge can have: all but {@code none}, which is operation 0. */
  static final int OPERATIONS = 7;

  private static final int LABELS = OPERATIONS * OPERATIONS;

  /** Returns the position of an edge in its cell: by receiving node, then by predecessor. */
  static int edge(int node, int from) {
    return node * (node - 1) / 2 - 1 + from;
  }

  /** Returns how many edges of a node are kept. */
  static int keptEdges(Architecture architecture, int firstEdge, int node) {
    int kept = 0;
    for (int from = 0; from < node; from++) {
      kept += architecture.pick(firstEdge + edge(node, from)) > 0 ? 1 : 0;
    }
    return kept;
  }

  /**
   * Returns the node of an architecture.
   *
   * @param architecture an architecture in which the node keeps two edges
   * @param firstEdge the position of the cell's first choice
   * @param node the number of the node
   */
  static DartsNode of(Architecture architecture, int firstEdge, int node) {
    int first = 0;
    while (architecture.pick(firstEdge + edge(node, first)) == 0) {
      first++;
    }
    int second = first + 1;
    while (architecture.pick(firstEdge + edge(node, second)) == 0) {
      second++;
    }
    return new DartsNode(
        node,
        first,
        architecture.pick(firstEdge + edge(node, first)),
        second,
        architecture.pick(firstEdge + edge(node, second)));
  }

  /**
   * Returns the number of different nodes of this number: C(node, 2) pairs of predecessors times 7
   * * 7 operations.
   */
  static int count(int node) {
    return node * (node - 1) / 2 * LABELS;
  }

  /**
   * Returns the position among them: by first predecessor, second predecessor, first operation,
   * second operation.
   */
  int rank() {
    int pair = second - first - 1;
    for (int from = 0; from < first; from++) {
      pair += node - 1 - from;
    }
    return pair * LABELS + (firstOperation - 1) * OPERATIONS + secondOperation - 1;
  }

  /** Returns the node of a position; the inverse of {@link #rank}. */
  static DartsNode unrank(int node, int rank) {
    int pair = rank / LABELS;
    int first = 0;
    while (pair >= node - 1 - first) {
      pair -= node - 1 - first;
      first++;
    }
    int labels = rank % LABELS;
    return new DartsNode(
        node, first, labels / OPERATIONS + 1, first + 1 + pair, labels % OPERATIONS + 1);
  }

  /** Writes the two kept edges into picks that are otherwise {@code none}. */
  void write(int[] picks, int firstEdge) {
    picks[firstEdge + edge(node, first)] = firstOperation;
    picks[firstEdge + edge(node, second)] = secondOperation;
  }
}
