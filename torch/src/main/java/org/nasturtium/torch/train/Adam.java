package org.nasturtium.torch.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.nasturtium.torch.engine.Tensors;

/** Adam (Kingma and Ba, 2015) with bias correction and an L2 term added to gradients. */
public final class Adam implements Optimizer {
  private static final String FIRST = "first.";
  private static final String SECOND = "second.";
  private static final String STEPS = "steps.";

  private final Map<String, Tensor> parameters;
  private final Options options;
  private final Slots first = new Slots();
  private final Slots second = new Slots();
  private final Map<String, Tensor> steps = new LinkedHashMap<>();

  /**
   * The settings.
   *
   * @param beta1 decay of the first moment, in [0, 1)
   * @param beta2 decay of the second moment, in [0, 1)
   * @param epsilon added to the root of the second moment, above 0
   * @param weightDecay the factor of the L2 term, at least 0
   */
  public record Options(double beta1, double beta2, double epsilon, double weightDecay) {
    /** Checks the ranges. */
    public Options {
      if (!(beta1 >= 0
          && beta1 < 1
          && beta2 >= 0
          && beta2 < 1
          && epsilon > 0
          && weightDecay >= 0)) {
        throw new IllegalArgumentException(
            "Adam needs betas in [0, 1), epsilon above 0 and decay of at least 0, not %s, %s, %s, %s"
                .formatted(beta1, beta2, epsilon, weightDecay));
      }
    }
  }

  /**
   * Creates an optimizer.
   *
   * @param parameters the trainable tensors by name, owned elsewhere
   * @param options the settings
   */
  public Adam(Map<String, Tensor> parameters, Options options) {
    this.parameters = parameters;
    this.options = options;
    parameters.forEach(
        (name, parameter) -> {
          first.of(name, parameter);
          second.of(name, parameter);
          steps.put(name, Tensors.kept(Tensors.of(new double[] {0}, 1)));
        });
  }

  @Override
  public void step(double learningRate) {
    try (NoGradGuard guard = new NoGradGuard()) {
      parameters.forEach(
          (name, parameter) -> {
            if (parameter.grad().defined()) {
              step(name, parameter, learningRate);
            }
          });
    }
  }

  private void step(String name, Tensor parameter, double learningRate) {
    Tensor gradient = parameter.grad();
    if (options.weightDecay() > 0) {
      gradient = gradient.add(parameter, Tensors.scalar(options.weightDecay()));
    }
    Tensor mean = first.of(name, parameter);
    Tensor square = second.of(name, parameter);
    mean.mul_(Tensors.scalar(options.beta1())).add_(gradient, Tensors.scalar(1 - options.beta1()));
    square
        .mul_(Tensors.scalar(options.beta2()))
        .addcmul_(gradient, gradient, Tensors.scalar(1 - options.beta2()));
    int count = count(name);
    double meanCorrection = 1 - Math.pow(options.beta1(), count);
    double squareCorrection = 1 - Math.pow(options.beta2(), count);
    Scalar rootCorrection = Tensors.scalar(Math.sqrt(squareCorrection));
    Tensor denominator = square.sqrt().div(rootCorrection).add_(Tensors.scalar(options.epsilon()));
    parameter.addcdiv_(mean, denominator, Tensors.scalar(-learningRate / meanCorrection));
  }

  private int count(String name) {
    Tensor counter = Objects.requireNonNull(steps.get(name));
    counter.add_(Tensors.scalar(1));
    return (int) counter.item_double();
  }

  @Override
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    first.all().forEach((name, tensor) -> state.put(FIRST + name, tensor));
    second.all().forEach((name, tensor) -> state.put(SECOND + name, tensor));
    steps.forEach((name, tensor) -> state.put(STEPS + name, tensor));
    return state;
  }

  @Override
  public void restore(Map<String, Tensor> saved) {
    first.restore(saved, FIRST, parameters);
    second.restore(saved, SECOND, parameters);
    saved.forEach(
        (name, tensor) -> {
          if (name.startsWith(STEPS)) {
            steps
                .computeIfAbsent(
                    name.substring(STEPS.length()),
                    key -> Tensors.kept(Tensors.of(new double[] {0}, 1)))
                .copy_(tensor);
          }
        });
  }

  @Override
  public void close() {
    first.close();
    second.close();
    steps.values().forEach(Tensor::close);
    steps.clear();
  }
}
