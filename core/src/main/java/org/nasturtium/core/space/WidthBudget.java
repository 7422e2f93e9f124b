package org.nasturtium.core.space;

import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.CostModel;

/**
 * A width budget makes the network of an architecture as wide as a number of multiply-adds allows:
 * the way mobile networks are compared at equal cost.
 *
 * @param macs the most multiply-adds per image
 * @param step what the channels of the first stage are a multiple of, at least 1
 */
public record WidthBudget(long macs, int step) {
  private static final int WIDEST = 4096;

  /** Checks the numbers. */
  public WidthBudget {
    if (macs < 1 || step < 1 || step > WIDEST) {
      throw new InvalidInputException(
          "a budget of %d multiply-adds in steps of %d channels is not possible"
              .formatted(macs, step));
    }
  }

  /**
   * Returns a skeleton with the most channels that keep the budget.
   *
   * @param space the space
   * @param architecture an architecture of it
   * @param skeleton the macro settings, whose channels are replaced
   * @throws InvalidInputException if even the narrowest network costs more
   */
  public Skeleton widest(NetworkSpace space, Architecture architecture, Skeleton skeleton) {
    if (!fits(space, architecture, skeleton, 1)) {
      throw new InvalidInputException(
          "the cell costs %d multiply-adds at %d channels already; the budget is %d"
              .formatted(cost(space, architecture, skeleton.withChannels(step)), step, macs));
    }
    int fitting = 1;
    int tooWide = 2;
    while (tooWide * step <= WIDEST && fits(space, architecture, skeleton, tooWide)) {
      fitting = tooWide;
      tooWide *= 2;
    }
    while (tooWide - fitting > 1) {
      int middle = (fitting + tooWide) / 2;
      if (fits(space, architecture, skeleton, middle)) {
        fitting = middle;
      } else {
        tooWide = middle;
      }
    }
    return skeleton.withChannels(fitting * step);
  }

  private boolean fits(
      NetworkSpace space, Architecture architecture, Skeleton skeleton, int steps) {
    return cost(space, architecture, skeleton.withChannels(steps * step)) <= macs;
  }

  private static long cost(NetworkSpace space, Architecture architecture, Skeleton skeleton) {
    return CostModel.of(space.network(architecture, skeleton)).macs();
  }
}
