package org.nasturtium.export.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.network.Weights;
import org.nasturtium.core.network.Window;

/**
 * Evaluates a decided network sample by sample in double precision with the loops of a textbook:
 * the reference of the tests.
 */
record PlainNetwork(NetworkGraph graph, Weights weights) {
  /** Returns the logits [N, classes] of images [N, C, H, W]. */
  float[] run(float[] images, int batch) {
    int output = graph.output(NetworkGraph.LOGITS);
    int classes = graph.shape(output).channels();
    int pixels = images.length / batch;
    float[] logits = new float[batch * classes];
    for (int sample = 0; sample < batch; sample++) {
      double[] image = new double[pixels];
      for (int i = 0; i < pixels; i++) {
        image[i] = images[sample * pixels + i];
      }
      double[] scores = evaluate(image, output);
      for (int c = 0; c < classes; c++) {
        logits[sample * classes + c] = (float) scores[c];
      }
    }
    return logits;
  }

  private double[] evaluate(double[] image, int output) {
    List<double[]> values = new ArrayList<>();
    for (int i = 0; i < graph.nodes().size(); i++) {
      List<double[]> inputs = new ArrayList<>();
      for (int k = 0; k < graph.inputCount(i); k++) {
        inputs.add(values.get(graph.input(i, k)));
      }
      values.add(graph.node(i).operation().accept(new Step(this, i, image, inputs)));
    }
    return values.get(output);
  }

  /** What a window makes of the taps inside the map at one output position. */
  private interface Reduction {
    double over(int channel, List<int[]> taps);
  }

  /** One node at one sample. */
  private static final class Step implements Operation.Visitor<double[]> {
    private final PlainNetwork network;
    private final int position;
    private final double[] image;
    private final List<double[]> inputs;

    Step(PlainNetwork network, int position, double[] image, List<double[]> inputs) {
      this.network = network;
      this.position = position;
      this.image = image;
      this.inputs = inputs;
    }

    private double[] x() {
      return inputs.get(0);
    }

    private Shape in() {
      return network.graph.shape(network.graph.input(position, 0));
    }

    private Shape out() {
      return network.graph.shape(position);
    }

    private Weights.Array weights(String suffix) {
      return network.weights.array(network.graph.node(position).name() + suffix);
    }

    private double[] map(DoubleUnaryOperator function) {
      double[] y = new double[x().length];
      for (int i = 0; i < y.length; i++) {
        y[i] = function.applyAsDouble(x()[i]);
      }
      return y;
    }

    private double[] fold(DoubleBinaryOperator function) {
      double[] y = x().clone();
      for (double[] next : inputs.subList(1, inputs.size())) {
        for (int i = 0; i < y.length; i++) {
          y[i] = function.applyAsDouble(y[i], next[i]);
        }
      }
      return y;
    }

    /** A tap is {row in the kernel, column in the kernel, row in the map, column in the map}. */
    private double[] slide(Window window, Reduction reduction) {
      Shape out = out();
      double[] y = new double[(int) out.elements()];
      for (int at = 0; at < y.length; at++) {
        int row = at / out.width() % out.height();
        int column = at % out.width();
        y[at] = reduction.over(at / (out.width() * out.height()), taps(window, row, column));
      }
      return y;
    }

    private List<int[]> taps(Window window, int row, int column) {
      List<int[]> taps = new ArrayList<>();
      for (int r = 0; r < window.kernelHeight(); r++) {
        for (int c = 0; c < window.kernelWidth(); c++) {
          int y = row * window.strideHeight() - window.paddingHeight() + r * window.dilation();
          int x = column * window.strideWidth() - window.paddingWidth() + c * window.dilation();
          if (y >= 0 && y < in().height() && x >= 0 && x < in().width()) {
            taps.add(new int[] {r, c, y, x});
          }
        }
      }
      return taps;
    }

    private double at(int channel, int[] tap) {
      return x()[(channel * in().height() + tap[2]) * in().width() + tap[3]];
    }

    private double[] convolve(Window window, int groups, boolean bias) {
      Weights.Array filters = weights(".weight");
      int inputsPerGroup = in().channels() / groups;
      int outputsPerGroup = out().channels() / groups;
      return slide(
          window,
          (channel, taps) -> {
            double sum = bias ? weights(".bias").value(channel) : 0;
            for (int i = 0; i < inputsPerGroup; i++) {
              int source = channel / outputsPerGroup * inputsPerGroup + i;
              for (int[] tap : taps) {
                int filter = (channel * inputsPerGroup + i) * window.taps();
                double weight = filters.value(filter + tap[0] * window.kernelWidth() + tap[1]);
                sum += weight * at(source, tap);
              }
            }
            return sum;
          });
    }

    @Override
    public double[] input(Operation.Input operation) {
      return image;
    }

    @Override
    public double[] convolution(Operation.Convolution operation) {
      return convolve(operation.window(), operation.groups(), operation.bias());
    }

    @Override
    public double[] depthwiseConvolution(Operation.DepthwiseConvolution operation) {
      return convolve(operation.window(), in().channels(), operation.bias());
    }

    @Override
    public double[] linear(Operation.Linear operation) {
      double[] y = new double[out().channels()];
      for (int o = 0; o < y.length; o++) {
        y[o] = operation.bias() ? weights(".bias").value(o) : 0;
        for (int i = 0; i < x().length; i++) {
          y[o] += (double) weights(".weight").value(o * x().length + i) * x()[i];
        }
      }
      return y;
    }

    @Override
    public double[] batchNorm(Operation.BatchNorm operation) {
      double[] y = new double[x().length];
      for (int i = 0; i < y.length; i++) {
        int channel = (int) (i / in().positions());
        double deviation = Math.sqrt(weights(".running_var").value(channel) + 1e-5);
        y[i] = (x()[i] - weights(".running_mean").value(channel)) / deviation;
        if (operation.affine()) {
          y[i] = y[i] * weights(".weight").value(channel) + weights(".bias").value(channel);
        }
      }
      return y;
    }

    @Override
    public double[] activation(Operation.Activation operation) {
      return switch (operation.function()) {
        case RELU -> map(v -> Math.max(v, 0));
        case SIGMOID -> map(v -> 1 / (1 + Math.exp(-v)));
        case TANH -> map(Math::tanh);
      };
    }

    @Override
    public double[] maxPool(Operation.MaxPool operation) {
      return slide(
          operation.window(),
          (channel, taps) ->
              taps.stream().mapToDouble(tap -> at(channel, tap)).max().orElseThrow());
    }

    @Override
    public double[] averagePool(Operation.AveragePool operation) {
      return slide(
          operation.window(),
          (channel, taps) ->
              taps.stream().mapToDouble(tap -> at(channel, tap)).average().orElseThrow());
    }

    @Override
    public double[] globalAveragePool(Operation.GlobalAveragePool operation) {
      int positions = (int) in().positions();
      double[] y = new double[in().channels()];
      for (int i = 0; i < x().length; i++) {
        y[i / positions] += x()[i] / positions;
      }
      return y;
    }

    @Override
    public double[] flatten(Operation.Flatten operation) {
      return x();
    }

    @Override
    public double[] identity(Operation.Identity operation) {
      return x();
    }

    @Override
    public double[] zero(Operation.Zero operation) {
      return new double[(int) out().elements()];
    }

    @Override
    public double[] zeros(Operation.Zeros operation) {
      return new double[(int) out().elements()];
    }

    @Override
    public double[] shift(Operation.Shift operation) {
      int height = in().height();
      int width = in().width();
      double[] y = new double[x().length];
      for (int i = 0; i < y.length; i++) {
        boolean inside = i / width % height + 1 < height && i % width + 1 < width;
        y[i] = inside ? x()[i + width + 1] : 0;
      }
      return y;
    }

    @Override
    public double[] truncate(Operation.Truncate operation) {
      return Arrays.copyOf(x(), (int) out().elements());
    }

    @Override
    public double[] add(Operation.Add operation) {
      return fold(Double::sum);
    }

    @Override
    public double[] multiply(Operation.Multiply operation) {
      return fold((a, b) -> a * b);
    }

    @Override
    public double[] concat(Operation.Concat operation) {
      return inputs.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    @Override
    public double[] dropout(Operation.Dropout operation) {
      return x();
    }

    @Override
    public double[] dropPath(Operation.DropPath operation) {
      return x();
    }

    @Override
    public double[] widthMask(Operation.WidthMask operation) {
      throw new AssertionError("a decided network has no width mask");
    }

    @Override
    public double[] select(Operation.Select operation) {
      throw new AssertionError("a decided network has no select");
    }
  }
}
