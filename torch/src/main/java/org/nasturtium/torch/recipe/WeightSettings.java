package org.nasturtium.torch.recipe;

import org.nasturtium.torch.train.Schedule;
import org.nasturtium.torch.train.Sgd;

/**
 * How the shared weights of a search learn: by SGD whose momentum factor is {@value #MOMENTUM}.
 *
 * @param momentum the form of the momentum
 * @param rate the first learning rate
 * @param rateEnd the rate that its half cosine approaches
 * @param decay the L2 factor
 * @param clip the largest norm of all gradients together, 0 for no limit
 */
public record WeightSettings(
    Sgd.Momentum momentum, double rate, double rateEnd, double decay, double clip) {
  /** The factor of the momentum in every published setting. */
  public static final double MOMENTUM = 0.9;

  /** Returns these settings with another first learning rate. */
  public WeightSettings withRate(double first) {
    return new WeightSettings(momentum, first, rateEnd, decay, clip);
  }

  Schedule schedule() {
    return Schedule.cosine(rate, rateEnd);
  }
}
