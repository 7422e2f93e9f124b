package org.nasturtium.torch.supernet;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.torch.network.Gates;

/**
 * The one-hot gates of one architecture for all cells, drawn so that in as many steps in a row as a
 * choice has candidates, each candidate is trained once (the strict fairness of FairNAS, Chu, Zhang
 * and Xu, ICCV 2021; there the steps of a round are one update, here each is its own).
 *
 * <p>Where a space does not contain every combination, the draw is brought in by its rule with
 * random preferences, which is fair on average only.
 */
public final class FairCell implements Relaxation {
  @Override
  public Gates gates(Draw draw) {
    OpenSpace space = draw.space();
    int[] picks = new int[space.choices().size()];
    double[][] preferences = new double[picks.length][];
    for (int i = 0; i < picks.length; i++) {
      picks[i] = pick(space, i, draw.turn());
      preferences[i] = draw.random().doubles(space.choices().get(i).size()).toArray();
    }
    Architecture fair = PolicyDraw.contained(space, picks, preferences);
    return Gates.of(draw.graph(), fair);
  }

  private static int pick(OpenSpace space, int choice, Turn turn) {
    int[] candidates =
        IntStream.range(0, space.choices().get(choice).size())
            .filter(k -> space.isRelaxed(choice, k))
            .toArray();
    Seed plan = turn.seed().child("fair", choice).child("round", turn.step() / candidates.length);
    shuffle(candidates, plan.random());
    return candidates[(int) (turn.step() % candidates.length)];
  }

  private static void shuffle(int[] values, RandomGenerator random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int held = values[i];
      values[i] = values[j];
      values[j] = held;
    }
  }
}
