package org.nasturtium.core.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;

/**
 * A network graph is an immutable directed acyclic graph of named nodes, each with one {@link
 * Operation}.
 *
 * <p>Decisions may be open: a {@link Operation.Select} passes on one of its inputs, an elastic
 * {@link Channels} is one of several widths, and a {@link Choice} of the graph decides each. A
 * graph with open decisions <em>is</em> the supernet; {@link #decide} makes of it the stand-alone
 * network of an architecture. Choices that no node reads (hyperparameters) are allowed.
 *
 * <p>Nodes stand in an order in which every node follows its inputs. Shapes are inferred when the
 * graph is built; with open widths they are those of the widest network.
 */
public final class NetworkGraph {
  /** The name of the main output of classifiers: class scores [classes]. */
  public static final String LOGITS = "logits";

  /** The name of the auxiliary head's output, which only training reads. */
  public static final String AUXILIARY = "auxiliary";

  private final List<Node> nodes;
  private final int[][] inputs;
  private final List<Shape> shapes;
  private final Map<String, Integer> index;
  private final Map<String, String> outputs;
  private final List<Choice> choices;

  private NetworkGraph(Collection<Node> nodes, Map<String, String> outputs, List<Choice> choices) {
    this.nodes = List.copyOf(nodes);
    this.choices = List.copyOf(choices);
    this.outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    this.inputs = new int[this.nodes.size()][];
    this.index = new HashMap<>(2 * this.nodes.size());
    List<Shape> inferred = new ArrayList<>(this.nodes.size());
    for (Node node : this.nodes) {
      inputs[inferred.size()] = resolve(node);
      inferred.add(infer(node, inferred));
      if (index.put(node.name(), index.size()) != null) {
        throw new IllegalArgumentException("two nodes are named " + node.name());
      }
    }
    this.shapes = List.copyOf(inferred);
    outputs.forEach((name, node) -> position(node));
    ChoiceCheck.check(this);
  }

  private int[] resolve(Node node) {
    int[] positions = new int[node.inputs().size()];
    for (int i = 0; i < positions.length; i++) {
      Integer position = index.get(node.inputs().get(i));
      if (position == null) {
        throw new IllegalArgumentException(
            "node "
                + node.name()
                + " reads "
                + node.inputs().get(i)
                + ", which does not stand before it");
      }
      positions[i] = position;
    }
    return positions;
  }

  private Shape infer(Node node, List<Shape> known) {
    try {
      int[] positions = inputs[known.size()];
      Shape[] read = new Shape[positions.length];
      for (int i = 0; i < read.length; i++) {
        read[i] = known.get(positions[i]);
      }
      return node.operation().infer(List.of(read));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("node " + node.name() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns a graph of these parts.
   *
   * @param nodes the nodes, each after those it reads
   * @param outputs the node of each named output
   * @param choices the open decisions, in the order of the architecture's picks
   * @throws IllegalArgumentException if a name, a shape or a choice does not fit
   */
  public static NetworkGraph of(
      Collection<Node> nodes, Map<String, String> outputs, List<Choice> choices) {
    return new NetworkGraph(nodes, outputs, choices);
  }

  /** Returns a builder of an empty graph. */
  public static GraphBuilder builder() {
    return new GraphBuilder();
  }

  /** Returns the nodes, each after those it reads. */
  public List<Node> nodes() {
    return nodes;
  }

  /** Returns the node at a position. */
  public Node node(int position) {
    return nodes.get(position);
  }

  /**
   * Returns the position of a node.
   *
   * @param name the name of the node
   * @throws IllegalArgumentException if there is no such node
   */
  public int position(String name) {
    Integer position = index.get(name);
    if (position == null) {
      throw new IllegalArgumentException("the graph has no node named " + name);
    }
    return position;
  }

  /** Returns whether there is a node of this name. */
  public boolean has(String name) {
    return index.containsKey(name);
  }

  /** Returns the number of inputs of the node at a position. */
  public int inputCount(int position) {
    return inputs[position].length;
  }

  /**
   * Returns the position of an input of a node.
   *
   * @param position the position of the node
   * @param input which of its inputs, from 0
   */
  public int input(int position, int input) {
    return inputs[position][input];
  }

  /** Returns the output shape of the node at a position, per sample. */
  public Shape shape(int position) {
    return shapes.get(position);
  }

  /** Returns the node of each named output. */
  public Map<String, String> outputs() {
    return outputs;
  }

  /**
   * Returns the position of the node of an output.
   *
   * @param output the name of the output
   * @throws IllegalArgumentException if there is no such output
   */
  public int output(String output) {
    String node = outputs.get(output);
    if (node == null) {
      throw new IllegalArgumentException(
          "the graph has no output named " + output + "; it has " + outputs.keySet());
    }
    return position(node);
  }

  /** Returns the open decisions, in the order of the architecture's picks. */
  public List<Choice> choices() {
    return choices;
  }

  /** Returns whether no decision is open. */
  public boolean isDecided() {
    return choices.isEmpty();
  }

  /**
   * Returns the stand-alone network of an architecture: every open decision folded, zeros
   * propagated, identities and dead nodes removed.
   *
   * @param architecture one pick per choice of this graph
   * @throws IllegalArgumentException if it does not fit the choices, or the widths it gives do not
   *     fit together
   */
  public NetworkGraph decide(Architecture architecture) {
    return fold(architecture).simplify();
  }

  /**
   * Returns the network of an architecture as it was picked, with every picked operation still in
   * place, even where a zero makes it dead.
   *
   * <p>Published parameter and MAC counts are those of this raw network; {@link #decide} gives the
   * one worth training.
   *
   * @param architecture one pick per choice of this graph
   * @throws IllegalArgumentException if it does not fit the choices, or the widths it gives do not
   *     fit together
   */
  public NetworkGraph fold(Architecture architecture) {
    return GraphFolding.fold(this, architecture);
  }

  /**
   * Returns this decided graph with zeros propagated, and identities and nodes that no output reads
   * removed.
   */
  public NetworkGraph simplify() {
    return GraphFolding.simplify(this);
  }

  /**
   * Returns the part of this graph that one output needs.
   *
   * @param output the name of the output, which becomes the only one
   */
  public NetworkGraph only(String output) {
    int target = output(output);
    boolean[] needed = reachable(target);
    List<Node> kept = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      if (needed[i]) {
        kept.add(nodes.get(i));
      }
    }
    return new NetworkGraph(kept, Map.of(output, nodes.get(target).name()), choices);
  }

  /**
   * Returns the picks of an architecture with those replaced by the first candidate that no output
   * depends on, because every way from there ends at a zero or at a candidate that was not picked.
   * Architectures that agree in this compute the same with the same weights.
   *
   * @param architecture one pick per choice of this graph
   */
  public Architecture effective(Architecture architecture) {
    Set<String> asked = GraphFolding.asked(this, architecture);
    Architecture effective = architecture;
    for (int i = 0; i < choices.size(); i++) {
      effective = asked.contains(choices.get(i).name()) ? effective : effective.with(i, 0);
    }
    return effective;
  }

  /** Returns which nodes the node at a position reads, directly or not, and the node itself. */
  boolean[] reachable(int... targets) {
    boolean[] needed = new boolean[nodes.size()];
    for (int target : targets) {
      needed[target] = true;
    }
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (needed[i]) {
        for (int input : inputs[i]) {
          needed[input] = true;
        }
      }
    }
    return needed;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NetworkGraph that
        && nodes.equals(that.nodes)
        && outputs.equals(that.outputs)
        && choices.equals(that.choices);
  }

  @Override
  public int hashCode() {
    return 31 * nodes.hashCode() + outputs.hashCode();
  }

  /** Returns one line per node: its name, operation, inputs and shape. */
  @Override
  public String toString() {
    StringJoiner lines = new StringJoiner("\n");
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      lines.add(node.name() + " = " + node.operation() + node.inputs() + " -> " + shapes.get(i));
    }
    return lines.add("outputs " + outputs).toString();
  }
}
