package org.nasturtium.torch.supernet;

import java.util.random.RandomGenerator;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.torch.network.Gate;
import org.nasturtium.torch.network.Gates;

/**
 * The one-hot gates of architectures drawn uniformly from the space, whatever the policy (RSPS,
 * SETN).
 *
 * @param sharing how many are drawn
 * @param empty what happens to a node that receives nothing
 */
public record UniformCell(Sharing sharing, Empty empty) implements Relaxation {
  private static final int MOST_DRAWS = 1000;

  /** How many architectures are drawn for a pass. */
  public enum Sharing {
    /** One for each cell: RSPS as coded for NATS-Bench. */
    PER_CELL,
    /** One for all cells: SETN. */
    ONE_FOR_ALL
  }

  /** What happens to a node all of whose edges are {@code none}. */
  public enum Empty {
    /**
     * Its cell is drawn again; where edges are independent that is drawing the node's edges again.
     */
    REDRAWN,
    /** It stays empty. */
    ALLOWED
  }

  @Override
  public Gates gates(Draw draw) {
    Places places = Places.of(draw.graph());
    int cells = sharing == Sharing.PER_CELL ? places.cells() : 1;
    Architecture[] drawn = new Architecture[cells];
    for (int cell = 0; cell < cells; cell++) {
      drawn[cell] = sample(draw, places, cell, draw.random());
    }
    return (choice, place) ->
        Gate.oneHot(drawn[Math.min(places.cell(place), cells - 1)].pick(places.position(choice)));
  }

  private Architecture sample(Draw draw, Places places, int cell, RandomGenerator random) {
    Architecture sample = draw.space().sample(random);
    for (int i = 0; empty == Empty.REDRAWN && i < MOST_DRAWS; i++) {
      if (places.feedsEveryNode(cell, sample)) {
        return sample;
      }
      sample = draw.space().sample(random);
    }
    return sample;
  }
}
