package org.nasturtium.torch.supernet;

import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.nasturtium.torch.train.Labeled;
import org.nasturtium.torch.train.Optimizer;

/**
 * An architecture step is how the policy learns: by the gradient of the validation loss, by reward,
 * or not at all.
 *
 * <p>The loop opens the scope, fetches the batches and counts; a step computes and updates.
 */
public interface ArchitectureStep {
  /**
   * What one step works on.
   *
   * @param supernet the supernet and its policy
   * @param relaxation the gates of the architecture step
   * @param temperature the temperature
   * @param random where samples come from
   * @param training gives the training batch of the neighboring weight step
   * @param validation the validation batches, as many as {@link #batchesPerStep} says
   * @param policyOptimizer changes the policy
   * @param policyRate its learning rate
   * @param weightRate the weight step's current learning rate, for virtual steps
   */
  record Context(
      Supernet supernet,
      Relaxation relaxation,
      double temperature,
      RandomGenerator random,
      Supplier<Labeled> training,
      List<Labeled> validation,
      Optimizer policyOptimizer,
      double policyRate,
      double weightRate) {
    /** Copies the list. */
    public Context {
      validation = List.copyOf(validation);
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
   * Returns how many architecture steps an epoch has.
   *
   * @param weightSteps how many weight steps it has
   */
  int stepsPerEpoch(int weightSteps);

  /** Returns how many validation batches a step reads. */
  int batchesPerStep();

  /**
   * Takes one step.
   *
   * @param context what it works on
   */
  Result step(Context context);
}
