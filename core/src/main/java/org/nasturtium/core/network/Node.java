package org.nasturtium.core.network;

import java.util.List;

/**
 * A node is one named operation of a graph and the names of the nodes it reads.
 *
 * @param name unique in the graph and stable: weights and checkpoints are keyed by it. Levels are
 *     separated by dots
 * @param operation what the node computes
 * @param inputs the names of the nodes it reads, in order; they come earlier in the graph
 */
public record Node(String name, Operation operation, List<String> inputs) {
  /** Checks the name and copies the list. */
  public Node {
    inputs = List.copyOf(inputs);
    if (name.isBlank()) {
      throw new IllegalArgumentException("a node needs a name");
    }
  }
}
