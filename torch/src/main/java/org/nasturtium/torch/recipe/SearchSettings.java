package org.nasturtium.torch.recipe;

import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.torch.supernet.CandidateOptions;
import org.nasturtium.torch.supernet.ControllerOptions;
import org.nasturtium.torch.train.Sgd;

/**
 * The settings that a search's two optimizers run with.
 *
 * @param epochs passes over the training part, at least 1
 * @param batchSize images per step, at least 1
 * @param weights how the shared weights learn
 * @param policy how the policy learns
 * @param order how weight and architecture steps alternate
 * @param candidates what a derivation by shared weights scores; not read by others
 * @param controller how a controller learns by reward; not read by others
 */
public record SearchSettings(
    int epochs,
    int batchSize,
    WeightSettings weights,
    PolicySettings policy,
    StepOrder order,
    CandidateOptions candidates,
    ControllerOptions controller) {
  /** Checks the ranges. */
  public SearchSettings {
    if (epochs < 1) {
      throw new InvalidInputException("--epochs must be at least 1, not " + epochs);
    }
    if (batchSize < 1) {
      throw new InvalidInputException("--batch must be at least 1, not " + batchSize);
    }
  }

  private static SearchSettings of(
      int epochs, int batchSize, WeightSettings weights, PolicySettings policy, StepOrder order) {
    return new SearchSettings(
        epochs,
        batchSize,
        weights,
        policy,
        order,
        CandidateOptions.natsBench(),
        ControllerOptions.natsBench());
  }

  /**
   * The settings of every weight-sharing method on NATS-Bench (reference section 10.3): 100 epochs,
   * batch 64, SGD with Nesterov momentum, rate 0.025 to 0.001, decay 5e-4, no clipping; Adam at
   * 3e-4 with decay 1e-3; weights first.
   */
  public static SearchSettings natsBench() {
    return of(
        100,
        64,
        new WeightSettings(Sgd.Momentum.NESTEROV, 0.025, 0.001, 5e-4, 0),
        new PolicySettings(3e-4, 1e-3, PolicySettings.EPSILON),
        StepOrder.WEIGHTS_FIRST);
  }

  /**
   * The settings of the DARTS code on its own cells (reference section 4): 50 epochs, batch 64, SGD
   * with plain momentum, rate 0.025 to 0.001, decay 3e-4, clip 5; Adam at 3e-4 with decay 1e-3;
   * architecture first.
   */
  public static SearchSettings dartsCells() {
    return of(
        50,
        64,
        new WeightSettings(Sgd.Momentum.PLAIN, 0.025, 0.001, 3e-4, 5),
        new PolicySettings(3e-4, 1e-3, PolicySettings.EPSILON),
        StepOrder.ARCHITECTURE_FIRST);
  }

  /**
   * The settings of GDAS on the NASNet cells (thesis section 3.1.4, batch and momentum of its
   * code): 240 epochs, batch 256, SGD with Nesterov momentum, rate 0.025 to 0.001, decay 3e-4, clip
   * 5; Adam at 3e-4 with decay 1e-3; weights first.
   */
  public static SearchSettings gdasCells() {
    return of(
        240,
        256,
        new WeightSettings(Sgd.Momentum.NESTEROV, 0.025, 0.001, 3e-4, 5),
        new PolicySettings(3e-4, 1e-3, PolicySettings.EPSILON),
        StepOrder.WEIGHTS_FIRST);
  }

  /**
   * The settings of NGE on the DARTS cells (reference section 4, batch and clip as DARTS): 25
   * epochs, batch 64, SGD with plain momentum, rate 0.025 to 0, decay 3e-4, clip 5; Adam at 6e-4
   * with decay 1e-3; all weight steps of an epoch, then all architecture steps.
   */
  public static SearchSettings ngeCells() {
    return of(
        25,
        64,
        new WeightSettings(Sgd.Momentum.PLAIN, 0.025, 0, 3e-4, 5),
        new PolicySettings(6e-4, 1e-3, PolicySettings.EPSILON),
        StepOrder.EPOCHWISE);
  }

  /** Returns the first learning rate of the weights. */
  public double weightRate() {
    return weights.rate();
  }

  /** Returns the learning rate of the policy. */
  public double policyRate() {
    return policy.rate();
  }

  /** Returns these settings for another length. */
  public SearchSettings withEpochs(int count) {
    return new SearchSettings(count, batchSize, weights, policy, order, candidates, controller);
  }

  /** Returns these settings for another batch size. */
  public SearchSettings withBatchSize(int size) {
    return new SearchSettings(epochs, size, weights, policy, order, candidates, controller);
  }

  /** Returns these settings with other learning rates of weights and policy. */
  public SearchSettings withRates(double weightRate, double policyRate) {
    return new SearchSettings(
        epochs,
        batchSize,
        weights.withRate(weightRate),
        policy.withRate(policyRate),
        order,
        candidates,
        controller);
  }

  /** Returns these settings with another order of steps. */
  public SearchSettings withOrder(StepOrder other) {
    return new SearchSettings(epochs, batchSize, weights, policy, other, candidates, controller);
  }

  /**
   * Returns these settings with another optimizer of the policy: Adam's rate, decay and epsilon.
   */
  public SearchSettings withPolicyOptimizer(double rate, double decay, double epsilon) {
    return new SearchSettings(
        epochs,
        batchSize,
        weights,
        new PolicySettings(rate, decay, epsilon),
        order,
        candidates,
        controller);
  }

  /** Returns these settings with other candidates. */
  public SearchSettings withCandidates(CandidateOptions other) {
    return new SearchSettings(epochs, batchSize, weights, policy, order, other, controller);
  }

  /** Returns these settings with other amounts for a controller. */
  public SearchSettings withController(ControllerOptions other) {
    return new SearchSettings(epochs, batchSize, weights, policy, order, candidates, other);
  }
}
