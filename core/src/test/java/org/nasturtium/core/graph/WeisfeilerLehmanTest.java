package org.nasturtium.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nasturtium.core.graph.WeisfeilerLehman.Features;
import org.nasturtium.core.graph.WeisfeilerLehman.Neighborhood;
import org.nasturtium.core.search.Seed;

class WeisfeilerLehmanTest {
  private static final Seed SEED = Seed.of(20_261_124);
  private static final int GRAPHS = 60;

  /** Random graphs of 1 to 70 nodes and up to three labels, of all densities. */
  private static List<Dag> graphs(String name) {
    RandomGenerator random = SEED.child(name).random();
    List<Dag> graphs = new ArrayList<>();
    for (int i = 0; i < GRAPHS; i++) {
      int labels = random.nextInt(1, 4);
      Dag graph = RandomGraphs.erdosRenyi(random.nextInt(1, 71), random.nextDouble(), random);
      graphs.add(graph.withLabels(node -> random.nextInt(labels)));
    }
    return graphs;
  }

  private static Dag renumbered(Dag graph, RandomGenerator random) {
    int[] order = IntStream.range(0, graph.size()).toArray();
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return graph.induced(order);
  }

  /** Compresses labels by a dictionary, the textbook way. */
  private static List<Map<String, Integer>> histograms(Dag graph, int h, Neighborhood kind) {
    String[] labels = IntStream.of(graph.labels()).mapToObj(String::valueOf).toArray(String[]::new);
    List<Map<String, Integer>> all = new ArrayList<>();
    for (int t = 0; t <= h; t++) {
      Map<String, Integer> histogram = new HashMap<>();
      for (String label : labels) {
        histogram.merge(label, 1, Integer::sum);
      }
      all.add(histogram);
      String[] old = labels;
      labels =
          IntStream.range(0, old.length)
              .mapToObj(node -> relabeled(graph, node, old, kind))
              .toArray(String[]::new);
    }
    return all;
  }

  private static String relabeled(Dag graph, int node, String[] old, Neighborhood kind) {
    List<String> in =
        new ArrayList<>(IntStream.of(graph.predecessors(node)).mapToObj(i -> old[i]).toList());
    List<String> out =
        IntStream.range(0, old.length)
            .filter(to -> graph.hasEdge(node, to))
            .mapToObj(i -> old[i])
            .toList();
    return switch (kind) {
      case DIRECTED ->
          "(" + old[node] + in.stream().sorted().toList() + out.stream().sorted().toList() + ")";
      case PREDECESSORS -> "(" + old[node] + in.stream().sorted().toList() + ")";
      case UNDIRECTED -> {
        in.addAll(out);
        yield "(" + old[node] + in.stream().sorted().toList() + ")";
      }
    };
  }

  private static long dictionaryKernel(Dag a, Dag b, int h, Neighborhood kind) {
    List<Map<String, Integer>> ofA = histograms(a, h, kind);
    List<Map<String, Integer>> ofB = histograms(b, h, kind);
    long sum = 0;
    for (int t = 0; t <= h; t++) {
      for (Map.Entry<String, Integer> entry : ofA.get(t).entrySet()) {
        sum += (long) entry.getValue() * ofB.get(t).getOrDefault(entry.getKey(), 0);
      }
    }
    return sum;
  }

  @ParameterizedTest
  @EnumSource
  void fingerprintsCountAsADictionaryOfLabelsDoes(Neighborhood kind) {
    RandomGenerator random = SEED.child("small").random();
    for (int i = 0; i < 200; i++) {
      Dag a = RandomGraphs.uniform(random.nextInt(2, 7), random);
      Dag b = RandomGraphs.uniform(random.nextInt(2, 7), random).withLabels(n -> random.nextInt(2));
      for (int h = 0; h < 3; h++) {
        WeisfeilerLehman kernel = new WeisfeilerLehman(h, kind);
        assertThat(WeisfeilerLehman.raw(kernel.features(a), kernel.features(b)))
            .as("%s, %s and %s, h = %d", SEED, a, b, h)
            .isEqualTo(dictionaryKernel(a, b, h, kind));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theKernelIsSymmetricAndKeepsCauchySchwarz(Neighborhood kind) {
    WeisfeilerLehman kernel = new WeisfeilerLehman(3, kind);
    List<Features> features = graphs("pairs").stream().map(kernel::features).toList();
    for (Features a : features) {
      for (Features b : features) {
        long raw = WeisfeilerLehman.raw(a, b);
        assertThat(WeisfeilerLehman.raw(b, a)).as("%s", SEED).isEqualTo(raw);
        assertThat(raw * raw).as("%s", SEED).isLessThanOrEqualTo(a.square() * b.square());
        assertThat(WeisfeilerLehman.normalized(a, b)).as("%s", SEED).isBetween(0.0, 1.0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void isomorphicGraphsHaveKernelOne(Neighborhood kind) {
    WeisfeilerLehman kernel = new WeisfeilerLehman(3, kind);
    RandomGenerator random = SEED.child("renumbered").random();
    for (Dag graph : graphs("isomorphic")) {
      Dag other = renumbered(graph, random);
      assertThat(WeisfeilerLehman.normalized(kernel.features(graph), kernel.features(other)))
          .as("%s, %s", SEED, graph)
          .isEqualTo(1.0);
      assertThat(kernel.tellsApart(graph, other)).isFalse();
      assertThat(WeisfeilerLehman.hash(other)).isEqualTo(WeisfeilerLehman.hash(graph));
    }
  }

  @Test
  void theMatrixOfABatchIsThatOfItsPairs() {
    WeisfeilerLehman kernel = WeisfeilerLehman.standard();
    List<Dag> graphs = graphs("matrix");
    double[][] matrix = kernel.matrix(graphs);
    for (int i = 0; i < GRAPHS; i++) {
      for (int j = 0; j < GRAPHS; j++) {
        assertThat(matrix[i][j])
            .isCloseTo(
                WeisfeilerLehman.normalized(
                    kernel.features(graphs.get(i)), kernel.features(graphs.get(j))),
                within(1e-15));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void gramMatricesArePositiveSemidefinite(Neighborhood kind) {
    double[][] gram = new WeisfeilerLehman(2, kind).matrix(graphs("gram"));
    assertThat(smallestPivot(gram)).as("%s", SEED).isGreaterThan(-1e-9);
  }

  /** Returns the smallest pivot of an elimination; a negative one disproves semidefiniteness. */
  private static double smallestPivot(double[][] matrix) {
    double smallest = Double.POSITIVE_INFINITY;
    for (int k = 0; k < matrix.length; k++) {
      double pivot = matrix[k][k];
      smallest = Math.min(smallest, pivot);
      for (int i = k + 1; i < matrix.length && pivot > 1e-9; i++) {
        double factor = matrix[i][k] / pivot;
        for (int j = k + 1; j < matrix.length; j++) {
          matrix[i][j] -= factor * matrix[k][j];
        }
      }
    }
    return smallest;
  }

  @Test
  void onlyTheDirectedKernelSeesTheDirection() {
    Dag fork = Dag.ofRows(List.of("0111", "0000", "0000", "0000"), 0, 0, 0, 0);
    Dag join = Dag.ofRows(List.of("0001", "0001", "0001", "0000"), 0, 0, 0, 0);
    assertThat(new WeisfeilerLehman(1, Neighborhood.DIRECTED).tellsApart(fork, join)).isTrue();
    assertThat(new WeisfeilerLehman(1, Neighborhood.PREDECESSORS).tellsApart(fork, join)).isTrue();
    assertThat(new WeisfeilerLehman(3, Neighborhood.UNDIRECTED).tellsApart(fork, join)).isFalse();
  }

  @Test
  void labelsOfGraphsOfManyNodesAreCompared() {
    Dag large = RandomGraphs.uniform(250, SEED.child("large").random());
    Features features = WeisfeilerLehman.standard().features(large);
    assertThat(WeisfeilerLehman.raw(features, features))
        .isGreaterThanOrEqualTo(250 * 250 + 3 * 250);
  }
}
