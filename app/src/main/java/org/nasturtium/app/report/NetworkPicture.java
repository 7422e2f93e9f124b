package org.nasturtium.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Shape;

/**
 * A network picture is what a drawing shows of a network: every node of a small one, the cells and
 * stages of a large one.
 *
 * @param boxes what is drawn
 * @param arrows what flows between them
 * @param isCondensed whether a box stands for several nodes
 */
public record NetworkPicture(List<Box> boxes, List<Arrow> arrows, boolean isCondensed) {
  private static final int MOST_SINGLE_NODES = 30;
  private static final Pattern CELL =
      Pattern.compile("[^.]+\\.(?:cell|block|layer|unit)\\d+(?=\\.|$)");

  /** Checks and copies the lists. */
  public NetworkPicture {
    boxes = List.copyOf(boxes);
    arrows = List.copyOf(arrows);
    for (Arrow arrow : arrows) {
      if (Math.min(arrow.from(), arrow.to()) < 0
          || Math.max(arrow.from(), arrow.to()) >= boxes.size()) {
        throw new IllegalArgumentException(arrow + " joins boxes outside 0.." + (boxes.size() - 1));
      }
    }
  }

  /**
   * A box of a network picture.
   *
   * @param title what it is
   * @param details further lines
   * @param isTerminal whether the network is entered or left here
   */
  public record Box(String title, List<String> details, boolean isTerminal) {
    /** Copies the lines. */
    public Box {
      details = List.copyOf(details);
    }
  }

  /**
   * An arrow of a network picture.
   *
   * @param from the position of the box it leaves
   * @param to the position of the box it enters
   */
  public record Arrow(int from, int to) {}

  /**
   * Returns the picture of a network. A network of more than {@value #MOST_SINGLE_NODES} nodes is
   * condensed: nodes that share the first level of their names become one box, or the first two
   * levels where the second one numbers cells ({@code stage1.cell0}).
   *
   * @param graph the network, decided or not
   */
  public static NetworkPicture of(NetworkGraph graph) {
    boolean isCondensed = graph.nodes().size() > MOST_SINGLE_NODES;
    Map<String, List<Integer>> groups =
        groups(graph, isCondensed ? NetworkPicture::group : name -> name);
    List<String> order = new ArrayList<>(groups.keySet());
    List<Box> boxes = new ArrayList<>();
    for (Map.Entry<String, List<Integer>> group : groups.entrySet()) {
      boxes.add(
          isCondensed
              ? condensed(graph, group.getKey(), group.getValue())
              : single(graph, group.getValue().get(0)));
    }
    return new NetworkPicture(boxes, arrows(graph, groups, order), isCondensed);
  }

  private static Map<String, List<Integer>> groups(
      NetworkGraph graph, Function<String, String> key) {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < graph.nodes().size(); i++) {
      groups.computeIfAbsent(key.apply(graph.node(i).name()), name -> new ArrayList<>()).add(i);
    }
    return groups;
  }

  private static String group(String name) {
    Matcher cell = CELL.matcher(name);
    return cell.lookingAt() ? cell.group() : name.split("\\.", 2)[0];
  }

  private static List<Arrow> arrows(
      NetworkGraph graph, Map<String, List<Integer>> groups, List<String> order) {
    int[] box = new int[graph.nodes().size()];
    for (int g = 0; g < order.size(); g++) {
      for (int position : groups.getOrDefault(order.get(g), List.of())) {
        box[position] = g;
      }
    }
    Set<Arrow> arrows = new LinkedHashSet<>();
    for (int i = 0; i < box.length; i++) {
      for (int k = 0; k < graph.inputCount(i); k++) {
        int from = box[graph.input(i, k)];
        if (from != box[i]) {
          arrows.add(new Arrow(from, box[i]));
        }
      }
    }
    return List.copyOf(arrows);
  }

  private static Box single(NetworkGraph graph, int position) {
    String name = graph.node(position).name();
    return new Box(
        graph.node(position).operation().accept(new OperationLabel()),
        List.of(name, shape(graph.shape(position))),
        graph.inputCount(position) == 0 || graph.outputs().containsValue(name));
  }

  private static Box condensed(NetworkGraph graph, String group, List<Integer> members) {
    String count = members.size() == 1 ? "1 operation" : members.size() + " operations";
    String out = shape(graph.shape(members.get(members.size() - 1)));
    boolean isTerminal =
        members.stream()
            .anyMatch(
                i ->
                    graph.inputCount(i) == 0
                        || graph.outputs().containsValue(graph.node(i).name()));
    return new Box(group, List.of(count + ", " + out), isTerminal);
  }

  private static String shape(Shape shape) {
    return shape.isVector()
        ? shape.channels() + " values"
        : shape.channels() + " × " + shape.height() + " × " + shape.width();
  }
}
