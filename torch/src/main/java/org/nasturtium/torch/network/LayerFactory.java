package org.nasturtium.torch.network;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.network.Window;
import org.nasturtium.torch.engine.Tensors;

/**
 * Makes the layer of one node. Which formulation is fastest on the engine is decided in {@link
 * Convolutions} and {@link Poolings}, invisibly to everything above; all formulations of an
 * operation are proved equal by a test.
 */
final class LayerFactory implements Operation.Visitor<Layer> {
  private final NetworkGraph graph;
  private final int position;
  private final Parameters parameters;

  LayerFactory(NetworkGraph graph, int position, Parameters parameters) {
    this.graph = graph;
    this.position = position;
    this.parameters = parameters;
  }

  private String name() {
    return graph.node(position).name();
  }

  private Shape in() {
    return graph.shape(graph.input(position, 0));
  }

  private Shape out() {
    return graph.shape(position);
  }

  @Override
  public Layer input(Operation.Input operation) {
    return (inputs, pass, gates) -> {
      throw new IllegalStateException("the input " + name() + " was not given");
    };
  }

  @Override
  public Layer convolution(Operation.Convolution operation) {
    return Convolutions.dense(operation, graph.node(position), in(), parameters);
  }

  @Override
  public Layer depthwiseConvolution(Operation.DepthwiseConvolution operation) {
    return Convolutions.depthwise(operation, graph.node(position), in(), parameters);
  }

  @Override
  public Layer linear(Operation.Linear operation) {
    double bound = 1 / Math.sqrt(in().channels());
    Parameters.Parameter weight =
        parameters.uniform(
            name() + ".weight", bound, operation.channels().widest(), in().channels());
    ScalarType type = parameters.engine().weightType();
    Widths widths = Widths.of(operation.channels(), graph.node(position));
    if (!operation.bias()) {
      return (inputs, pass, gates) ->
          torch.linear(inputs[0].to(type), widths.slice(weight.in(pass), inputs[0], gates));
    }
    Parameters.Parameter bias =
        parameters.uniform(name() + ".bias", bound, operation.channels().widest());
    return (inputs, pass, gates) ->
        torch.linear(
            inputs[0].to(type),
            widths.slice(weight.in(pass), inputs[0], gates),
            Convolutions.optional(widths.slice(bias.in(pass), gates)));
  }

  @Override
  public Layer batchNorm(Operation.BatchNorm operation) {
    return Normalization.layer(operation, name(), in(), parameters);
  }

  @Override
  public Layer activation(Operation.Activation operation) {
    return switch (operation.function()) {
      case RELU -> (inputs, pass, gates) -> torch.relu(inputs[0]);
      case SIGMOID -> (inputs, pass, gates) -> torch.sigmoid(inputs[0]);
      case TANH -> (inputs, pass, gates) -> torch.tanh(inputs[0]);
    };
  }

  @Override
  public Layer maxPool(Operation.MaxPool operation) {
    Window w = operation.window();
    long[] kernel = {w.kernelHeight(), w.kernelWidth()};
    long[] stride = {w.strideHeight(), w.strideWidth()};
    long[] padding = {w.paddingHeight(), w.paddingWidth()};
    long[] dilation = {w.dilation(), w.dilation()};
    return (inputs, pass, gates) ->
        torch.max_pool2d(inputs[0], kernel, stride, padding, dilation, false);
  }

  @Override
  public Layer averagePool(Operation.AveragePool operation) {
    return Poolings.average(operation.window(), in(), parameters);
  }

  @Override
  public Layer globalAveragePool(Operation.GlobalAveragePool operation) {
    ScalarType type = parameters.engine().weightType();
    return (inputs, pass, gates) -> inputs[0].to(type).mean(2, 3);
  }

  @Override
  public Layer flatten(Operation.Flatten operation) {
    return (inputs, pass, gates) -> in().isVector() ? inputs[0] : inputs[0].flatten(1, 3);
  }

  @Override
  public Layer identity(Operation.Identity operation) {
    return (inputs, pass, gates) -> inputs[0];
  }

  @Override
  public Layer zero(Operation.Zero operation) {
    throw new IllegalStateException("zeros are not computed");
  }

  @Override
  public Layer zeros(Operation.Zeros operation) {
    throw new IllegalStateException("zeros are not computed");
  }

  @Override
  public Layer shift(Operation.Shift operation) {
    return (inputs, pass, gates) ->
        torch
            .constant_pad_nd(inputs[0], -1, 1, -1, 1)
            .contiguous(parameters.engine().memoryFormat());
  }

  @Override
  public Layer truncate(Operation.Truncate operation) {
    if (in().isVector()) {
      return (inputs, pass, gates) -> inputs[0].narrow(1, 0, operation.channels());
    }
    return (inputs, pass, gates) ->
        inputs[0].narrow(1, 0, operation.channels()).contiguous(parameters.engine().memoryFormat());
  }

  @Override
  public Layer add(Operation.Add operation) {
    return (inputs, pass, gates) -> {
      if (inputs.length == 1) {
        return inputs[0];
      }
      Tensor sum = inputs[0].add(inputs[1]);
      for (int i = 2; i < inputs.length; i++) {
        sum = sum.add_(inputs[i]);
      }
      return sum;
    };
  }

  @Override
  public Layer multiply(Operation.Multiply operation) {
    return (inputs, pass, gates) -> {
      Tensor product = inputs[0];
      for (int i = 1; i < inputs.length; i++) {
        product = product.mul(inputs[i]);
      }
      return product;
    };
  }

  @Override
  public Layer concat(Operation.Concat operation) {
    return (inputs, pass, gates) -> torch.cat(new TensorVector(inputs), 1);
  }

  @Override
  public Layer dropout(Operation.Dropout operation) {
    return (inputs, pass, gates) -> {
      if (!pass.isTraining() || operation.probability() == 0) {
        return inputs[0];
      }
      return masked(inputs[0], operation.probability(), pass, Tensors.shape(inputs[0]));
    };
  }

  @Override
  public Layer dropPath(Operation.DropPath operation) {
    return (inputs, pass, gates) -> {
      if (!pass.isTraining() || pass.dropPath() == 0) {
        return inputs[0];
      }
      long[] shape = Tensors.shape(inputs[0]);
      java.util.Arrays.fill(shape, 1, shape.length, 1);
      return masked(inputs[0], pass.dropPath(), pass, shape);
    };
  }

  /**
   * Zeroes entries with a probability and divides the others by the probability of keeping them.
   */
  private Tensor masked(Tensor input, double probability, Pass pass, long... shape) {
    int size = 1;
    for (long axis : shape) {
      size = Math.toIntExact(size * axis);
    }
    float[] mask = new float[size];
    float kept = (float) (1 / (1 - probability));
    for (int i = 0; i < size; i++) {
      mask[i] = pass.random().nextDouble() < probability ? 0 : kept;
    }
    Tensor tensor = parameters.engine().onDevice(Tensors.of(mask, shape).to(input.scalar_type()));
    return input.mul(tensor);
  }

  @Override
  public Layer widthMask(Operation.WidthMask operation) {
    return Widths.mask(operation, graph.node(position), out(), parameters);
  }

  @Override
  public Layer select(Operation.Select operation) {
    throw new IllegalStateException("selects are resolved by the network");
  }
}
