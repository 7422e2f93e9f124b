package org.nasturtium.torch.network;

import java.util.Map;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Node;

/**
 * Gates are the open decisions of a graph in one pass: a gate for every place that asks a choice.
 *
 * <p>Most methods give every place of a choice the same gate (one sample for all cells); those that
 * draw anew per cell use the node.
 */
@FunctionalInterface
public interface Gates {
  /**
   * Returns the gate at a place.
   *
   * @param choice the name of the choice
   * @param place the node that asks it
   */
  Gate at(String choice, Node place);

  /** Returns the gates of a decided graph, which are never asked for. */
  static Gates none() {
    return (choice, place) -> {
      throw new IllegalStateException(
          "node " + place.name() + " asks choice " + choice + ", but there are no gates");
    };
  }

  /**
   * Returns gates that are the same wherever a choice is asked.
   *
   * @param byChoice the gate of each choice, by its name
   */
  static Gates shared(Map<String, Gate> byChoice) {
    Map<String, Gate> copy = Map.copyOf(byChoice);
    return (choice, place) -> {
      Gate gate = copy.get(choice);
      if (gate == null) {
        throw new IllegalStateException(
            "node " + place.name() + " asks choice " + choice + ", which has no gate");
      }
      return gate;
    };
  }

  /**
   * Returns the one-hot gates of an architecture, under which a supernet computes what the decided
   * network would.
   *
   * @param graph the graph with the open decisions
   * @param architecture one pick per choice of the graph
   */
  static Gates of(NetworkGraph graph, Architecture architecture) {
    Map<String, Gate> gates = new java.util.HashMap<>();
    for (int i = 0; i < graph.choices().size(); i++) {
      Choice choice = graph.choices().get(i);
      gates.put(choice.name(), Gate.oneHot(architecture.pick(i)));
    }
    return shared(gates);
  }
}
