package org.nasturtium.core.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.choice.Architecture;

/** Closes the decisions of a graph and removes what they made superfluous. */
final class GraphFolding {
  private GraphFolding() {}

  /**
   * Replaces every select by its picked input and every width by a number; drops the candidates
   * that were not picked.
   */
  static NetworkGraph fold(NetworkGraph graph, Architecture architecture) {
    if (!architecture.fits(graph.choices())) {
      throw new IllegalArgumentException(
          "architecture "
              + architecture
              + " does not fit the "
              + graph.choices().size()
              + " choices of the graph");
    }
    Picks picks = picks(graph, architecture);
    int size = graph.nodes().size();
    String[] standsFor = new String[size];
    List<Node> folded = new ArrayList<>(size);
    boolean[] needed = picked(graph, picks, true);
    for (int i = 0; i < size; i++) {
      Node node = graph.node(i);
      if (!needed[i]) {
        continue;
      }
      if (node.operation() instanceof Operation.Select select) {
        standsFor[i] = standsFor[graph.input(i, picks.of(select.choice()))];
      } else {
        standsFor[i] = node.name();
        folded.add(decided(node, node.operation().decide(picks), renamed(graph, i, standsFor)));
      }
    }
    return NetworkGraph.of(folded, outputs(graph, standsFor), List.of());
  }

  private static Picks picks(NetworkGraph graph, Architecture architecture) {
    Map<String, Integer> byName = new HashMap<>();
    for (int i = 0; i < graph.choices().size(); i++) {
      byName.put(graph.choices().get(i).name(), architecture.pick(i));
    }
    return name -> byName.getOrDefault(name, 0);
  }

  /** Returns the names of the choices that some output's value depends on. */
  static Set<String> asked(NetworkGraph graph, Architecture architecture) {
    boolean[] needed = picked(graph, picks(graph, architecture), false);
    Set<String> asked = new HashSet<>();
    for (int i = 0; i < needed.length; i++) {
      if (needed[i]) {
        asked.addAll(graph.node(i).operation().asks());
      }
    }
    return asked;
  }

  private static Node decided(Node open, Operation operation, List<String> inputs) {
    boolean same = operation.equals(open.operation()) && inputs.equals(open.inputs());
    return same ? open : new Node(open.name(), operation, inputs);
  }

  /** Returns which nodes the outputs read, through zeros or not. */
  private static boolean[] picked(NetworkGraph graph, Picks picks, boolean throughZeros) {
    boolean[] needed = new boolean[graph.nodes().size()];
    graph.outputs().keySet().forEach(output -> needed[graph.output(output)] = true);
    for (int i = needed.length - 1; i >= 0; i--) {
      if (!needed[i]) {
        continue;
      }
      if (graph.node(i).operation() instanceof Operation.Select select) {
        needed[graph.input(i, picks.of(select.choice()))] = true;
      } else if (throughZeros || !(graph.node(i).operation() instanceof Operation.Zero)) {
        for (int k = 0; k < graph.inputCount(i); k++) {
          needed[graph.input(i, k)] = true;
        }
      }
    }
    return needed;
  }

  /** Propagates zeros and removes identities and dead nodes. */
  static NetworkGraph simplify(NetworkGraph graph) {
    int size = graph.nodes().size();
    @Nullable String[] standsFor = new @Nullable String[size];
    List<Node> kept = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      standsFor[i] = simplified(graph, i, standsFor, kept);
    }
    for (String output : graph.outputs().keySet()) {
      int at = graph.output(output);
      if (standsFor[at] == null) {
        standsFor[at] = zeros(graph, at, kept);
      }
    }
    NetworkGraph whole = NetworkGraph.of(kept, outputs(graph, standsFor), graph.choices());
    return withoutDeadNodes(whole);
  }

  /** Returns the name of the node that computes node i, or null where it is zero. */
  private static @Nullable String simplified(
      NetworkGraph graph, int i, @Nullable String[] standsFor, List<Node> kept) {
    Node node = graph.node(i);
    Operation operation = node.operation();
    if (operation instanceof Operation.Identity) {
      return standsFor[graph.input(i, 0)];
    }
    int zeros = 0;
    for (int k = 0; k < graph.inputCount(i); k++) {
      zeros += standsFor[graph.input(i, k)] == null ? 1 : 0;
    }
    boolean allZero = zeros == graph.inputCount(i);
    boolean absorbed = operation instanceof Operation.Multiply && zeros > 0;
    if (operation instanceof Operation.Zero
        || ((allZero || absorbed) && operation.mapsZeroToZero())) {
      return null;
    }
    List<String> inputs = new ArrayList<>();
    for (int k = 0; k < graph.inputCount(i); k++) {
      String input = standsFor[graph.input(i, k)];
      if (input != null) {
        inputs.add(input);
      } else if (!(operation instanceof Operation.Add)) {
        inputs.add(zeros(graph, graph.input(i, k), kept));
      }
    }
    if (operation instanceof Operation.Add && inputs.size() == 1) {
      return inputs.get(0);
    }
    kept.add(new Node(node.name(), operation, inputs));
    return node.name();
  }

  /** Adds the constant that replaces a zero node where its shape is still needed. */
  private static String zeros(NetworkGraph graph, int position, List<Node> kept) {
    Node node = graph.node(position);
    String name =
        node.operation() instanceof Operation.Zeros ? node.name() : node.name() + ".zeros";
    Node constant = new Node(name, new Operation.Zeros(graph.shape(position)), List.of());
    if (!kept.contains(constant)) {
      kept.add(constant);
    }
    return name;
  }

  private static NetworkGraph withoutDeadNodes(NetworkGraph graph) {
    boolean[] needed =
        graph.reachable(graph.outputs().keySet().stream().mapToInt(graph::output).toArray());
    List<Node> alive = new ArrayList<>();
    for (int i = 0; i < needed.length; i++) {
      if (needed[i] || graph.node(i).operation() instanceof Operation.Input) {
        alive.add(graph.node(i));
      }
    }
    return alive.size() == needed.length
        ? graph
        : NetworkGraph.of(alive, graph.outputs(), graph.choices());
  }

  private static List<String> renamed(NetworkGraph graph, int position, String[] standsFor) {
    List<String> names = new ArrayList<>(graph.inputCount(position));
    for (int k = 0; k < graph.inputCount(position); k++) {
      names.add(standsFor[graph.input(position, k)]);
    }
    return names;
  }

  private static Map<String, String> outputs(NetworkGraph graph, @Nullable String[] standsFor) {
    Map<String, String> outputs = new LinkedHashMap<>();
    for (String output : graph.outputs().keySet()) {
      String node = standsFor[graph.output(output)];
      if (node != null) {
        outputs.put(output, node);
      }
    }
    return outputs;
  }
}
