package org.nasturtium.torch.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Node;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.core.space.library.DartsCnn;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.torch.network.Gates;

/** The uniform draws of RSPS and SETN. */
final class UniformCellTest {
  private static final Seed SEED = Seed.of(71);
  private static final UniformCell RSPS =
      new UniformCell(UniformCell.Sharing.PER_CELL, UniformCell.Empty.REDRAWN);
  private static final UniformCell SETN =
      new UniformCell(UniformCell.Sharing.ONE_FOR_ALL, UniformCell.Empty.ALLOWED);

  private final OpenSpace nats = new NatsTopology();

  private static NetworkGraph supernet(OpenSpace space) {
    return space.supernet(Skeleton.standalone(new Shape(3, 8, 8), 3, 2, 2).searching());
  }

  private static Gates gates(Relaxation rule, OpenSpace space, NetworkGraph graph, int seed) {
    return rule.gates(
        new Draw(
            space,
            graph,
            (choice, picks) -> {
              throw new AssertionError("the draws ignore the policy");
            },
            1,
            SEED.child("draw", seed).random(),
            new Turn(SEED, seed, 0),
            Draw.Gradient.NONE));
  }

  /** Returns the picks of each cell, one row per cell. */
  private static List<Architecture> cells(OpenSpace space, NetworkGraph graph, Gates gates) {
    List<int[]> rows = new ArrayList<>();
    int[] seen = new int[space.choices().size()];
    for (Node node : graph.nodes()) {
      if (node.operation() instanceof Operation.Select select) {
        int choice = space.choices().stream().map(c -> c.name()).toList().indexOf(select.choice());
        int cell = seen[choice]++;
        while (rows.size() <= cell) {
          rows.add(new int[seen.length]);
        }
        rows.get(cell)[choice] = gates.at(select.choice(), node).active(0);
      }
    }
    return rows.stream().map(Architecture::of).toList();
  }

  @Test
  void everyCellIsDrawnAnewAndNoNodeIsEmpty() {
    NetworkGraph graph = supernet(nats);
    int different = 0;
    int[] counts = new int[5];
    for (int i = 0; i < 300; i++) {
      List<Architecture> cells = cells(nats, graph, gates(RSPS, nats, graph, i));
      assertThat(cells).hasSize(6);
      different += cells.stream().distinct().count() > 1 ? 1 : 0;
      for (Architecture cell : cells) {
        assertThat(cell.pick(0)).as("node 1 of %s, draw %d", cell, i).isPositive();
        assertThat(cell.pick(1) + cell.pick(2)).as("node 2 of %s", cell).isPositive();
        counts[cell.pick(3)]++;
      }
    }
    assertThat(different).isGreaterThan(290);
    for (int count : counts) {
      assertThat(count / 1800.0).isCloseTo(0.2, within(0.04));
    }
  }

  @Test
  void oneCellForAllIsTheSameEverywhereAndMayBeEmpty() {
    NetworkGraph graph = supernet(nats);
    int empty = 0;
    for (int i = 0; i < 300; i++) {
      List<Architecture> cells = cells(nats, graph, gates(SETN, nats, graph, i));
      assertThat(cells.stream().distinct()).hasSize(1);
      empty += cells.get(0).pick(0) == 0 ? 1 : 0;
    }
    assertThat(empty / 300.0).isCloseTo(0.2, within(0.08));
  }

  @Test
  void cellsOfTheDartsSpaceKeepTwoEdgesPerNode() {
    OpenSpace space = DartsCnn.eightOperations();
    NetworkGraph graph = supernet(space);
    for (int i = 0; i < 5; i++) {
      List<Architecture> cells = cells(space, graph, gates(RSPS, space, graph, i));
      assertThat(cells).hasSize(6); // 6 normal cells; the first two rows also hold the reductions
      assertThat(space.contains(cells.get(0))).isTrue();
      assertThat(space.contains(cells.get(1))).isTrue();
    }
  }

  @Test
  void fairDrawsTrainEveryCandidateOnceInARound() {
    NetworkGraph graph = supernet(nats);
    boolean varies = false;
    for (int round = 0; round < 20; round++) {
      int[][] counts = new int[6][5];
      for (int step = 5 * round; step < 5 * round + 5; step++) {
        List<Architecture> cells = cells(nats, graph, gates(new FairCell(), nats, graph, step));
        assertThat(cells.stream().distinct()).hasSize(1);
        for (int edge = 0; edge < 6; edge++) {
          counts[edge][cells.get(0).pick(edge)]++;
        }
        varies |= cells.get(0).pick(0) != cells.get(0).pick(1);
      }
      for (int[] edge : counts) {
        assertThat(edge).containsOnly(1);
      }
    }
    assertThat(varies).isTrue();
  }

  @Test
  void fairDrawsBelongToTheSpace() {
    OpenSpace space = DartsCnn.eightOperations();
    NetworkGraph graph = supernet(space);
    for (int step = 0; step < 10; step++) {
      List<Architecture> cells = cells(space, graph, gates(new FairCell(), space, graph, step));
      assertThat(space.contains(cells.get(0))).isTrue();
    }
  }

  @Test
  void theWarmUpEndsWithItsShareOfTheEpochs() {
    NetworkGraph graph = supernet(nats);
    Architecture first = Architecture.of(1, 1, 1, 1, 1, 1);
    Architecture then = Architecture.of(3, 3, 3, 3, 3, 3);
    Relaxation rule =
        new WarmUp(0.5, draw -> Gates.of(graph, first), draw -> Gates.of(graph, then));
    for (double progress : new double[] {0, 0.45, 0.5, 0.95}) {
      Draw draw =
          new Draw(
              nats,
              graph,
              (choice, picks) -> {
                throw new AssertionError("the draws ignore the policy");
              },
              1,
              SEED.random(),
              new Turn(SEED, 0, progress),
              Draw.Gradient.NONE);
      assertThat(cells(nats, graph, rule.gates(draw)).get(0))
          .as("progress %s", progress)
          .isEqualTo(progress < 0.5 ? first : then);
    }
  }
}
