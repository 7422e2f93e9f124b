package org.nasturtium.torch.supernet;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;
import org.nasturtium.torch.network.Gates;
import org.nasturtium.torch.network.Pass;
import org.nasturtium.torch.train.Labeled;

/**
 * The policy learns by reward after each epoch of weight steps (REINFORCE; ENAS as its NATS-Bench
 * code has it, reference section 10.3).
 *
 * <p>A sample's reward is its share of correct answers on one validation batch plus the entropy
 * times its weight. Its baseline is {@code b - (1 - decay) (b - reward)} with b the mean baseline
 * of the epoch before; in the first epoch it is the sample's own share. The step descends the mean
 * of {@code -log p (reward - baseline)}; the reward is a number, so no gradient goes through the
 * entropy in it, which the reference leaves open.
 */
public final class ReinforcePerEpoch implements ArchitectureStep {
  private final ControllerOptions options;
  private double before = Double.NaN;
  private double sum;
  private int count;

  /**
   * Creates the step of a run.
   *
   * @param options its settings
   */
  public ReinforcePerEpoch(ControllerOptions options) {
    this.options = options;
  }

  @Override
  public Reading reading(Extent extent) {
    return new Reading(
        options.steps(), options.samples(), options.images(), Order.PASSES, Variation.PLAIN);
  }

  @Override
  public Result step(Context context) {
    endEpochBefore();
    Policy policy = context.supernet().policy();
    int images = 0;
    double loss = 0;
    int correct = 0;
    for (Labeled batch : context.validation()) {
      try (StepScope scope = StepScope.open()) {
        Result one = sample(context, batch);
        images += one.images();
        loss += one.loss() * one.images();
        correct += one.correct();
      }
    }
    torch.clip_grad_norm_(gradients(policy), options.gradientClip());
    context.policyOptimizer().step(context.policyRate());
    ValidationGradient.clear(policy);
    return new Result(images, loss / images, correct);
  }

  private void endEpochBefore() {
    if (count == options.steps() * options.samples()) {
      before = sum / count;
      sum = 0;
      count = 0;
    }
  }

  private Result sample(Context context, Labeled batch) {
    Supernet supernet = context.supernet();
    PolicyDraw draw =
        PolicyDraw.from(supernet.space(), supernet.policy().compute(), context.random());
    Result scored = score(supernet, draw, batch);
    double share = (double) scored.correct() / scored.images();
    double reward = share + options.entropyWeight() * draw.entropy();
    double baseline =
        Double.isNaN(before) ? share : before - (1 - options.baselineDecay()) * (before - reward);
    sum += baseline;
    count++;
    Tensor logProbability = draw.logProbability();
    logProbability
        .mul(Tensors.scalar(-(reward - baseline) / context.validation().size()))
        .backward();
    return scored;
  }

  private static Result score(Supernet supernet, PolicyDraw draw, Labeled batch) {
    try (NoGradGuard guard = new NoGradGuard()) {
      Gates gates = Gates.of(supernet.network().graph(), draw.architecture());
      Supernet.BatchLoss loss = supernet.loss(batch, gates, Pass.evaluation());
      return new Result(batch.size(), loss.value().item_double(), loss.correct());
    }
  }

  private static TensorVector gradients(Policy policy) {
    List<Tensor> found = new ArrayList<>();
    for (Tensor tensor : policy.trainable().values()) {
      if (tensor.grad().defined()) {
        found.add(tensor);
      }
    }
    return new TensorVector(found.toArray(new Tensor[0]));
  }

  /** Returns the mean baseline of the epoch before, if there was one, and the sums of this one. */
  @Override
  public List<Double> memory() {
    return Double.isNaN(before)
        ? List.of(sum, (double) count)
        : List.of(sum, (double) count, before);
  }

  @Override
  public void recall(List<Double> memory) {
    if (memory.size() >= 2) {
      sum = memory.get(0);
      count = memory.get(1).intValue();
      before = memory.size() > 2 ? memory.get(2) : Double.NaN;
    }
  }
}
