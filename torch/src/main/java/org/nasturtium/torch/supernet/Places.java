package org.nasturtium.torch.supernet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Node;
import org.nasturtium.core.network.Operation;

/**
 * The places of a supernet are the selects that ask its choices; the n-th place of each choice
 * belongs to the n-th cell.
 *
 * <p>An elastic width is asked at several nodes that must agree, so all of them belong to the first
 * cell.
 */
final class Places {
  private final NetworkGraph graph;
  private final Map<String, Integer> positions = new HashMap<>();
  private final Map<String, Integer> cellByNode = new HashMap<>();
  private final List<Integer> sums = new ArrayList<>();
  private int cells = 1;

  private Places(NetworkGraph graph) {
    this.graph = graph;
    for (int i = 0; i < graph.choices().size(); i++) {
      positions.put(graph.choices().get(i).name(), i);
    }
    int[] asked = new int[positions.size()];
    for (int i = 0; i < graph.nodes().size(); i++) {
      Operation operation = graph.node(i).operation();
      if (operation instanceof Operation.Select select) {
        int cell = asked[position(select.choice())]++;
        cellByNode.put(graph.node(i).name(), cell);
        cells = Math.max(cells, cell + 1);
      } else if (operation instanceof Operation.Add && readsSelectsOnly(i)) {
        sums.add(i);
      }
    }
  }

  static Places of(NetworkGraph graph) {
    return new Places(graph);
  }

  private boolean readsSelectsOnly(int node) {
    for (int k = 0; k < graph.inputCount(node); k++) {
      if (!(graph.node(graph.input(node, k)).operation() instanceof Operation.Select)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the number of cells. */
  int cells() {
    return cells;
  }

  /** Returns the position of a choice. */
  int position(String choice) {
    Integer position = positions.get(choice);
    if (position == null) {
      throw new IllegalStateException("the graph has no choice " + choice);
    }
    return position;
  }

  /** Returns the cell of a place, from 0. */
  int cell(Node place) {
    return cellByNode.getOrDefault(place.name(), 0);
  }

  /** Returns whether every sum of a cell receives something but zeros under an architecture. */
  boolean feedsEveryNode(int cell, Architecture architecture) {
    for (int sum : sums) {
      if (cell(graph.node(graph.input(sum, 0))) == cell && isEmpty(sum, architecture)) {
        return false;
      }
    }
    return true;
  }

  private boolean isEmpty(int sum, Architecture architecture) {
    for (int k = 0; k < graph.inputCount(sum); k++) {
      int place = graph.input(sum, k);
      Operation.Select select = (Operation.Select) graph.node(place).operation();
      int picked = graph.input(place, architecture.pick(position(select.choice())));
      if (!(graph.node(picked).operation() instanceof Operation.Zero)) {
        return false;
      }
    }
    return true;
  }
}
