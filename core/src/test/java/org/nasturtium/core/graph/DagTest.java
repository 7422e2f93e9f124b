package org.nasturtium.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.Seed;

class DagTest {
  private static final Seed SEED = Seed.of(20_261_125);
  private static final Dag DIAMOND =
      Dag.ofRows(List.of("0110", "0001", "0001", "0000"), 7, 1, 2, 3);

  @Test
  void edgesAreThoseOfTheMatrix() {
    assertThat(DIAMOND.edges()).isEqualTo(4);
    assertThat(DIAMOND.predecessors(3)).containsExactly(1, 2);
    assertThat(DIAMOND.leaves()).containsExactly(3);
    assertThat(DIAMOND.levels()).containsExactly(0, 1, 1, 2);
    assertThat(DIAMOND.hasEdge(0, 3)).isFalse();
    assertThat(DIAMOND).hasToString("[7, 1, 2, 3] 0110 0001 0001 0000");
  }

  @Test
  void anInducedGraphKeepsTheEdgesAmongItsNodes() {
    assertThat(DIAMOND.induced(3, 0, 1))
        .isEqualTo(Dag.ofRows(List.of("000", "001", "100"), 3, 7, 1));
  }

  @Test
  void aNodeOnTheCycleIsNamed() {
    assertThatThrownBy(() -> Dag.ofRows(List.of("0100", "0010", "0001", "0100"), 0, 0, 0, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageMatching(".*cycle runs through node [123]");
    assertThatThrownBy(() -> Dag.ofRows(List.of("010", "001", "010"), 0, 0, 0))
        .hasMessageMatching(".*node [12]");
    assertThatThrownBy(() -> Dag.ofRows(List.of("00", "01"), 0, 0))
        .hasMessageContaining("node 1 has an edge to itself");
  }

  @Test
  void aMalformedRowIsNamed() {
    assertThatThrownBy(() -> Dag.ofRows(List.of("01", "0x"), 0, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("row 1");
    assertThatThrownBy(() -> Dag.ofRows(List.of("01", "00"), 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("2 rows");
  }

  @Test
  void theWordsOfALargeGraphFitTogether() {
    RandomGenerator random = SEED.child("large").random();
    Dag graph = RandomGraphs.erdosRenyi(200, 0.1, random);
    int[] counted = {0};
    graph.forEachEdge(
        (from, to) -> {
          assertThat(graph.hasEdge(from, to)).isTrue();
          counted[0]++;
        });
    assertThat(counted[0]).as("%s", SEED).isEqualTo(graph.edges()).isPositive();
    assertThat(graph.next(0, 200)).isEqualTo(-1);
    boolean[] reached = graph.reachable(0);
    for (int node = 1; node < 200; node++) {
      boolean read = false;
      for (int from : graph.predecessors(node)) {
        read |= reached[from];
      }
      assertThat(reached[node]).as("%s, node %d", SEED, node).isEqualTo(read);
    }
  }

  @Test
  void theCanonicalOrderOfAnOrderedGraphIsItsOwn() {
    RandomGenerator random = SEED.child("order").random();
    for (int i = 0; i < 300; i++) {
      Dag graph =
          RandomGraphs.erdosRenyi(random.nextInt(1, 40), random.nextDouble(), random)
              .withLabels(node -> random.nextInt(2));
      Dag ordered = CanonicalOrder.of(graph);
      assertThat(CanonicalOrder.of(ordered)).as("%s, %s", SEED, graph).isEqualTo(ordered);
      ordered.forEachEdge((from, to) -> assertThat(from).isLessThan(to));
      assertThat(WeisfeilerLehman.hash(ordered)).isEqualTo(WeisfeilerLehman.hash(graph));
    }
  }
}
