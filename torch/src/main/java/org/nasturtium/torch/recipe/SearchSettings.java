package org.nasturtium.torch.recipe;

import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.torch.supernet.CandidateOptions;
import org.nasturtium.torch.supernet.ControllerOptions;
import org.nasturtium.torch.train.Adam;
import org.nasturtium.torch.train.Schedule;
import org.nasturtium.torch.train.Sgd;

/**
 * The settings that a search's two optimizers run with.
 *
 * @param epochs passes over the training part, at least 1
 * @param batchSize images per step, at least 1
 * @param momentum the form of the weight optimizer's momentum, whose factor is 0.9
 * @param weightRate the first learning rate of the weights
 * @param weightRateEnd the rate that its half cosine approaches
 * @param weightDecay the L2 factor of the weights
 * @param gradientClip the largest norm of the weight gradients together, 0 for no limit
 * @param policyRate the learning rate of the policy, constant
 * @param policyDecay the L2 factor of the policy
 * @param policyEpsilon what the policy's Adam adds to the root of the second moment
 * @param order how weight and architecture steps alternate
 * @param candidates what a derivation by shared weights scores; not read by others
 * @param controller how a controller learns by reward; not read by others
 */
public record SearchSettings(
    int epochs,
    int batchSize,
    Sgd.Momentum momentum,
    double weightRate,
    double weightRateEnd,
    double weightDecay,
    double gradientClip,
    double policyRate,
    double policyDecay,
    double policyEpsilon,
    StepOrder order,
    CandidateOptions candidates,
    ControllerOptions controller) {
  private static final double EPSILON = 1e-8;

  /** The momentum of the weights in every published setting. */
  public static final double MOMENTUM = 0.9;

  /** Checks the ranges. */
  public SearchSettings {
    if (epochs < 1) {
      throw new InvalidInputException("--epochs must be at least 1, not " + epochs);
    }
    if (batchSize < 1) {
      throw new InvalidInputException("--batch must be at least 1, not " + batchSize);
    }
  }

  /**
   * The settings of every weight-sharing method on NATS-Bench (reference section 10.3): 100 epochs,
   * batch 64, SGD with Nesterov momentum, rate 0.025 to 0.001, decay 5e-4, no clipping; Adam at
   * 3e-4 with decay 1e-3; weights first.
   */
  public static SearchSettings natsBench() {
    return new SearchSettings(
        100,
        64,
        Sgd.Momentum.NESTEROV,
        0.025,
        0.001,
        5e-4,
        0,
        3e-4,
        1e-3,
        EPSILON,
        StepOrder.WEIGHTS_FIRST,
        CandidateOptions.natsBench(),
        ControllerOptions.natsBench());
  }

  /**
   * The settings of the DARTS code on its own cells (reference section 4): 50 epochs, batch 64, SGD
   * with plain momentum, rate 0.025 to 0.001, decay 3e-4, clip 5; Adam at 3e-4 with decay 1e-3;
   * architecture first.
   */
  public static SearchSettings dartsCells() {
    return new SearchSettings(
        50,
        64,
        Sgd.Momentum.PLAIN,
        0.025,
        0.001,
        3e-4,
        5,
        3e-4,
        1e-3,
        EPSILON,
        StepOrder.ARCHITECTURE_FIRST,
        CandidateOptions.natsBench(),
        ControllerOptions.natsBench());
  }

  /**
   * The settings of GDAS on the NASNet cells (thesis section 3.1.4, batch and momentum of its
   * code): 240 epochs, batch 256, SGD with Nesterov momentum, rate 0.025 to 0.001, decay 3e-4, clip
   * 5; Adam at 3e-4 with decay 1e-3; weights first.
   */
  public static SearchSettings gdasCells() {
    return new SearchSettings(
        240,
        256,
        Sgd.Momentum.NESTEROV,
        0.025,
        0.001,
        3e-4,
        5,
        3e-4,
        1e-3,
        EPSILON,
        StepOrder.WEIGHTS_FIRST,
        CandidateOptions.natsBench(),
        ControllerOptions.natsBench());
  }

  /**
   * The settings of NGE on the DARTS cells (reference section 4, batch and clip as DARTS): 25
   * epochs, batch 64, SGD with plain momentum, rate 0.025 to 0, decay 3e-4, clip 5; Adam at 6e-4
   * with decay 1e-3; all weight steps of an epoch, then all architecture steps.
   */
  public static SearchSettings ngeCells() {
    return new SearchSettings(
        25,
        64,
        Sgd.Momentum.PLAIN,
        0.025,
        0,
        3e-4,
        5,
        6e-4,
        1e-3,
        EPSILON,
        StepOrder.EPOCHWISE,
        CandidateOptions.natsBench(),
        ControllerOptions.natsBench());
  }

  /** Returns these settings for another length. */
  public SearchSettings withEpochs(int count) {
    return new SearchSettings(
        count,
        batchSize,
        momentum,
        weightRate,
        weightRateEnd,
        weightDecay,
        gradientClip,
        policyRate,
        policyDecay,
        policyEpsilon,
        order,
        candidates,
        controller);
  }

  /** Returns these settings for another batch size. */
  public SearchSettings withBatchSize(int size) {
    return new SearchSettings(
        epochs,
        size,
        momentum,
        weightRate,
        weightRateEnd,
        weightDecay,
        gradientClip,
        policyRate,
        policyDecay,
        policyEpsilon,
        order,
        candidates,
        controller);
  }

  /** Returns these settings with other learning rates of weights and policy. */
  public SearchSettings withRates(double weights, double policy) {
    return new SearchSettings(
        epochs,
        batchSize,
        momentum,
        weights,
        weightRateEnd,
        weightDecay,
        gradientClip,
        policy,
        policyDecay,
        policyEpsilon,
        order,
        candidates,
        controller);
  }

  /** Returns these settings with another order of steps. */
  public SearchSettings withOrder(StepOrder other) {
    return new SearchSettings(
        epochs,
        batchSize,
        momentum,
        weightRate,
        weightRateEnd,
        weightDecay,
        gradientClip,
        policyRate,
        policyDecay,
        policyEpsilon,
        other,
        candidates,
        controller);
  }

  /**
   * Returns these settings with another optimizer of the policy: Adam's rate, decay and epsilon.
   */
  public SearchSettings withPolicyOptimizer(double rate, double decay, double epsilon) {
    return new SearchSettings(
        epochs,
        batchSize,
        momentum,
        weightRate,
        weightRateEnd,
        weightDecay,
        gradientClip,
        rate,
        decay,
        epsilon,
        order,
        candidates,
        controller);
  }

  /** Returns these settings with other candidates. */
  public SearchSettings withCandidates(CandidateOptions other) {
    return new SearchSettings(
        epochs,
        batchSize,
        momentum,
        weightRate,
        weightRateEnd,
        weightDecay,
        gradientClip,
        policyRate,
        policyDecay,
        policyEpsilon,
        order,
        other,
        controller);
  }

  /** Returns these settings with other amounts for a controller. */
  public SearchSettings withController(ControllerOptions other) {
    return new SearchSettings(
        epochs,
        batchSize,
        momentum,
        weightRate,
        weightRateEnd,
        weightDecay,
        gradientClip,
        policyRate,
        policyDecay,
        policyEpsilon,
        order,
        candidates,
        other);
  }

  Schedule weightSchedule() {
    return Schedule.cosine(weightRate, weightRateEnd);
  }

  Adam.Options policyOptions() {
    return new Adam.Options(0.5, 0.999, policyEpsilon, policyDecay);
  }
}
