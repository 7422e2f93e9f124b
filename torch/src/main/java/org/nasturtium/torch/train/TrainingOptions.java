package org.nasturtium.torch.train;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * How a stand-alone network is trained.
 *
 * @param epochs passes over the training set, at least 1
 * @param batchSize images per step, at least 1
 * @param optimizer which optimizer
 * @param learningRate the rate after warm-up, above 0
 * @param warmupEpochs epochs of linear rise, from 0
 * @param momentum the momentum of SGD, in [0, 1)
 * @param weightDecay the L2 factor, at least 0
 * @param gradientClip the largest norm of all gradients together, 0 for no limit
 * @param labelSmoothing the share of probability spread over all classes, in [0, 1)
 * @param dropPath the drop-path probability reached at the end, rising linearly with the epoch, in
 *     [0, 1)
 * @param auxiliaryWeight the weight of the auxiliary head's loss where there is one, at least 0
 * @param decay how the rate falls
 */
public record TrainingOptions(
    int epochs,
    int batchSize,
    Kind optimizer,
    double learningRate,
    int warmupEpochs,
    double momentum,
    double weightDecay,
    double gradientClip,
    double labelSmoothing,
    double dropPath,
    double auxiliaryWeight,
    Decay decay) {
  /** The optimizers that networks are trained with. */
  public enum Kind {
    /** SGD with Nesterov momentum. */
    SGD,
    /** SGD with plain momentum, as in the DARTS code. */
    PLAIN_SGD,
    /** Adam with betas 0.9 and 0.999. */
    ADAM
  }

  /** How the learning rate falls after the warm-up. */
  public enum Decay {
    /** Along half a cosine to 0. */
    COSINE,
    /** As a line to 0. */
    LINEAR,
    /** By three percent from each epoch to the next. */
    EXPONENTIAL,
    /** As {@link Schedule#warmupCosineAsCoded}: the last epochs have rate 0. */
    COSINE_AS_CODED
  }

  /** Checks the ranges. */
  public TrainingOptions {
    require(epochs >= 1, "epochs", "at least 1", epochs);
    require(batchSize >= 1, "batch", "at least 1", batchSize);
    require(learningRate > 0, "learning rate", "above 0", learningRate);
    require(warmupEpochs >= 0, "warm-up epochs", "at least 0", warmupEpochs);
    require(momentum >= 0 && momentum < 1, "momentum", "in [0, 1)", momentum);
    require(weightDecay >= 0, "weight decay", "at least 0", weightDecay);
    require(gradientClip >= 0, "gradient clip", "at least 0", gradientClip);
    require(
        labelSmoothing >= 0 && labelSmoothing < 1, "label smoothing", "in [0, 1)", labelSmoothing);
    require(dropPath >= 0 && dropPath < 1, "drop path", "in [0, 1)", dropPath);
    require(auxiliaryWeight >= 0, "auxiliary weight", "at least 0", auxiliaryWeight);
  }

  private static void require(boolean holds, String what, String range, Number found) {
    if (!holds) {
      throw new InvalidInputException(what + " must be " + range + ", not " + found);
    }
  }

  /**
   * Returns the recipe of NATS-Bench (reference section 6): SGD with Nesterov momentum 0.9, rate
   * 0.1 along a cosine to 0, decay 5e-4, batch 256, scaled to another batch size by keeping the
   * rate per image.
   *
   * @param epochs passes over the training set
   * @param batchSize images per step
   */
  public static TrainingOptions natsBench(int epochs, int batchSize) {
    return new TrainingOptions(
        epochs, batchSize, Kind.SGD, 0.1 * batchSize / 256, 0, 0.9, 5e-4, 0, 0, 0, 0, Decay.COSINE);
  }

  /**
   * Returns the recipe of DARTS-like cells on CIFAR (reference section 7.1): SGD, rate 0.025 at
   * batch 96 along a cosine to 0, decay 3e-4, clip 5, drop path 0.2, auxiliary weight 0.4; the rate
   * per image is kept at other batch sizes.
   *
   * @param epochs passes over the training set
   * @param batchSize images per step
   */
  public static TrainingOptions darts(int epochs, int batchSize) {
    return new TrainingOptions(
        epochs,
        batchSize,
        Kind.SGD,
        0.025 * batchSize / 96,
        0,
        0.9,
        3e-4,
        5,
        0,
        0.2,
        0.4,
        Decay.COSINE);
  }

  /**
   * Returns these settings at another length and batch size, at the same rate per image: a
   * published recipe at a reduced size.
   *
   * @param count passes over the training set
   * @param size images per step
   */
  public TrainingOptions reduced(int count, int size) {
    return new TrainingOptions(
        count,
        size,
        optimizer,
        learningRate * size / batchSize,
        Math.min(warmupEpochs, count - 1),
        momentum,
        weightDecay,
        gradientClip,
        labelSmoothing,
        dropPath,
        auxiliaryWeight,
        decay);
  }

  /**
   * Returns these settings over another number of epochs.
   *
   * @param count passes over the training set
   */
  public TrainingOptions withEpochs(int count) {
    return new TrainingOptions(
        count,
        batchSize,
        optimizer,
        learningRate,
        warmupEpochs,
        momentum,
        weightDecay,
        gradientClip,
        labelSmoothing,
        dropPath,
        auxiliaryWeight,
        decay);
  }

  /** Returns the learning rate over the epochs. */
  Schedule schedule() {
    return switch (decay) {
      case COSINE -> warmed(Schedule.cosine(learningRate, 0));
      case LINEAR -> warmed(Schedule.descent(learningRate, 0));
      case EXPONENTIAL -> warmed(Schedule.exponential(learningRate, 0.97));
      case COSINE_AS_CODED -> Schedule.warmupCosineAsCoded(warmupEpochs, learningRate);
    };
  }

  private Schedule warmed(Schedule then) {
    return Schedule.warmup(warmupEpochs, learningRate, then);
  }

  /** Makes the optimizer. */
  Optimizer optimizer(Map<String, Tensor> parameters) {
    return switch (optimizer) {
      case SGD -> new Sgd(parameters, Sgd.Momentum.NESTEROV, momentum, weightDecay);
      case PLAIN_SGD -> new Sgd(parameters, Sgd.Momentum.PLAIN, momentum, weightDecay);
      case ADAM -> new Adam(parameters, new Adam.Options(0.9, 0.999, 1e-8, weightDecay));
    };
  }
}
