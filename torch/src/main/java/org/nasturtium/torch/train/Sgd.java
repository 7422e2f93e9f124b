package org.nasturtium.torch.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.nasturtium.torch.engine.Tensors;

/**
 * Stochastic gradient descent with momentum and weight decay, in PyTorch's form (Sutskever et al.,
 * 2013, with the rate outside the momentum buffer).
 */
public final class Sgd implements Optimizer {
  private static final String BUFFER = "momentum.";

  private final Map<String, Tensor> parameters;
  private final Slots buffers = new Slots();
  private final Momentum momentum;
  private final double momentumFactor;
  private final Scalar factor;
  private final Scalar decay;

  /** Which form of momentum is used. */
  public enum Momentum {
    /** The buffer is the step. */
    PLAIN,
    /** The step looks one momentum ahead. */
    NESTEROV
  }

  /**
   * Creates an optimizer.
   *
   * @param parameters the trainable tensors by name, owned elsewhere
   * @param momentum the form of momentum
   * @param momentumFactor its factor, in [0, 1)
   * @param weightDecay the factor of the L2 term added to gradients, at least 0
   */
  public Sgd(
      Map<String, Tensor> parameters,
      Momentum momentum,
      double momentumFactor,
      double weightDecay) {
    this.parameters = parameters;
    this.momentum = momentum;
    this.momentumFactor = momentumFactor;
    this.factor = Tensors.scalar(momentumFactor).retainReference();
    this.decay = Tensors.scalar(weightDecay).retainReference();
    if (momentumFactor > 0) {
      parameters.forEach(buffers::of);
    }
  }

  @Override
  public void step(double learningRate) {
    Scalar rate = Tensors.scalar(-learningRate);
    try (NoGradGuard guard = new NoGradGuard()) {
      parameters.forEach(
          (name, parameter) -> {
            Tensor gradient = parameter.grad();
            if (gradient.defined()) {
              parameter.add_(direction(name, parameter, gradient), rate);
            }
          });
    }
  }

  private Tensor direction(String name, Tensor parameter, Tensor gradient) {
    Tensor decayed = gradient.add_(parameter, decay);
    if (momentumFactor == 0) {
      return decayed;
    }
    Tensor buffer = buffers.of(name, parameter);
    buffer.mul_(factor).add_(decayed);
    return momentum == Momentum.NESTEROV ? decayed.add_(buffer, factor) : buffer;
  }

  /**
   * Returns what a step without look-ahead would subtract from a parameter per unit of the rate:
   * {@code factor * buffer + gradient + decay * parameter}. Changes nothing.
   *
   * @param name the parameter's name
   * @param parameter the parameter, which has a gradient
   */
  public Tensor virtualDirection(String name, Tensor parameter) {
    Tensor direction = parameter.grad().add(parameter.detach(), decay);
    return momentumFactor == 0 ? direction : direction.add_(buffers.of(name, parameter), factor);
  }

  @Override
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    buffers.all().forEach((name, tensor) -> state.put(BUFFER + name, tensor));
    return state;
  }

  @Override
  public void restore(Map<String, Tensor> saved) {
    buffers.restore(saved, BUFFER, parameters);
  }

  @Override
  public void close() {
    buffers.close();
    factor.close();
    decay.close();
  }
}
