package org.nasturtium.torch.supernet;

import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.nasturtium.torch.network.Gates;
import org.nasturtium.torch.train.Labeled;
import org.nasturtium.torch.train.Optimizer;
import org.nasturtium.torch.train.Sgd;

/**
 * An architecture step is how the policy learns: by the gradient of the validation loss, by reward,
 * or not at all.
 *
 * <p>The loop opens the scope, fetches the batches and counts; a step computes and updates. A step
 * object belongs to one run, which closes it.
 */
public interface ArchitectureStep extends AutoCloseable {
  /**
   * What one step works on.
   *
   * @param supernet the supernet and its policy
   * @param relaxation the gates of the architecture step
   * @param temperature the temperature
   * @param random where samples come from
   * @param turn where in the run the step is
   * @param training gives the training batch of the neighboring weight step
   * @param validation the validation batches, as many as the {@link Reading} says
   * @param policyOptimizer changes the policy
   * @param policyRate its learning rate
   * @param weightOptimizer changes the weights; read by virtual steps, never stepped here
   * @param weightRate the weight step's current learning rate
   */
  record Context(
      Supernet supernet,
      Relaxation relaxation,
      double temperature,
      RandomGenerator random,
      Turn turn,
      Supplier<Labeled> training,
      List<Labeled> validation,
      Optimizer policyOptimizer,
      double policyRate,
      Sgd weightOptimizer,
      double weightRate) {
    /** Copies the list. */
    public Context {
      validation = List.copyOf(validation);
    }

    /** Returns new gates of the architecture step that carry gradients to the policy. */
    Gates policyGates() {
      return supernet.policyGates(relaxation, temperature, random, turn);
    }

    /** Returns such gates without gradient. */
    Gates constantGates() {
      return supernet.constantGates(relaxation, temperature, random, turn);
    }
  }

  /**
   * What a step measured on the validation batches.
   *
   * @param images how many images
   * @param loss their mean loss
   * @param correct how many were classified correctly
   */
  record Result(int images, double loss, int correct) {}

  /**
   * The sizes of a run, which decide how many steps an epoch has.
   *
   * @param weightSteps the weight steps of an epoch
   * @param validationImages the validation images
   * @param batchSize the images of a weight step
   */
  record Extent(int weightSteps, int validationImages, int batchSize) {}

  /**
   * How a kind of step reads the validation images.
   *
   * @param stepsPerEpoch the architecture steps of an epoch, from 0
   * @param batchesPerStep the batches of a step
   * @param batchSize their images, fewer where the images run out
   * @param order the order of the images
   * @param variation whether they are augmented
   */
  record Reading(
      int stepsPerEpoch, int batchesPerStep, int batchSize, Order order, Variation variation) {}

  /** The order in which validation images are read. */
  enum Order {
    /** Each image drawn at random with replacement: as coded for NATS-Bench. */
    DRAWN,
    /** All images in a random order, then all again in another. */
    PASSES
  }

  /** Whether validation images vary as training images do. */
  enum Variation {
    /** Augmented: as coded for NATS-Bench in steps that descend the validation loss. */
    AUGMENTED,
    /** As they are. */
    PLAIN
  }

  /**
   * Returns how this step reads validation images in a run.
   *
   * @param extent the sizes of the run
   */
  Reading reading(Extent extent);

  /**
   * Takes one step.
   *
   * @param context what it works on
   */
  Result step(Context context);

  /** Returns what this step must remember when a run is resumed; nothing unless overridden. */
  default List<Double> memory() {
    return List.of();
  }

  /**
   * Continues from an earlier {@link #memory}.
   *
   * @param memory what was remembered
   */
  default void recall(List<Double> memory) {}

  /** Frees what this step owns; nothing unless overridden. */
  @Override
  default void close() {}
}
