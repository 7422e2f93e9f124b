package org.nasturtium.torch.network;

import java.util.random.RandomGenerator;
import org.nasturtium.core.search.Seed;

/**
 * A pass is how one forward evaluation treats weights, normalization and regularization.
 *
 * @param mode what the pass is for
 * @param dropPath the probability of dropping a path for a sample, in [0, 1); used in training only
 * @param random where dropout and drop path draw from
 */
public record Pass(Mode mode, double dropPath, RandomGenerator random) {
  /** What a pass is for. */
  public enum Mode {
    /** Batch statistics, regularization, gradients for the weights: the weight step. */
    TRAIN,
    /** As training, but weights are constants: the architecture step. */
    TRAIN_GATES,
    /** Running statistics where they are kept, no regularization. */
    EVALUATE
  }

  private static final Pass EVALUATION = new Pass(Mode.EVALUATE, 0, Seed.of(0).random());

  /** Returns an evaluation, which draws nothing. */
  public static Pass evaluation() {
    return EVALUATION;
  }

  /**
   * Returns a training pass.
   *
   * @param dropPath the probability of dropping a path
   * @param random where the draws come from
   */
  public static Pass training(double dropPath, RandomGenerator random) {
    return new Pass(Mode.TRAIN, dropPath, random);
  }

  /** Returns a pass that trains the gates and leaves the weights alone. */
  public static Pass gates(RandomGenerator random) {
    return new Pass(Mode.TRAIN_GATES, 0, random);
  }

  /** Returns whether normalization uses the batch and regularization is on. */
  public boolean isTraining() {
    return mode != Mode.EVALUATE;
  }

  /** Returns whether weights are constants. */
  public boolean isFrozen() {
    return mode == Mode.TRAIN_GATES;
  }
}
