package org.nasturtium.export.onnx;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.network.Weights;
import org.nasturtium.core.network.Window;
import org.nasturtium.core.search.Seed;

/** Draws weights for every node of a graph, scaled so that activations stay near 1. */
final class RandomWeights {
  private final RandomGenerator random;
  private final Map<String, Weights.Array> arrays = new LinkedHashMap<>();

  private RandomWeights(Seed seed) {
    this.random = seed.random();
  }

  static Weights of(NetworkGraph graph, Seed seed) {
    RandomWeights weights = new RandomWeights(seed);
    for (int i = 0; i < graph.nodes().size(); i++) {
      if (graph.inputCount(i) == 1) {
        weights.draw(
            graph.node(i).name(),
            graph.node(i).operation(),
            graph.shape(graph.input(i, 0)).channels(),
            graph.shape(i));
      }
    }
    return new Weights(weights.arrays);
  }

  private void draw(String name, Operation operation, int in, Shape out) {
    if (operation instanceof Operation.Convolution conv) {
      filter(name, conv.window(), out.channels(), in / conv.groups(), conv.bias());
    } else if (operation instanceof Operation.DepthwiseConvolution conv) {
      filter(name, conv.window(), out.channels(), 1, conv.bias());
    } else if (operation instanceof Operation.Linear linear) {
      array(name + ".weight", -1, 1, out.channels(), in);
      offset(name, linear.bias(), out.channels());
    } else if (operation instanceof Operation.BatchNorm norm) {
      if (norm.affine()) {
        array(name + ".weight", 0.5, 1.5, in);
        array(name + ".bias", -1, 1, in);
      }
      array(name + ".running_mean", -0.5, 0.5, in);
      array(name + ".running_var", 0.5, 2, in);
    }
  }

  private void filter(String name, Window window, int out, int in, boolean bias) {
    double bound = Math.sqrt(3.0 / (in * window.taps()));
    array(name + ".weight", -bound, bound, out, in, window.kernelHeight(), window.kernelWidth());
    offset(name, bias, out);
  }

  private void offset(String name, boolean bias, int channels) {
    if (bias) {
      array(name + ".bias", -1, 1, channels);
    }
  }

  private void array(String name, double low, double high, long... shape) {
    long size = 1;
    for (long axis : shape) {
      size *= axis;
    }
    arrays.put(name, Weights.Array.of(shape, floats((int) size, low, high)));
  }

  private float[] floats(int size, double low, double high) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextDouble(low, high);
    }
    return values;
  }

  /** Returns normal pixels. */
  static float[] images(Shape shape, int batch, Seed seed) {
    RandomGenerator random = seed.random();
    float[] pixels = new float[(int) (batch * shape.elements())];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return pixels;
  }
}
