package org.nasturtium.torch.recipe;

import org.nasturtium.torch.train.Adam;

/**
 * How the policy of a search learns: by Adam with the factors 0.5 and 0.999.
 *
 * @param rate the learning rate, constant
 * @param decay the L2 factor
 * @param epsilon what is added to the root of the second moment
 */
public record PolicySettings(double rate, double decay, double epsilon) {
  /** The usual epsilon. */
  static final double EPSILON = 1e-8;

  /** Returns these settings with another learning rate. */
  public PolicySettings withRate(double constant) {
    return new PolicySettings(constant, decay, epsilon);
  }

  Adam.Options options() {
    return new Adam.Options(0.5, 0.999, epsilon, decay);
  }
}
