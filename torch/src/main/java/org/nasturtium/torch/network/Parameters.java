package org.nasturtium.torch.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.nasturtium.core.search.Seed;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.Tensors;

/**
 * The parameters and buffers of a network by name, and the constants its layers share; owns them
 * all.
 */
final class Parameters implements AutoCloseable {
  private final Engine engine;
  private final Seed seed;
  private final Map<String, Parameter> trainable = new LinkedHashMap<>();
  private final Map<String, Tensor> buffers = new LinkedHashMap<>();
  private final Map<String, Tensor> shared = new HashMap<>();
  private final List<Pointer> constants = new ArrayList<>();

  Parameters(Engine engine, Seed seed) {
    this.engine = engine;
    this.seed = seed;
  }

  Engine engine() {
    return engine;
  }

  /** Makes a trainable tensor, uniform in [-bound, bound], drawn by its name. */
  Parameter uniform(String name, double bound, long... shape) {
    RandomGenerator random = seed.child(name).random();
    float[] values = new float[size(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
    return add(name, values, shape);
  }

  /** Makes a trainable tensor of one value. */
  Parameter filled(String name, float value, long... shape) {
    return add(name, fill(value, shape), shape);
  }

  private Parameter add(String name, float[] values, long... shape) {
    Tensor tensor = Tensors.of(values, shape).to(engine.weightType());
    if (shape.length == 4) {
      tensor = tensor.contiguous(engine.memoryFormat());
    }
    tensor = Tensors.kept(engine.onDevice(tensor).requires_grad_(true));
    Parameter parameter = new Parameter(tensor, Tensors.kept(tensor.detach()));
    trainable.put(name, parameter);
    return parameter;
  }

  /** Makes a tensor that is saved with the weights but not trained. */
  Tensor buffer(String name, float value, long... shape) {
    Tensor tensor = keep(constant(value, shape));
    buffers.put(name, tensor);
    return tensor;
  }

  /** Returns the constant of a key, made when it is first asked for. */
  Tensor shared(String key, Supplier<Tensor> source) {
    Tensor known = shared.get(key);
    if (known == null) {
      known = keep(source.get());
      shared.put(key, known);
    }
    return known;
  }

  /** Makes a tensor of one value that nobody owns yet. */
  Tensor constant(float value, long... shape) {
    return engine.onDevice(Tensors.of(fill(value, shape), shape).to(engine.weightType()));
  }

  private Tensor keep(Tensor tensor) {
    Tensors.kept(tensor);
    constants.add(tensor);
    return tensor;
  }

  private static float[] fill(float value, long... shape) {
    float[] values = new float[size(shape)];
    java.util.Arrays.fill(values, value);
    return values;
  }

  private static int size(long... shape) {
    long size = 1;
    for (long axis : shape) {
      size *= axis;
    }
    return Math.toIntExact(size);
  }

  Map<String, Parameter> trainable() {
    return trainable;
  }

  Map<String, Tensor> buffers() {
    return buffers;
  }

  @Override
  public void close() {
    trainable.values().forEach(Parameter::close);
    constants.forEach(Pointer::close);
    trainable.clear();
    buffers.clear();
    shared.clear();
    constants.clear();
  }

  /**
   * A trainable tensor and its twin on the same memory that receives no gradient.
   *
   * @param value the tensor
   * @param frozen the twin
   */
  record Parameter(Tensor value, Tensor frozen) {
    Tensor in(Pass pass) {
      return pass.isFrozen() ? frozen : value;
    }

    void close() {
      frozen.close();
      value.close();
    }
  }
}
