package org.nasturtium.torch.supernet;

import org.nasturtium.core.search.Seed;

/**
 * A turn is where in a run a step is, for rules that look beyond the single draw.
 *
 * @param seed the seed of the run's plans, the same in every turn
 * @param step the number of the weight step over the whole run, from 0; an architecture step has
 *     that of its neighbor
 * @param progress the share of the run's epochs that is done, in [0, 1)
 */
public record Turn(Seed seed, long step, double progress) {
  /** Returns the first turn of a run. */
  public static Turn first() {
    return new Turn(Seed.of(0), 0, 0);
  }
}
