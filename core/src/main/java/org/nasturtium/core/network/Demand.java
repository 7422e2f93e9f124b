package org.nasturtium.core.network;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The demand for a node is when a network with open decisions computes it: always, or under which
 * picks of which choices.
 *
 * <p>Picks of one choice exclude each other, so their probabilities add; different choices are
 * drawn independently.
 */
final class Demand {
  private final Map<String, double[]> byPick = new HashMap<>();
  private boolean always;

  /** The node is needed whatever is picked. */
  void addAlways() {
    always = true;
  }

  /** The node is needed whenever another one is. */
  void add(Demand reader) {
    always |= reader.always;
    reader.byPick.forEach((choice, reached) -> byPick.merge(choice, reached, Demand::larger));
  }

  /**
   * The node is needed when a choice picks a candidate.
   *
   * @param choice the choice of a select
   * @param candidates the number of its candidates
   * @param pick the candidate
   * @param reached the probability that the select itself is needed
   */
  void add(String choice, int candidates, int pick, double reached) {
    double[] only = new double[candidates];
    only[pick] = reached;
    byPick.merge(choice, only, Demand::larger);
  }

  private static double[] larger(double[] a, double[] b) {
    double[] larger = a.clone();
    Arrays.setAll(larger, k -> Math.max(a[k], b[k]));
    return larger;
  }

  /** Returns the probability that the node is needed, given the probabilities of the picks. */
  double probability(Map<String, double[]> probabilities) {
    if (always) {
      return 1;
    }
    double absent = 1;
    for (Map.Entry<String, double[]> entry : byPick.entrySet()) {
      double[] gate = CostModel.probabilitiesOf(entry.getKey(), probabilities);
      double needed = 0;
      for (int k = 0; k < gate.length; k++) {
        needed += gate[k] * entry.getValue()[k];
      }
      absent *= 1 - Math.min(1, needed);
    }
    return 1 - absent;
  }

  /** Returns the probability of each node of a graph that its main output needs it. */
  static double[] probabilities(NetworkGraph graph, int target, Map<String, double[]> gates) {
    double[] reached = new double[graph.nodes().size()];
    Demand[] demands = new Demand[reached.length];
    Arrays.setAll(demands, i -> new Demand());
    demands[target].addAlways();
    for (int i = target; i >= 0; i--) {
      reached[i] = demands[i].probability(gates);
      for (int k = 0; k < graph.inputCount(i); k++) {
        Demand input = demands[graph.input(i, k)];
        if (graph.node(i).operation() instanceof Operation.Select select) {
          input.add(select.choice(), graph.inputCount(i), k, reached[i]);
        } else {
          input.add(demands[i]);
        }
      }
    }
    return reached;
  }
}
