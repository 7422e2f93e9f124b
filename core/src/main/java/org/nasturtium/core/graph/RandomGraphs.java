package org.nasturtium.core.graph;

import java.util.random.RandomGenerator;

/**
 * Generators of random DAGs. All nodes are labeled 0, and every edge leads to a later node.
 *
 * <p>The models of undirected graphs become acyclic as in randomly wired networks (Xie et al.,
 * 2019, arXiv 1904.01569): an edge leads from the node that comes first in the generator's own
 * order to the other one.
 */
public final class RandomGraphs {
  private RandomGraphs() {}

  /**
   * Returns a graph drawn uniformly from all sets of edges of the complete DAG, the source of
   * NASGEM's cells.
   *
   * @param nodes the number of nodes
   * @param random where the draws come from
   */
  public static Dag uniform(int nodes, RandomGenerator random) {
    return Dag.forward(new int[nodes], (from, to) -> random.nextBoolean());
  }

  /**
   * Returns a graph of G(n, p), Erdős and Rényi (1959) in the form of Gilbert (1959): each edge of
   * the complete DAG is there with the same probability.
   *
   * @param nodes the number of nodes
   * @param probability the probability of an edge, in [0, 1]
   * @param random where the draws come from
   */
  public static Dag erdosRenyi(int nodes, double probability, RandomGenerator random) {
    checkProbability(probability);
    return Dag.forward(new int[nodes], (from, to) -> random.nextDouble() < probability);
  }

  /**
   * Returns a graph by preferential attachment (Barabási and Albert, 1999): the first nodes have no
   * edges among them, each later one is joined to as many different earlier ones, with
   * probabilities proportional to their degrees; the first of these to all initial nodes.
   *
   * @param nodes the number of nodes, more than {@code attached}
   * @param attached the number of initial nodes, and of earlier nodes that a node is joined to, at
   *     least 1
   * @param random where the draws come from
   */
  public static Dag barabasiAlbert(int nodes, int attached, RandomGenerator random) {
    if (attached < 1 || attached >= nodes) {
      throw new IllegalArgumentException(
          "attaching %d edges per node to a graph of %d nodes is not possible"
              .formatted(attached, nodes));
    }
    boolean[][] edges = new boolean[nodes][nodes];
    int[] ends = new int[2 * attached * (nodes - attached)];
    int count = 0;
    for (int node = attached; node < nodes; node++) {
      int before = count;
      for (int left = attached; left > 0; left--) {
        int other;
        do {
          other = before == 0 ? left - 1 : ends[random.nextInt(before)];
        } while (edges[other][node]);
        edges[other][node] = true;
        ends[count++] = other;
      }
      for (int i = 0; i < attached; i++) {
        ends[count++] = node;
      }
    }
    return Dag.forward(new int[nodes], (from, to) -> edges[from][to]);
  }

  /**
   * Returns a small-world graph (Watts and Strogatz, 1998): a ring in which every node is joined to
   * its nearest neighbors, half of them on each side, and each edge is moved to a random end with
   * some probability.
   *
   * @param nodes the number of nodes, more than {@code neighbors}
   * @param neighbors the degree of the ring, even, at least 2
   * @param probability the probability of moving an edge, in [0, 1]
   * @param random where the draws come from
   */
  public static Dag wattsStrogatz(
      int nodes, int neighbors, double probability, RandomGenerator random) {
    checkProbability(probability);
    if (neighbors < 2 || neighbors % 2 != 0 || neighbors >= nodes) {
      throw new IllegalArgumentException(
          "a ring of %d nodes cannot have degree %d; expected an even one from 2 to %d"
              .formatted(nodes, neighbors, nodes - 1));
    }
    boolean[][] joined = ring(nodes, neighbors);
    for (int distance = 1; distance <= neighbors / 2; distance++) {
      for (int node = 0; node < nodes; node++) {
        if (random.nextDouble() < probability && degree(joined[node]) < nodes - 1) {
          move(joined, node, (node + distance) % nodes, random);
        }
      }
    }
    return Dag.forward(new int[nodes], (from, to) -> joined[from][to]);
  }

  private static boolean[][] ring(int nodes, int neighbors) {
    boolean[][] joined = new boolean[nodes][nodes];
    for (int node = 0; node < nodes; node++) {
      for (int distance = 1; distance <= neighbors / 2; distance++) {
        join(joined, node, (node + distance) % nodes, true);
      }
    }
    return joined;
  }

  private static void move(boolean[][] joined, int node, int from, RandomGenerator random) {
    int to;
    do {
      to = random.nextInt(joined.length);
    } while (to == node || joined[node][to]);
    join(joined, node, from, false);
    join(joined, node, to, true);
  }

  private static void join(boolean[][] joined, int a, int b, boolean there) {
    joined[a][b] = there;
    joined[b][a] = there;
  }

  private static int degree(boolean[] row) {
    int degree = 0;
    for (boolean there : row) {
      degree += there ? 1 : 0;
    }
    return degree;
  }

  private static void checkProbability(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("a probability of " + probability + " is outside [0, 1]");
    }
  }
}
