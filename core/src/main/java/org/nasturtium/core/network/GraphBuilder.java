package org.nasturtium.core.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nasturtium.core.choice.Choice;

/**
 * Builds a {@link NetworkGraph} node by node. Every method that adds a node returns the node's
 * name, to be read by later nodes.
 *
 * <p>Not thread-safe; one builder makes one graph.
 */
public final class GraphBuilder {
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, String> outputs = new LinkedHashMap<>();
  private final Map<String, Choice> choices = new LinkedHashMap<>();

  GraphBuilder() {}

  /**
   * Adds a node.
   *
   * @param name the name, unique and stable
   * @param operation what it computes
   * @param inputs the names of the nodes it reads
   * @return the name
   */
  public String add(String name, Operation operation, String... inputs) {
    return add(name, operation, List.of(inputs));
  }

  /**
   * Adds a node.
   *
   * @param name the name, unique and stable
   * @param operation what it computes
   * @param inputs the names of the nodes it reads
   * @return the name
   */
  public String add(String name, Operation operation, List<String> inputs) {
    nodes.add(new Node(name, operation, inputs));
    return name;
  }

  /**
   * Adds an input of the network.
   *
   * @param name the name
   * @param shape the shape of one sample
   * @return the name
   */
  public String input(String name, Shape shape) {
    return add(name, new Operation.Input(shape));
  }

  /**
   * Declares choices, in the order of the architecture's picks. A choice that is first mentioned by
   * a {@link #select} needs no declaration.
   *
   * @param all the choices
   * @return this builder
   */
  public GraphBuilder choices(List<Choice> all) {
    all.forEach(choice -> choices.putIfAbsent(choice.name(), choice));
    return this;
  }

  /**
   * Adds an open decision.
   *
   * @param name the name of the node
   * @param choice the choice that decides it; several nodes may share one
   * @param candidates the nodes to choose from, in the order of the choice's candidates
   * @return the name
   */
  public String select(String name, Choice choice, List<String> candidates) {
    choices(List.of(choice));
    return add(name, new Operation.Select(choice.name()), candidates);
  }

  /**
   * Names the node of an output.
   *
   * @param name the name of the output, for example {@link NetworkGraph#LOGITS}
   * @param node the name of the node
   * @return this builder
   */
  public GraphBuilder output(String name, String node) {
    outputs.put(name, node);
    return this;
  }

  /**
   * Returns the graph.
   *
   * @throws IllegalArgumentException if a name, a shape or a choice does not fit
   */
  public NetworkGraph build() {
    return NetworkGraph.of(nodes, outputs, List.copyOf(choices.values()));
  }
}
