package org.nasturtium.torch.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.nasturtium.core.search.Seed;
import org.nasturtium.torch.engine.Tensors;
import org.nasturtium.torch.network.Gates;
import org.nasturtium.torch.network.Pass;
import org.nasturtium.torch.network.TorchNetwork;

/** The values and gradients of one forward and backward pass of a network with the output y. */
public final class Gradients {
  private final double[] output;
  private final double[] input;
  private final Map<String, double[]> weights;

  private Gradients(double[] output, double[] input, Map<String, double[]> weights) {
    this.output = output;
    this.input = input;
    this.weights = weights;
  }

  /** Runs a training pass; the gradients of the network are cleared before and after. */
  public static Gradients of(TorchNetwork network, Tensor input, Tensor upstream) {
    network.clearGradients();
    Tensor leaf = input.detach().requires_grad_(true);
    Tensor output = network.forward("y", leaf, Gates.none(), Pass.training(0, Seed.of(1).random()));
    double[] zeros = new double[Math.toIntExact(leaf.numel())];
    if (!output.requires_grad()) {
      return new Gradients(Tensors.doubles(output), zeros, Map.of());
    }
    output.mul(upstream).sum().backward();
    Map<String, double[]> weights = new LinkedHashMap<>();
    network
        .trainable()
        .forEach(
            (name, tensor) -> {
              if (tensor.grad().defined()) {
                weights.put(name, Tensors.doubles(tensor.grad()));
              }
            });
    network.clearGradients();
    double[] gradient = leaf.grad().defined() ? Tensors.doubles(leaf.grad()) : zeros;
    return new Gradients(Tensors.doubles(output), gradient, weights);
  }

  /** Returns the values of the output. */
  public double[] output() {
    return output.clone();
  }

  /** Returns the gradient of {@code sum(y * upstream)} by the input. */
  public double[] input() {
    return input.clone();
  }

  /** Returns its gradient by each trainable tensor that has one. */
  public Map<String, double[]> weights() {
    return weights;
  }
}
