package org.nasturtium.torch.supernet;

import java.util.List;
import org.nasturtium.torch.network.Gates;
import org.nasturtium.torch.network.Pass;
import org.nasturtium.torch.train.Labeled;

/**
 * The policy descends the gradient of the validation loss at the current weights (first-order
 * DARTS; GDAS, thesis algorithm 1; NGE algorithm 1).
 *
 * <p>The weights are constants in this step, so their gradients are not computed; that changes
 * nothing but the time.
 *
 * @param order how the validation images are read: as many steps as weight steps on images drawn
 *     with replacement, or one pass over all of them per epoch
 */
public record ValidationGradient(Order order) implements ArchitectureStep {
  @Override
  public Reading reading(Extent extent) {
    int batch = extent.batchSize();
    int steps =
        switch (order) {
          case DRAWN -> extent.weightSteps();
          case PASSES -> (extent.validationImages() + batch - 1) / batch;
        };
    return new Reading(steps, 1, batch, order, Variation.AUGMENTED);
  }

  @Override
  public Result step(Context context) {
    Labeled batch = context.validation().get(0);
    Supernet supernet = context.supernet();
    Gates gates = context.policyGates();
    Supernet.BatchLoss loss = supernet.loss(batch, gates, Pass.gates(context.random()));
    if (loss.value().requires_grad()) {
      loss.value().backward();
    }
    context.policyOptimizer().step(context.policyRate());
    clear(supernet.policy());
    return new Result(batch.size(), loss.value().item_double(), loss.correct());
  }

  static void clear(Policy policy) {
    List.copyOf(policy.trainable().values()).forEach(tensor -> tensor.mutable_grad().reset());
  }
}
