package org.nasturtium.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.search.Seed;

class RandomGraphsTest {
  private static final Seed SEED = Seed.of(20_261_126);

  @Test
  void uniformDrawsEverySetOfEdgesAboutEquallyOften() {
    RandomGenerator random = SEED.child("uniform").random();
    Map<Dag, Integer> counts = new HashMap<>();
    for (int i = 0; i < 6400; i++) {
      counts.merge(RandomGraphs.uniform(4, random), 1, Integer::sum);
    }
    assertThat(counts).as("%s", SEED).hasSize(64);
    assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(60, 145));
  }

  @Test
  void erdosRenyiHasTheDensityAskedFor() {
    RandomGenerator random = SEED.child("density").random();
    for (double p : new double[] {0, 0.2, 0.7, 1}) {
      Dag graph = RandomGraphs.erdosRenyi(200, p, random);
      assertThat(graph.edges() / (200 * 199 / 2.0)).as("%s", SEED).isCloseTo(p, within(0.02));
    }
  }

  @Test
  void barabasiAlbertAttachesEveryLaterNode() {
    RandomGenerator random = SEED.child("attach").random();
    for (int attached : new int[] {1, 2, 5}) {
      Dag graph = RandomGraphs.barabasiAlbert(40, attached, random);
      assertThat(graph.edges()).isEqualTo(attached * (40 - attached));
      for (int node = attached; node < 40; node++) {
        assertThat(graph.predecessors(node)).as("%s, %s", SEED, graph).hasSize(attached);
      }
    }
  }

  @Test
  void barabasiAlbertPrefersNodesOfHighDegree() {
    Dag graph = RandomGraphs.barabasiAlbert(250, 2, SEED.child("prefer").random());
    int[] degrees = new int[250];
    graph.forEachEdge(
        (from, to) -> {
          degrees[from]++;
          degrees[to]++;
        });
    assertThat(IntStream.of(degrees).max().orElseThrow()).as("%s", SEED).isGreaterThan(15);
  }

  @Test
  void wattsStrogatzKeepsTheNumberOfEdges() {
    RandomGenerator random = SEED.child("ring").random();
    for (double p : new double[] {0, 0.3, 1}) {
      assertThat(RandomGraphs.wattsStrogatz(32, 4, p, random).edges()).isEqualTo(64);
    }
    Dag ring = RandomGraphs.wattsStrogatz(8, 2, 0, random);
    assertThat(ring.hasEdge(0, 7)).isTrue();
    assertThat(IntStream.range(0, 7).allMatch(node -> ring.hasEdge(node, node + 1))).isTrue();
    assertThat(RandomGraphs.wattsStrogatz(32, 4, 1, random))
        .as("%s", SEED)
        .isNotEqualTo(RandomGraphs.wattsStrogatz(32, 4, 0, random));
  }

  @Test
  void equalSeedsGiveEqualGraphs() {
    assertThat(RandomGraphs.wattsStrogatz(30, 4, 0.75, SEED.child("one").random()))
        .isEqualTo(RandomGraphs.wattsStrogatz(30, 4, 0.75, SEED.child("one").random()));
    assertThat(RandomGraphs.uniform(30, SEED.child("one").random()))
        .isNotEqualTo(RandomGraphs.uniform(30, SEED.child("two").random()));
  }

  @Test
  void impossibleSettingsAreRefused() {
    RandomGenerator random = SEED.random();
    assertThatThrownBy(() -> RandomGraphs.erdosRenyi(5, 1.5, random)).hasMessageContaining("1.5");
    assertThatThrownBy(() -> RandomGraphs.barabasiAlbert(5, 5, random)).hasMessageContaining("5");
    assertThatThrownBy(() -> RandomGraphs.wattsStrogatz(5, 3, 0, random)).hasMessageContaining("3");
  }
}
