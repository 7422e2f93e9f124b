package org.nasturtium.torch.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Node;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Weights;
import org.nasturtium.core.search.Seed;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;

/**
 * A torch network evaluates a {@link NetworkGraph}: a decided one, or one with open decisions under
 * {@link Gates}.
 *
 * <p>Evaluation goes backwards from the asked outputs: a select pulls its active candidates only,
 * so what no gate activates is never computed (GDAS's acceleration, thesis section 3.1.3, for every
 * method). Nodes that compute the same thing without weights (the rectifier of one input, say) are
 * computed once. Zeros are not computed at all.
 *
 * <p>Owns its weights, which are keyed by node names ({@link Weights} says how) and drawn from the
 * seed by those names, uniform in plus or minus one over the square root of the fan-in, the
 * framework's default. Not thread-safe.
 */
public final class TorchNetwork implements AutoCloseable {
  private final NetworkGraph graph;
  private final Parameters parameters;
  private final Layer[] layers;
  private final int[] twins;

  /**
   * Creates a network with new weights.
   *
   * @param graph the graph
   * @param engine how to compute
   * @param seed where the weights are drawn from, by their names
   */
  public TorchNetwork(NetworkGraph graph, Engine engine, Seed seed) {
    this.graph = graph;
    this.parameters = new Parameters(engine, seed);
    this.layers = new Layer[graph.nodes().size()];
    this.twins = Twins.of(graph);
    try (StepScope scope = StepScope.open()) {
      for (int i = 0; i < layers.length; i++) {
        Operation operation = graph.node(i).operation();
        if (!isStructure(operation) && twins[i] == i) {
          layers[i] = operation.accept(new LayerFactory(graph, i, parameters));
        }
      }
    }
  }

  /** Selects and zeros are structure that evaluation follows, not layers. */
  private static boolean isStructure(Operation operation) {
    return operation instanceof Operation.Select
        || operation instanceof Operation.Zero
        || operation instanceof Operation.Zeros;
  }

  /** Returns the graph. */
  public NetworkGraph graph() {
    return graph;
  }

  /** Returns the engine. */
  public Engine engine() {
    return parameters.engine();
  }

  /**
   * Returns one output.
   *
   * @param output the name of the output
   * @param images the single input [N, C, H, W], in the engine's layout and precision
   * @param gates the open decisions
   * @param pass how weights and regularization are treated
   */
  public Tensor forward(String output, Tensor images, Gates gates, Pass pass) {
    return forward(List.of(output), images, gates, pass).get(0);
  }

  /**
   * Returns several outputs of one evaluation.
   *
   * @param outputs the names of the outputs
   * @param images the single input [N, C, H, W], in the engine's layout and precision
   * @param gates the open decisions
   * @param pass how weights and regularization are treated
   */
  public List<Tensor> forward(List<String> outputs, Tensor images, Gates gates, Pass pass) {
    return forward(outputs, inputs(images), gates, pass);
  }

  private Map<String, Tensor> inputs(Tensor images) {
    Map<String, Tensor> inputs = new HashMap<>();
    for (Node node : graph.nodes()) {
      if (node.operation() instanceof Operation.Input) {
        inputs.put(node.name(), images);
      }
    }
    if (inputs.isEmpty()) {
      inputs.put("", images); // a network that reads nothing still answers once per image
    }
    return inputs;
  }

  /** Returns one output, computed with what a memory knows of an earlier evaluation. */
  Tensor forward(String output, Tensor images, Gates gates, Pass pass, Memory memory) {
    int target = twins[graph.output(output)];
    return new Evaluation(graph, layers, twins, inputs(images), gates, pass, memory)
        .run(target)
        .get(0);
  }

  /** Returns for each node the first node that computes the same. */
  int[] twins() {
    return twins.clone();
  }

  /**
   * Returns several outputs of one evaluation of a network with named inputs.
   *
   * @param outputs the names of the outputs
   * @param inputs the value of each input, by the input's name
   * @param gates the open decisions
   * @param pass how weights and regularization are treated
   */
  public List<Tensor> forward(
      List<String> outputs, Map<String, Tensor> inputs, Gates gates, Pass pass) {
    int[] targets = outputs.stream().mapToInt(output -> twins[graph.output(output)]).toArray();
    return new Evaluation(graph, layers, twins, inputs, gates, pass, Memory.NONE).run(targets);
  }

  /** Returns the trainable tensors by name, in graph order; this network keeps owning them. */
  public Map<String, Tensor> trainable() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    parameters.trainable().forEach((name, parameter) -> all.put(name, parameter.value()));
    return all;
  }

  /**
   * Returns all tensors that make up the network's state, trainable ones and running statistics, by
   * name.
   */
  public Map<String, Tensor> state() {
    Map<String, Tensor> all = trainable();
    all.putAll(parameters.buffers());
    return all;
  }

  /** Returns a copy of the network's state on the heap. */
  public Weights weights() {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    try (StepScope scope = StepScope.open()) {
      state()
          .forEach(
              (name, tensor) ->
                  arrays.put(
                      name, Weights.Array.of(Tensors.shape(tensor), Tensors.floats(tensor))));
    }
    return new Weights(arrays);
  }

  /**
   * Replaces this network's state by the arrays of the same names: a decided network inherits from
   * the supernet, a network continues from a checkpoint.
   *
   * @param weights at least this network's names; others are not looked at
   * @throws IllegalArgumentException if a name is missing or a shape differs
   */
  public void inherit(Weights weights) {
    try (NoGradGuard guard = new NoGradGuard()) {
      state()
          .forEach(
              (name, tensor) -> {
                Weights.Array array = weights.array(name);
                if (!java.util.Arrays.equals(array.shape(), Tensors.shape(tensor))) {
                  throw new IllegalArgumentException(
                      "the weights named " + name + " have another shape");
                }
                try (Tensor source = Tensors.of(array.values(), array.shape())) {
                  tensor.copy_(source);
                }
              });
    }
  }

  /** Forgets all gradients. */
  public void clearGradients() {
    parameters.trainable().values().forEach(parameter -> parameter.value().mutable_grad().reset());
  }

  /** Returns the trainable tensors that have a gradient, in graph order. */
  public List<Tensor> withGradients() {
    List<Tensor> found = new ArrayList<>();
    parameters
        .trainable()
        .values()
        .forEach(
            parameter -> {
              if (parameter.value().grad().defined()) {
                found.add(parameter.value());
              }
            });
    return found;
  }

  @Override
  public void close() {
    parameters.close();
  }
}
