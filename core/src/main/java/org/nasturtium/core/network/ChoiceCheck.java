package org.nasturtium.core.network;

import java.util.HashMap;
import java.util.Map;
import org.nasturtium.core.choice.Choice;

/** Checks that every open decision of a graph is decided by a choice with as many candidates. */
final class ChoiceCheck {
  private ChoiceCheck() {}

  static void check(NetworkGraph graph) {
    Map<String, Choice> choices = new HashMap<>();
    for (Choice choice : graph.choices()) {
      if (choices.put(choice.name(), choice) != null) {
        throw new IllegalArgumentException("two choices are named " + choice.name());
      }
    }
    for (Node node : graph.nodes()) {
      if (node.operation() instanceof Operation.Select select) {
        check(node, choices, select.choice(), node.inputs().size());
      } else if (node.operation() instanceof Operation.WidthMask mask) {
        check(node, choices, mask.choice(), mask.widths().size());
      } else if (node.operation() instanceof Operation.Convolution convolution) {
        check(node, choices, convolution.channels());
      } else if (node.operation() instanceof Operation.Linear linear) {
        check(node, choices, linear.channels());
      }
    }
  }

  private static void check(Node node, Map<String, Choice> choices, Channels channels) {
    if (channels instanceof Channels.Elastic elastic) {
      check(node, choices, elastic.choice(), elastic.widths().size());
    }
  }

  private static void check(Node node, Map<String, Choice> choices, String name, int candidates) {
    Choice choice = choices.get(name);
    if (choice == null) {
      throw new IllegalArgumentException(
          "node " + node.name() + " asks the unknown choice " + name);
    }
    if (choice.size() != candidates) {
      throw new IllegalArgumentException(
          "node %s offers %d candidates, but choice %s has %d"
              .formatted(node.name(), candidates, name, choice.size()));
    }
  }
}
