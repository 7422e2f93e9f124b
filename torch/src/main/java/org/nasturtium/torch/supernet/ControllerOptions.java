package org.nasturtium.torch.supernet;

import org.nasturtium.core.fault.InvalidInputException;

/**
 * How a controller learns by reward after each epoch of weight steps.
 *
 * @param steps optimizer steps per epoch, at least 1
 * @param samples architectures drawn per step, at least 1
 * @param images validation images that score one of them, at least 1
 * @param entropyWeight the factor of the entropy in the reward, at least 0
 * @param baselineDecay how much of the previous epoch's baseline stays, in 0..1
 * @param gradientClip the largest norm of the controller's gradients together, above 0
 */
public record ControllerOptions(
    int steps,
    int samples,
    int images,
    double entropyWeight,
    double baselineDecay,
    double gradientClip) {
  /** Checks the ranges. */
  public ControllerOptions {
    if (steps < 1 || samples < 1 || images < 1) {
      throw new InvalidInputException(
          "a controller needs at least 1 step, 1 sample and 1 image, not %d, %d and %d"
              .formatted(steps, samples, images));
    }
    if (!(entropyWeight >= 0 && baselineDecay >= 0 && baselineDecay <= 1 && gradientClip > 0)) {
      throw new InvalidInputException(
          "a controller needs an entropy weight from 0, a decay in 0..1 and a clip above 0, not %s, %s and %s"
              .formatted(entropyWeight, baselineDecay, gradientClip));
    }
  }

  /**
   * Returns the settings of ENAS on NATS-Bench (reference section 10.3): 50 steps of 20 samples,
   * each scored on 512 images; entropy weight 1e-4, decay 0.99, clip 5.
   */
  public static ControllerOptions natsBench() {
    return new ControllerOptions(50, 20, 512, 1e-4, 0.99, 5);
  }

  /** Returns these settings for other amounts. */
  public ControllerOptions withAmounts(int stepCount, int sampleCount, int imageCount) {
    return new ControllerOptions(
        stepCount, sampleCount, imageCount, entropyWeight, baselineDecay, gradientClip);
  }
}
