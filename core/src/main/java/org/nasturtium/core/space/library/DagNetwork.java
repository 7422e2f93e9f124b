package org.nasturtium.core.space.library;

import java.util.ArrayList;
import java.util.List;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.graph.Dag;
import org.nasturtium.core.network.GraphBuilder;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Window;
import org.nasturtium.core.space.Layers;
import org.nasturtium.core.space.Skeleton;

/**
 * Builds the network of a free DAG cell: a stem, three stages of C, 2 C and 4 C channels at halved
 * resolutions, and a classifier.
 *
 * <p>In a cell, node 0 is a 1x1 Convolution-BatchNorm-ReLU that brings whatever enters to the
 * stage's channels, after a 2x2 max pooling in the first cell of the second and third stage. Every
 * other node reads the concatenation of its predecessors and has the stage's channels; the cell's
 * output is the concatenation of the nodes nobody reads. The mobile form has a stem of three
 * strided convolutions (C / 2, C, C) and a 1x1 convolution to {@value #MOBILE_HEAD} channels before
 * the classifier.
 */
final class DagNetwork {
  private static final int STAGES = 3;
  private static final int MOBILE_HEAD = 1280;

  private final Dag cell;
  private final List<DagOperation> operations;
  private final GraphBuilder builder = NetworkGraph.builder();
  private final Layers layers = Layers.standalone(builder);

  private DagNetwork(Dag cell, List<DagOperation> operations) {
    this.cell = cell;
    this.operations = operations;
  }

  /**
   * Returns the network of a cell.
   *
   * @param cell a graph in which a path from node 0 leads to every node; label 0 is the input,
   *     label i the i-th operation from 1
   * @param operations the operations
   * @param skeleton the macro settings
   */
  static NetworkGraph of(Dag cell, List<DagOperation> operations, Skeleton skeleton) {
    check(skeleton);
    return new DagNetwork(cell, operations).build(skeleton);
  }

  private static void check(Skeleton skeleton) {
    if (skeleton.auxiliaryHead()) {
      throw new InvalidInputException("space dag has no auxiliary head");
    }
    boolean mobile = skeleton.stem() == Skeleton.Stem.IMAGENET;
    int least = mobile ? 32 : 4;
    int side = Math.min(skeleton.input().height(), skeleton.input().width());
    if (side < least) {
      throw new InvalidInputException(
          "the networks of space dag need images of at least %dx%d pixels with this stem, not %s"
              .formatted(least, least, skeleton.input()));
    }
  }

  private NetworkGraph build(Skeleton skeleton) {
    String features = stem(skeleton, builder.input("image", skeleton.input()));
    int channels = skeleton.channels();
    for (int stage = 1; stage <= STAGES; stage++) {
      for (int i = 1; i <= skeleton.cells(); i++) {
        String name = "stage" + stage + ".cell" + i;
        if (stage > 1 && i == 1) {
          channels *= 2;
          features =
              builder.add(name + ".pool", new Operation.MaxPool(Window.valid(2, 2)), features);
        }
        features = cell(name, channels, features);
      }
    }
    if (skeleton.stem() == Skeleton.Stem.IMAGENET) {
      features = convolution("head", 1, 1, MOBILE_HEAD, features);
    }
    layers.classifier(skeleton.classes(), features);
    return builder.build();
  }

  private String stem(Skeleton skeleton, String image) {
    int channels = skeleton.channels();
    if (skeleton.stem() == Skeleton.Stem.CIFAR) {
      return convolution("stem", 3, 1, channels, image);
    }
    String first = convolution("stem1", 3, 2, Math.max(1, channels / 2), image);
    return convolution("stem3", 3, 2, channels, convolution("stem2", 3, 2, channels, first));
  }

  /** Adds convolution, normalization, rectifier. */
  private String convolution(String name, int kernel, int stride, int channels, String input) {
    return layers.relu(
        name + ".relu", layers.convNorm(name, channels, Window.same(kernel, stride), input));
  }

  private String cell(String name, int channels, String input) {
    List<String> values = new ArrayList<>();
    values.add(convolution(name + ".input", 1, 1, channels, input));
    for (int node = 1; node < cell.size(); node++) {
      String own = name + ".node" + node;
      String read = joined(own + ".concat", values, cell.predecessors(node));
      values.add(operations.get(cell.label(node) - 1).add(own, channels, layers, read));
    }
    return joined(name + ".output", values, cell.leaves());
  }

  private String joined(String name, List<String> values, int[] nodes) {
    if (nodes.length == 1) {
      return values.get(nodes[0]);
    }
    List<String> inputs = new ArrayList<>();
    for (int node : nodes) {
      inputs.add(values.get(node));
    }
    return builder.add(name, new Operation.Concat(), inputs);
  }
}
