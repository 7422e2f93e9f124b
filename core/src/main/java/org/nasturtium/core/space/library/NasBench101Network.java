package org.nasturtium.core.space.library;

import java.util.ArrayList;
import java.util.List;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.GraphBuilder;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Window;
import org.nasturtium.core.space.Layers;
import org.nasturtium.core.space.Skeleton;

/**
 * Builds the network of a cell of NAS-Bench-101 (Ying et al., 2019, section 2.2, and its reference
 * code): a 3x3 stem, three stacks of equal cells, a 2x2 max pooling and twice the channels between
 * stacks, global average pooling and a linear classifier.
 *
 * <p>The vertices with an edge to the output share the cell's channels and are concatenated; every
 * other inner vertex is as wide as its widest target. An edge from the input is a 1x1 projection,
 * any other one is truncated to the width of its target; a vertex sums its edges.
 */
final class NasBench101Network {
  private static final int STACKS = 3;

  /** Nine edges connect at most this many vertices with the output. */
  private static final int LEAST_CHANNELS = 4;

  private final NasBench101Cell cell;
  private final GraphBuilder builder = NetworkGraph.builder();
  private final Layers layers = Layers.standalone(builder);
  private final int output;

  private NasBench101Network(NasBench101Cell cell) {
    this.cell = cell;
    this.output = cell.vertices() - 1;
  }

  static NetworkGraph of(NasBench101Cell cell, Skeleton skeleton) {
    check(skeleton);
    return new NasBench101Network(cell).build(skeleton);
  }

  private static void check(Skeleton skeleton) {
    if (skeleton.stem() != Skeleton.Stem.CIFAR) {
      throw new InvalidInputException(
          "nasbench101 has no ImageNet stem; expected images of at most 64 pixels");
    }
    if (skeleton.input().height() % 4 != 0 || skeleton.input().width() % 4 != 0) {
      throw new InvalidInputException(
          "nasbench101 halves images twice: sides must be divisible by 4, not " + skeleton.input());
    }
    if (skeleton.channels() < LEAST_CHANNELS) {
      throw new InvalidInputException(
          "nasbench101 shares the channels among up to 4 vertices: expected at least 4 channels, not "
              + skeleton.channels());
    }
  }

  private NetworkGraph build(Skeleton skeleton) {
    int channels = skeleton.channels();
    String features = convolution("stem", 3, channels, builder.input("image", skeleton.input()));
    for (int stack = 1; stack <= STACKS; stack++) {
      if (stack > 1) {
        channels *= 2;
        features =
            builder.add(
                "reduction" + (stack - 1), new Operation.MaxPool(Window.valid(2, 2)), features);
      }
      for (int module = 1; module <= skeleton.cells(); module++) {
        features = module("stack" + stack + ".cell" + module, channels, features);
      }
    }
    layers.classifier(skeleton.classes(), features);
    return builder.build();
  }

  /** Adds convolution, normalization, rectifier. */
  private String convolution(String name, int kernel, int channels, String input) {
    return layers.relu(
        name + ".relu", layers.convNorm(name, channels, Window.same(kernel, 1), input));
  }

  private String module(String name, int channels, String input) {
    int[] widths = widths(channels);
    List<String> values = new ArrayList<>(List.of(input));
    List<String> last = new ArrayList<>();
    for (int vertex = 1; vertex < output; vertex++) {
      String value = vertex(name + ".vertex" + vertex, vertex, widths, values);
      values.add(value);
      if (cell.hasEdge(vertex, output)) {
        last.add(value);
      }
    }
    String joined =
        last.size() > 1 ? builder.add(name + ".concat", new Operation.Concat(), last) : "";
    List<String> terms = new ArrayList<>(last.size() > 1 ? List.of(joined) : last);
    if (cell.hasEdge(0, output)) {
      terms.add(convolution(name + ".projection", 1, channels, input));
    }
    return sum(name, terms);
  }

  private String vertex(String name, int vertex, int[] widths, List<String> values) {
    int width = widths[vertex];
    List<String> terms = new ArrayList<>();
    for (int from = 1; from < vertex; from++) {
      if (cell.hasEdge(from, vertex)) {
        terms.add(truncated(name + ".edge" + from, widths[from], width, values.get(from)));
      }
    }
    if (cell.hasEdge(0, vertex)) {
      terms.add(convolution(name + ".projection", 1, width, values.get(0)));
    }
    String input = sum(name + ".sum", terms);
    return switch (NasBench101.OPERATIONS.get(cell.operation(vertex))) {
      case "conv3x3-bn-relu" -> convolution(name, 3, width, input);
      case "conv1x1-bn-relu" -> convolution(name, 1, width, input);
      default -> builder.add(name + ".pool", new Operation.MaxPool(Window.same(3, 1)), input);
    };
  }

  private String truncated(String name, int from, int to, String value) {
    return from == to ? value : builder.add(name, new Operation.Truncate(to), value);
  }

  private String sum(String name, List<String> terms) {
    return terms.size() == 1 ? terms.get(0) : builder.add(name, new Operation.Add(), terms);
  }

  /** Returns the channels of each inner vertex; the first ones share out the remainder. */
  private int[] widths(int channels) {
    int[] widths = new int[output];
    int sharing = 0;
    for (int vertex = 1; vertex < output; vertex++) {
      sharing += cell.hasEdge(vertex, output) ? 1 : 0;
    }
    int rest = sharing == 0 ? 0 : channels % sharing;
    for (int vertex = 1; vertex < output; vertex++) {
      if (cell.hasEdge(vertex, output)) {
        widths[vertex] = channels / sharing + (rest-- > 0 ? 1 : 0);
      }
    }
    for (int vertex = output - 1; vertex > 0; vertex--) {
      for (int to = vertex + 1; !cell.hasEdge(vertex, output) && to < output; to++) {
        if (cell.hasEdge(vertex, to)) {
          widths[vertex] = Math.max(widths[vertex], widths[to]);
        }
      }
    }
    return widths;
  }
}
