package org.nasturtium.torch.supernet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.OpenSpace;

/**
 * The graph of a space's cells, read from the names of its choices: {@code RECEIVER<-SENDER}, or
 * {@code KIND.RECEIVER<-SENDER} where there are several kinds of cells.
 *
 * @param kinds the kinds of cells, in the order of the choices
 */
record CellDag(List<Kind> kinds) {
  private static final Pattern EDGE = Pattern.compile("(?:(.+)\\.)?(\\d+)<-(\\d+)");

  CellDag {
    kinds = List.copyOf(kinds);
  }

  /**
   * An edge of a kind of cell.
   *
   * @param choice the position of the choice that decides it
   * @param sender the node it leaves
   * @param receiver the node it enters, above the sender
   */
  record Edge(int choice, int sender, int receiver) {}

  /**
   * A kind of cell.
   *
   * @param name its name, {@code cell} where there is one kind only
   * @param edges its edges, in the order of the choices
   */
  record Kind(String name, List<Edge> edges) {
    Kind {
      edges = List.copyOf(edges);
    }

    /** Returns the number of nodes, numbered from 0. */
    int nodes() {
      return edges.stream().mapToInt(Edge::receiver).max().orElseThrow() + 1;
    }

    /** Returns the number of input nodes, which come first and receive nothing. */
    int inputs() {
      return edges.stream().mapToInt(Edge::receiver).min().orElseThrow();
    }
  }

  /** Returns whether every choice of a space is an edge of a cell. */
  static boolean describes(OpenSpace space) {
    return space.choices().stream().allMatch(choice -> EDGE.matcher(choice.name()).matches());
  }

  /**
   * Returns the graph of a space's cells.
   *
   * @throws InvalidInputException if a choice is not an edge
   */
  static CellDag of(OpenSpace space) {
    Map<String, List<Edge>> edges = new LinkedHashMap<>();
    for (int i = 0; i < space.choices().size(); i++) {
      String name = space.choices().get(i).name();
      Matcher matcher = EDGE.matcher(name);
      if (!matcher.matches()) {
        throw new InvalidInputException(
            "choice %s of space %s is not an edge; expected a name such as 2<-0 or normal.2<-0"
                .formatted(name, space.name()));
      }
      String kind = matcher.group(1) == null ? "cell" : matcher.group(1);
      edges.computeIfAbsent(kind, key -> new ArrayList<>()).add(edge(space, i, matcher));
    }
    return new CellDag(
        edges.entrySet().stream().map(e -> new Kind(e.getKey(), e.getValue())).toList());
  }

  private static Edge edge(OpenSpace space, int choice, Matcher matcher) {
    Edge edge =
        new Edge(choice, Integer.parseInt(matcher.group(3)), Integer.parseInt(matcher.group(2)));
    if (edge.sender() >= edge.receiver()) {
      throw new InvalidInputException(
          "choice %s of space %s goes backwards; expected a receiver above its sender"
              .formatted(matcher.group(), space.name()));
    }
    return edge;
  }
}
