package org.nasturtium.torch.supernet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.nasturtium.torch.engine.Tensors;
import org.nasturtium.torch.network.Gates;
import org.nasturtium.torch.network.Pass;
import org.nasturtium.torch.network.TorchNetwork;
import org.nasturtium.torch.train.Labeled;

/**
 * The policy descends the validation loss after one virtual weight step (second-order DARTS, Liu et
 * al., 2019, equations 5 to 8).
 *
 * <p>With {@code w' = w - rate (0.9 buffer + grad L_train(w) + decay w)}, the gradient is that of
 * {@code L_val(w')} minus {@code rate} times a Hessian-vector product, taken as the difference of
 * training gradients at {@code w + r v} and {@code w - r v}, {@code v = grad L_val(w')}, {@code r =
 * radius / norm(v)}. The network is not copied: its weights are moved in place and put back bit for
 * bit from a buffer that is made once. Running statistics of the normalizations that keep them
 * (stem and reductions) see all four passes, where the reference's copy forgets the virtual ones.
 */
public final class UnrolledGradient implements ArchitectureStep {
  /** The radius of the paper and of both codes. */
  public static final double PUBLISHED_RADIUS = 1e-2;

  private final double radius;
  private final Map<String, Tensor> originals = new LinkedHashMap<>();

  /**
   * Creates the step of a run.
   *
   * @param radius how far the finite difference goes along the normalized vector, above 0
   */
  public UnrolledGradient(double radius) {
    this.radius = radius;
  }

  @Override
  public Reading reading(Extent extent) {
    return new Reading(
        extent.weightSteps(), 1, extent.batchSize(), Order.DRAWN, Variation.AUGMENTED);
  }

  @Override
  public Result step(Context context) {
    Supernet supernet = context.supernet();
    Supernet.BatchLoss loss = gradient(context);
    context.policyOptimizer().step(context.policyRate());
    ValidationGradient.clear(supernet.policy());
    return new Result(
        context.validation().get(0).size(), loss.value().item_double(), loss.correct());
  }

  /** Leaves the second-order gradient in the policy and the weights as they were. */
  Supernet.BatchLoss gradient(Context context) {
    Supernet supernet = context.supernet();
    TorchNetwork network = supernet.network();
    Labeled training = context.training().get();
    try {
      Map<String, Tensor> moved = virtualStep(context, training);
      Supernet.BatchLoss loss =
          supernet.loss(
              context.validation().get(0),
              context.policyGates(),
              Pass.training(0, context.random()));
      loss.value().backward();
      Map<String, Tensor> vector = taken(network, moved);
      Map<String, Tensor> direct = taken(supernet.policy().trainable());
      restore(moved);
      double r = radius / norm(vector.values());
      if (Double.isFinite(r)) {
        Map<String, Tensor> above = gradientAt(context, training, moved, vector, r);
        Map<String, Tensor> below = gradientAt(context, training, moved, vector, -r);
        put(supernet.policy(), direct, above, below, context.weightRate() / (2 * r));
      } else {
        put(supernet.policy(), direct, direct, direct, 0);
      }
      return loss;
    } finally {
      network.clearGradients();
    }
  }

  /** Takes the virtual step and returns the weights it moved, by name. */
  private Map<String, Tensor> virtualStep(Context context, Labeled training) {
    Supernet supernet = context.supernet();
    TorchNetwork network = supernet.network();
    Gates gates = context.constantGates();
    supernet.loss(training, gates, Pass.training(0, context.random())).value().backward();
    Map<String, Tensor> moved = new LinkedHashMap<>();
    try (NoGradGuard guard = new NoGradGuard()) {
      network
          .trainable()
          .forEach(
              (name, weight) -> {
                if (weight.grad().defined()) {
                  original(name, weight).copy_(weight);
                  Tensor direction = context.weightOptimizer().virtualDirection(name, weight);
                  weight.add_(direction, Tensors.scalar(-context.weightRate()));
                  moved.put(name, weight);
                }
              });
    }
    network.clearGradients();
    return moved;
  }

  private Tensor original(String name, Tensor weight) {
    Tensor known = originals.get(name);
    if (known == null) {
      known = Tensors.kept(weight.detach().clone());
      originals.put(name, known);
    }
    return known;
  }

  private void restore(Map<String, Tensor> moved) {
    try (NoGradGuard guard = new NoGradGuard()) {
      moved.forEach((name, weight) -> weight.copy_(Objects.requireNonNull(originals.get(name))));
    }
  }

  private Map<String, Tensor> gradientAt(
      Context context,
      Labeled training,
      Map<String, Tensor> moved,
      Map<String, Tensor> vector,
      double distance) {
    try (NoGradGuard guard = new NoGradGuard()) {
      vector.forEach(
          (name, direction) ->
              Objects.requireNonNull(moved.get(name)).add_(direction, Tensors.scalar(distance)));
    }
    Supernet supernet = context.supernet();
    supernet.loss(training, context.policyGates(), Pass.gates(context.random())).value().backward();
    restore(moved);
    return taken(supernet.policy().trainable());
  }

  /** Takes the gradients of those weights away from them. */
  private static Map<String, Tensor> taken(TorchNetwork network, Map<String, Tensor> weights) {
    Map<String, Tensor> gradients = taken(weights);
    network.clearGradients();
    return gradients;
  }

  private static Map<String, Tensor> taken(Map<String, Tensor> tensors) {
    Map<String, Tensor> gradients = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (tensor.grad().defined()) {
            gradients.put(name, tensor.grad().detach());
            tensor.mutable_grad().reset();
          }
        });
    return gradients;
  }

  private static double norm(Iterable<Tensor> tensors) {
    List<Double> squares = new ArrayList<>();
    for (Tensor tensor : tensors) {
      double norm = tensor.norm().item_double();
      squares.add(norm * norm);
    }
    return Math.sqrt(squares.stream().mapToDouble(Double::doubleValue).sum());
  }

  /** Gives each tensor of the policy {@code direct - factor (above - below)} as its gradient. */
  private static void put(
      Policy policy,
      Map<String, Tensor> direct,
      Map<String, Tensor> above,
      Map<String, Tensor> below,
      double factor) {
    policy
        .trainable()
        .forEach(
            (name, tensor) -> {
              Tensor first = direct.get(name);
              Tensor plus = above.get(name);
              Tensor minus = below.get(name);
              if (first != null && plus != null && minus != null) {
                Tensor difference = plus.sub(minus).mul_(Tensors.scalar(-factor));
                tensor.mutable_grad().put(first.add(difference));
              }
            });
  }

  @Override
  public void close() {
    originals.values().forEach(Tensor::close);
    originals.clear();
  }
}
