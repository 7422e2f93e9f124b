package org.nasturtium.core.network;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The cost model counts what a network costs, node by node, from its graph alone.
 *
 * <p>Counts of a raw network ({@link NetworkGraph#fold}) equal the published ones of NATS-Bench to
 * the last digit; counts of a decided one ({@link NetworkGraph#decide}) are those of the network
 * that runs.
 */
public final class CostModel {
  private static final int BYTES_PER_VALUE = 4;

  private CostModel() {}

  /**
   * Returns the cost of what the main output of a decided network needs; an auxiliary head is not
   * counted.
   *
   * @param graph the network
   * @throws IllegalArgumentException if a decision is open
   */
  public static Cost of(NetworkGraph graph) {
    if (!graph.isDecided()) {
      throw new IllegalArgumentException("a network with open decisions has an expected cost only");
    }
    boolean[] counted = graph.reachable(mainOutput(graph));
    long parameters = 0;
    long macs = 0;
    long fullMacs = 0;
    for (int i = 0; i < counted.length; i++) {
      if (counted[i]) {
        NodeCost cost = NodeCost.of(graph, i);
        parameters += cost.parameters();
        macs += cost.macs();
        fullMacs += cost.macs() + cost.otherMacs();
      }
    }
    return new Cost(parameters, macs, fullMacs, peakActivations(graph, counted) * BYTES_PER_VALUE);
  }

  /**
   * Returns the trainable numbers of a whole graph; with open decisions, those of the supernet that
   * holds every candidate at its widest.
   *
   * @param graph the network
   */
  public static long parameters(NetworkGraph graph) {
    boolean[] counted = graph.reachable(mainOutput(graph));
    long sum = 0;
    for (int i = 0; i < counted.length; i++) {
      sum += counted[i] ? NodeCost.of(graph, i).parameters() : 0;
    }
    return sum;
  }

  /**
   * Returns the expected cost of a network with open decisions, every choice drawn independently.
   *
   * <p>A node counts with the probability that the drawn network holds it: picks of one choice add,
   * different choices are independent. That is exact unless a node is needed through two selects
   * whose own presence hangs on one further choice. Elastic widths enter by their expectation on
   * both sides of a layer, as TAS does (thesis Eq. 3.15 and its code), which is exact when the
   * widths of neighbors are independent.
   *
   * @param graph the network
   * @param probabilities for each choice, the probabilities of its candidates
   */
  public static ExpectedCost expected(NetworkGraph graph, Map<String, double[]> probabilities) {
    double[] reached = Demand.probabilities(graph, mainOutput(graph), probabilities);
    double[] channels = new double[reached.length];
    double parameters = 0;
    double macs = 0;
    Map<String, Double> widths = new HashMap<>();
    for (int i = 0; i < reached.length; i++) {
      NodeCost cost = NodeCost.of(graph, i);
      channels[i] = expectedChannels(graph, i, probabilities, channels, widths);
      double in =
          graph.inputCount(i) == 0
              ? 1
              : channels[graph.input(i, 0)] / graph.shape(graph.input(i, 0)).channels();
      double out = channels[i] / graph.shape(i).channels();
      parameters += reached[i] * (cost.weightsPerPair() * in * out + cost.weightsPerOutput() * out);
      macs += reached[i] * (cost.macsPerPair() * in * out + cost.macsPerOutput() * out);
    }
    return new ExpectedCost(parameters, macs);
  }

  private static double expectedChannels(
      NetworkGraph graph,
      int i,
      Map<String, double[]> probabilities,
      double[] known,
      Map<String, Double> widths) {
    Operation operation = graph.node(i).operation();
    Channels own =
        operation instanceof Operation.Convolution convolution
            ? convolution.channels()
            : operation instanceof Operation.Linear linear ? linear.channels() : null;
    if (own instanceof Channels.Elastic elastic) {
      return widths.computeIfAbsent(
          elastic.choice() + elastic.widths(),
          key -> mean(elastic, probabilitiesOf(elastic.choice(), probabilities)));
    }
    if (own != null || graph.inputCount(i) == 0) {
      return graph.shape(i).channels();
    }
    if (operation instanceof Operation.Concat) {
      double sum = 0;
      for (int k = 0; k < graph.inputCount(i); k++) {
        sum += known[graph.input(i, k)];
      }
      return sum;
    }
    int first = graph.input(i, 0);
    return known[first] * graph.shape(i).channels() / graph.shape(first).channels();
  }

  private static double mean(Channels.Elastic elastic, double[] gate) {
    double mean = 0;
    for (int k = 0; k < gate.length; k++) {
      mean += gate[k] * elastic.widths().get(k);
    }
    return mean;
  }

  static double[] probabilitiesOf(String choice, Map<String, double[]> probabilities) {
    double[] gate = probabilities.get(choice);
    if (gate == null) {
      throw new IllegalArgumentException("no probabilities for choice " + choice);
    }
    return gate;
  }

  private static int mainOutput(NetworkGraph graph) {
    return graph.outputs().containsKey(NetworkGraph.LOGITS)
        ? graph.output(NetworkGraph.LOGITS)
        : graph.output(graph.outputs().keySet().iterator().next());
  }

  private static long peakActivations(NetworkGraph graph, boolean[] counted) {
    int[] lastReader = new int[counted.length];
    Arrays.fill(lastReader, -1);
    for (int i = 0; i < counted.length; i++) {
      for (int k = 0; counted[i] && k < graph.inputCount(i); k++) {
        lastReader[graph.input(i, k)] = i;
      }
    }
    long alive = 0;
    long peak = 0;
    for (int i = 0; i < counted.length; i++) {
      if (!counted[i]) {
        continue;
      }
      alive += graph.shape(i).elements();
      peak = Math.max(peak, alive);
      for (int k = 0; k < graph.inputCount(i); k++) {
        int input = graph.input(i, k);
        if (lastReader[input] == i) {
          alive -= graph.shape(input).elements();
          lastReader[input] = -1;
        }
      }
    }
    return peak;
  }
}
