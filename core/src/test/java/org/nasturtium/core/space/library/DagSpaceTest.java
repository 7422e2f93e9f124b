package org.nasturtium.core.space.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.contract.NetworkSpaceContract;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.graph.Dag;
import org.nasturtium.core.graph.RandomGraphs;
import org.nasturtium.core.graph.WeisfeilerLehman;
import org.nasturtium.core.network.Cost;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.space.NetworkSpace;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.core.space.WidthBudget;

class DagSpaceTest extends NetworkSpaceContract {
  private static final DagSpace SPACE = new DagSpace();
  private static final DagSpace SMALL = new DagSpace(5, DagSpace.OPERATIONS);
  private static final Skeleton TINY = SMALL.skeleton(new Shape(3, 8, 8), 10).withChannels(2);

  @Override
  protected NetworkSpace space() {
    return SPACE;
  }

  @Test
  void theSpaceOfThePaperHasThirtyNodesAndTwoOperations() {
    assertThat(SPACE.choices()).hasSize(435 + 29);
    assertThat(SPACE.labels()).containsExactly("input", "conv1x1", "sep3x3");
    assertThat(SPACE.size().bitLength() - 1).isEqualTo(435 + 29);
  }

  @Test
  void namesSayNodesAndOperations() {
    for (String name :
        List.of("dag", "dag-4", "dag-250", "dag-6-conv3x3", "dag-30-conv1x1-sep5x5")) {
      assertThat(SearchSpaces.byName(name).name()).isEqualTo(name);
    }
    assertThat(SearchSpaces.byName("dag-30").name()).isEqualTo("dag");
    assertThat(SearchSpaces.byName("dag-7-conv1x1-sep3x3").name()).isEqualTo("dag-7");
  }

  @Test
  void impossibleNamesAreRefused() {
    assertRefused("dag-3", "4 to 250 nodes, not 3");
    assertRefused("dag-251", "4 to 250 nodes, not 251");
    assertRefused("dag-x", "dag-NODES");
    assertRefused("dag-8-conv7x7", "conv7x7");
    assertRefused("dag-8-conv1x1-conv1x1", "each named once");
  }

  private static void assertRefused(String name, String why) {
    assertThatThrownBy(() -> SearchSpaces.byName(name))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(why);
  }

  @Test
  void nodesWithoutInputAreDroppedUntilNoneIsLeft() {
    // Node 1 has no input; without it node 2 has none; node 3 reads 0 and 2, node 4 reads 3.
    Architecture architecture =
        SMALL.architecture(
            Dag.ofRows(List.of("00010", "00100", "00010", "00001", "00000"), 0, 1, 1, 2, 1));
    assertThat(SMALL.graph(architecture))
        .isEqualTo(Dag.ofRows(List.of("010", "001", "000"), 0, 2, 1));
  }

  @Test
  void theCostOfACellIsThatCountedByHand() {
    // Node 1 and 2 read the input, node 3 (separable) reads both; leaves are 3 and 4 (reads 0).
    Architecture architecture = SMALL.parse("0>1,0>2,1>3,2>3,0>4:conv1x1,conv1x1,sep3x3,conv1x1");
    NetworkGraph network = SMALL.network(architecture, TINY);
    long expected = 64L * 3 * 2 * 9;
    long entering = 2;
    for (int stage = 0; stage < 3; stage++) {
      long c = 2L << stage;
      long pixels = 64L >> (2 * stage);
      long input = entering * c;
      long pointwise = 3 * c * c;
      long separable = 2 * c * 9 + 2 * c * c;
      expected += pixels * (input + pointwise + separable);
      entering = 2 * c;
    }
    expected += entering * 10 + 10;
    assertThat(CostModel.of(network).macs()).isEqualTo(expected);
  }

  @Test
  void aCellThatNothingReadsPassesItsInputOn() {
    Architecture nothing = Architecture.of(new int[SMALL.choices().size()]);
    assertThat(SMALL.graph(nothing).size()).isEqualTo(1);
    NetworkGraph network = SMALL.network(nothing, TINY);
    assertThat(network.shape(network.output(NetworkGraph.LOGITS))).isEqualTo(Shape.vector(10));
  }

  @Test
  void samplesHaveAllDensitiesAndReadTheInput() {
    double[] densities = new double[200];
    int[] next = {0};
    forSamples(
        densities.length,
        sample -> {
          int edges = 0;
          for (int i = 0; i < 435; i++) {
            edges += sample.pick(i);
          }
          densities[next[0]++] = edges / 435.0;
          assertThat(SPACE.graph(sample).size()).isGreaterThan(1);
        });
    assertThat(DoubleStream.of(densities).boxed())
        .anyMatch(d -> d < 0.2)
        .anyMatch(d -> d > 0.8)
        .allMatch(d -> d > 0.02);
  }

  @Test
  void renumberedCellsHaveOneCanonicalFormAndOneHash() {
    RandomGenerator random = SEED.child("renumbered").random();
    for (int i = 0; i < 100; i++) {
      Dag cell = SPACE.graph(SPACE.sample(random));
      Architecture one = SPACE.architecture(cell);
      Architecture other = SPACE.architecture(anyOrder(cell, random));
      assertThat(SPACE.canonical(other)).as("%s, %s", SEED, cell).isEqualTo(SPACE.canonical(one));
      assertThat(SPACE.hash(other)).isEqualTo(SPACE.hash(one));
      assertThat(CostModel.of(SPACE.network(other, skeleton())).macs())
          .isEqualTo(CostModel.of(SPACE.network(one, skeleton())).macs());
    }
  }

  /** Returns a graph in a random topological order that starts with node 0. */
  private static Dag anyOrder(Dag cell, RandomGenerator random) {
    int[] order = new int[cell.size()];
    boolean[] done = new boolean[order.length];
    for (int i = 0; i < order.length; i++) {
      int node;
      do {
        node = random.nextInt(order.length);
      } while (done[node] || !ready(cell, node, done));
      done[node] = true;
      order[i] = node;
    }
    return cell.induced(order);
  }

  private static boolean ready(Dag cell, int node, boolean[] done) {
    for (int before : cell.predecessors(node)) {
      if (!done[before]) {
        return false;
      }
    }
    return true;
  }

  @Test
  void differentCellsHaveDifferentCanonicalForms() {
    Architecture one = SMALL.parse("0>1,0>2,1>3:conv1x1,conv1x1,sep3x3");
    Architecture two = SMALL.parse("0>1,0>2,2>3:conv1x1,sep3x3,sep3x3");
    assertThat(SMALL.canonical(one)).isNotEqualTo(SMALL.canonical(two));
    assertThat(SMALL.canonical(SMALL.parse("0>2,0>1,2>3:conv1x1,conv1x1,sep3x3")))
        .isEqualTo(SMALL.canonical(one));
  }

  @Test
  void aMalformedListOfEdgesNamesTheNode() {
    assertMalformed("0>1,1>2,2>1:conv1x1,conv1x1", "cycle runs through node ");
    assertMalformed("0>1,2>3:conv1x1,conv1x1,conv1x1", "no path leads from node 0 to node 2");
    assertMalformed("0>1,1>0:conv1x1", "cycle runs through node");
    assertMalformed("0>1,1>1:conv1x1", "node 1 has an edge to itself");
    assertMalformed("0>1,1>7:conv1x1,conv1x1", "expected a node from 0 to 2, found '7'");
    assertMalformed("0>1:conv3x3", "conv3x3 is not in this space");
    assertMalformed("0>1:conv1x1,a,a,a,a", "6 nodes; the space has at most 5");
    assertMalformed("0>1", "expected edges, ':' and operations");
  }

  private static void assertMalformed(String text, String why) {
    assertThatThrownBy(() -> SMALL.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(why);
  }

  @Test
  void bitsBeyondTheLastEdgeAreRefused() {
    assertThat(SMALL.format(SMALL.parse("800:0000"))).isEqualTo("800:0000");
    assertMalformed("801:0000", "beyond the last edge");
    assertMalformed("80g:0000", "character 3");
    assertMalformed("800:0002", "character 8 is not a digit of base 2");
  }

  @Test
  void graphsOfGeneratorsAreFedByTheInput() {
    DagSpace space = new DagSpace(33, DagSpace.OPERATIONS);
    RandomGenerator random = SEED.child("fed").random();
    Dag body =
        RandomGraphs.wattsStrogatz(32, 4, 0.75, random).withLabels(node -> random.nextInt(2));
    Dag cell = space.graph(space.fed(body));
    assertThat(cell.size()).as("%s", SEED).isEqualTo(33);
    assertThat(cell.induced(IntStream.range(1, 33).toArray()))
        .isEqualTo(body.withLabels(node -> body.label(node) + 1));
    assertThat(cell.predecessors(1)).containsExactly(0);
  }

  @Test
  void theMobileNetworkKeepsItsBudgetAndUsesIt() {
    Skeleton mobile = SPACE.skeleton(new Shape(3, 224, 224), 1000).withStem(Skeleton.Stem.IMAGENET);
    Architecture architecture = SPACE.sample(SEED.child("mobile").random());
    Skeleton widest = new WidthBudget(600_000_000, 1).widest(SPACE, architecture, mobile);
    Cost cost = CostModel.of(SPACE.network(architecture, widest));
    assertThat(cost.macs()).as("%s", SEED).isBetween(450_000_000L, 600_000_000L);
    assertThat(
            CostModel.of(SPACE.network(architecture, widest.withChannels(widest.channels() + 1)))
                .macs())
        .isGreaterThan(600_000_000);
    assertThatThrownBy(() -> new WidthBudget(1000, 1).widest(SPACE, architecture, mobile))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("budget is 1000");
  }

  @Test
  void theLargestCellsAreHandledQuickly() {
    DagSpace largest = new DagSpace(DagSpace.MOST_NODES, DagSpace.OPERATIONS);
    RandomGenerator random = SEED.child("largest").random();
    for (int i = 0; i < 3; i++) {
      Architecture sample = largest.sample(random);
      assertThat(largest.unrank(largest.rank(sample))).isEqualTo(sample);
      assertThat(largest.parse(largest.format(sample))).isEqualTo(sample);
      Architecture canonical = largest.canonical(sample);
      assertThat(largest.canonical(canonical)).isEqualTo(canonical);
      assertThat(largest.canonical(largest.mutate(sample, random))).isNotEqualTo(canonical);
    }
    Skeleton skeleton = largest.skeleton(new Shape(3, 16, 16), 10).withChannels(1);
    assertThat(CostModel.of(largest.network(largest.sample(random), skeleton)).macs()).isPositive();
  }

  @Test
  void cellsOfOtherSpacesAreGraphsToo() {
    NatsTopology nats = new NatsTopology();
    Dag resnet = nats.graph(NatsTopology.RESNET);
    assertThat(resnet.size()).isEqualTo(6);
    assertThat(resnet.label(0)).isZero();
    assertThat(resnet.leaves()).containsExactly(5);
    assertThat(nats.graph(Architecture.of(3, 0, 3, 0, 0, 0)).size()).isEqualTo(1);
    NasBench101 bench = new NasBench101();
    Dag cell = bench.graph(NasBench101.RESNET);
    assertThat(cell).isEqualTo(Dag.ofRows(List.of("0101", "0010", "0001", "0000"), 0, 1, 1, 4));
    assertThat(WeisfeilerLehman.hash(cell))
        .isEqualTo(WeisfeilerLehman.hash(bench.graph(bench.canonical(NasBench101.RESNET))));
  }
}
