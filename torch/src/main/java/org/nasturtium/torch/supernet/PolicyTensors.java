package org.nasturtium.torch.supernet;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.nasturtium.core.search.Seed;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;

/** The trainable tensors of a policy that is itself a network, drawn by their names; owns them. */
final class PolicyTensors implements AutoCloseable {
  private final ScalarType type;
  private final Seed seed;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  PolicyTensors(ScalarType type, Seed seed) {
    this.type = type;
    this.seed = seed;
  }

  ScalarType type() {
    return type;
  }

  /** Makes a tensor of numbers uniform in [-bound, bound]. */
  Tensor uniform(String name, double bound, long... shape) {
    RandomGenerator random = seed.child(name).random();
    return filled(name, () -> (2 * random.nextDouble() - 1) * bound, shape);
  }

  /** Makes a matrix of normal numbers of variance 2 / (rows + columns). */
  Tensor normal(String name, long rows, long columns) {
    RandomGenerator random = seed.child(name).random();
    double deviation = Math.sqrt(2.0 / (rows + columns));
    return filled(name, () -> random.nextGaussian() * deviation, rows, columns);
  }

  /** Makes a matrix whose row v has a one at column v and zeros elsewhere. */
  Tensor oneHotRows(String name, int rows, int columns) {
    double[] values = new double[rows * columns];
    for (int v = 0; v < rows; v++) {
      values[v * columns + v % columns] = 1;
    }
    return add(name, values, rows, columns);
  }

  private Tensor filled(String name, DoubleSupplier numbers, long... shape) {
    int size = 1;
    for (long axis : shape) {
      size = Math.toIntExact(size * axis);
    }
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = numbers.getAsDouble();
    }
    return add(name, values, shape);
  }

  private Tensor add(String name, double[] values, long... shape) {
    try (StepScope scope = StepScope.open()) {
      Tensor made = Tensors.of(values, shape).to(type).detach().requires_grad_(true);
      Tensor tensor = Tensors.kept(made);
      tensors.put(name, tensor);
      return tensor;
    }
  }

  Map<String, Tensor> all() {
    return Collections.unmodifiableMap(tensors);
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
    tensors.clear();
  }
}
