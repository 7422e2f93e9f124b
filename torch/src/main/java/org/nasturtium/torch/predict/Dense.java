package org.nasturtium.torch.predict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.nasturtium.core.network.Weights;
import org.nasturtium.core.search.Seed;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;

/**
 * A dense network is a chain of linear layers with a rectifier between two of them; owns its
 * parameters {@code 0.weight, 0.bias, 1.weight, ...}. Products are taken in the precision of the
 * engine; parameters and outputs are of single precision.
 */
final class Dense implements AutoCloseable {
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final List<Tensor> weights = new ArrayList<>();
  private final List<Tensor> biases = new ArrayList<>();

  private final boolean isHalf;

  private Dense(Engine engine) {
    isHalf = engine.activationType() == ScalarType.BFloat16;
  }

  /**
   * Returns a fresh network: every number of a layer uniform within one over the root of its
   * inputs, drawn by name.
   *
   * @param engine where it computes
   * @param seed where the numbers come from
   * @param sizes the length of the input, of each hidden vector, and of the output
   */
  static Dense initial(Engine engine, Seed seed, int... sizes) {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    for (int i = 0; i + 1 < sizes.length; i++) {
      double bound = 1 / Math.sqrt(sizes[i]);
      for (String name : List.of(i + ".weight", i + ".bias")) {
        boolean isWeight = name.endsWith("weight");
        long[] shape = isWeight ? new long[] {sizes[i + 1], sizes[i]} : new long[] {sizes[i + 1]};
        float[] values = new float[isWeight ? sizes[i + 1] * sizes[i] : sizes[i + 1]];
        RandomGenerator random = seed.child(name).random();
        for (int k = 0; k < values.length; k++) {
          values[k] = (float) ((2 * random.nextDouble() - 1) * bound);
        }
        arrays.put(name, Weights.Array.of(shape, values));
      }
    }
    return of(engine, new Weights(arrays));
  }

  /**
   * Returns the network of some weights.
   *
   * @param engine where it computes
   * @param weights the weights of an equal network
   */
  static Dense of(Engine engine, Weights weights) {
    Dense dense = new Dense(engine);
    try (StepScope scope = StepScope.open()) {
      weights
          .arrays()
          .forEach(
              (name, array) -> {
                Tensor host = Tensors.of(array.values(), array.shape());
                Tensor tensor = Tensors.kept(engine.onDevice(host).requires_grad_(true));
                dense.parameters.put(name, tensor);
                (name.endsWith("weight") ? dense.weights : dense.biases).add(tensor);
              });
    }
    return dense;
  }

  /**
   * Returns the output.
   *
   * @param input [N, first size]
   * @return [N, last size]
   */
  Tensor forward(Tensor input) {
    Tensor value = cast(input);
    for (int i = 0; i < weights.size(); i++) {
      value =
          torch.linear(
              i == 0 ? value : torch.relu(value),
              cast(weights.get(i)),
              new TensorOptional(cast(biases.get(i))));
    }
    return isHalf ? value.to(ScalarType.Float) : value;
  }

  private Tensor cast(Tensor tensor) {
    return isHalf ? tensor.to(ScalarType.BFloat16) : tensor;
  }

  /** Returns the trainable tensors by name; this network keeps owning them. */
  Map<String, Tensor> trainable() {
    return parameters;
  }

  /** Forgets all gradients. */
  void clearGradients() {
    parameters.values().forEach(tensor -> tensor.mutable_grad().reset());
  }

  /** Returns a copy of the weights. */
  Weights weights() {
    try (StepScope scope = StepScope.open()) {
      Map<String, Weights.Array> arrays = new LinkedHashMap<>();
      parameters.forEach(
          (name, tensor) ->
              arrays.put(name, Weights.Array.of(Tensors.shape(tensor), Tensors.floats(tensor))));
      return new Weights(arrays);
    }
  }

  @Override
  public void close() {
    parameters.values().forEach(Tensor::close);
    parameters.clear();
    weights.clear();
    biases.clear();
  }
}
