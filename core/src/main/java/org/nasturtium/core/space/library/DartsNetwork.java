package org.nasturtium.core.space.library;

import java.util.ArrayList;
import java.util.List;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.Channels;
import org.nasturtium.core.network.GraphBuilder;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Window;
import org.nasturtium.core.space.Layers;
import org.nasturtium.core.space.Skeleton;

/**
 * Builds the networks of the DARTS code: a stem, 3 N + 2 cells of which those at a third and two
 * thirds halve the map and double the channels, global average pooling and a linear layer, without
 * normalization or ReLU before the pooling.
 *
 * <p>Without choices for the reduction cell, that is the fixed one of GDAS: for each of its two
 * inputs a factorized 3x3 convolution of stride 2 in 8 groups and a max pooling, concatenated.
 *
 * <p>While searching, the cells normalize by the batch without scale, and poolings are normalized
 * too. A stand-alone network learns scales and has a drop path after every kept operation but the
 * identity. The last normalization of the ImageNet auxiliary head, which the DARTS code omits by a
 * slip, is there, as in the code of GDAS.
 */
final class DartsNetwork {
  private static final int STEM_MULTIPLIER = 3;
  private static final int FIXED_GROUPS = 8;

  private final Skeleton skeleton;
  private final List<Choice> choices;
  private final GraphBuilder builder;
  private final Layers fixed;
  private final Layers layers;
  private final boolean searching;

  private DartsNetwork(List<Choice> choices, Skeleton skeleton) {
    this.skeleton = skeleton;
    this.choices = choices;
    builder = NetworkGraph.builder().choices(choices);
    fixed = Layers.standalone(builder);
    searching = skeleton.phase() == Skeleton.Phase.SEARCH;
    layers = searching ? new Layers(builder, Operation.BatchNorm.searching(), false) : fixed;
  }

  static NetworkGraph of(List<Choice> choices, Skeleton skeleton) {
    if (skeleton.channels() < 2) {
      throw new InvalidInputException(
          "networks of DARTS cells need at least 2 channels, not " + skeleton.channels());
    }
    if (choices.size() == DartsNode.EDGES && 2 * skeleton.channels() % FIXED_GROUPS != 0) {
      throw new InvalidInputException(
          "the fixed reduction cell needs a multiple of 4 channels, not " + skeleton.channels());
    }
    if (skeleton.auxiliaryHead()) {
      checkAuxiliaryHead(skeleton);
    }
    return new DartsNetwork(choices, skeleton).build();
  }

  /** The head pools windows of 5 to 2x2, whatever the number of cells. */
  private static void checkAuxiliaryHead(Skeleton skeleton) {
    boolean imagenet = skeleton.stem() == Skeleton.Stem.IMAGENET;
    int halvings = imagenet ? 5 : 2;
    int stride = auxiliaryStride(skeleton);
    int height = halved(skeleton.input().height(), halvings);
    int width = halved(skeleton.input().width(), halvings);
    if (Math.min(height, width) < 5 + stride || Math.max(height, width) >= 5 + 2 * stride) {
      throw new InvalidInputException(
          "the auxiliary head does not fit images %s: it needs maps of %d to %d pixels after %d halvings, not %dx%d"
              .formatted(skeleton.input(), 5 + stride, 4 + 2 * stride, halvings, height, width));
    }
  }

  private static int auxiliaryStride(Skeleton skeleton) {
    return skeleton.stem() == Skeleton.Stem.IMAGENET ? 2 : 3;
  }

  private static int halved(int size, int times) {
    return times == 0 ? size : halved((size + 1) / 2, times - 1);
  }

  /** One cell: where it stands, its width and what its choices are. */
  private record Cell(String name, int channels, boolean reducing) {
    int firstChoice() {
      return reducing ? DartsNode.EDGES : 0;
    }
  }

  private NetworkGraph build() {
    boolean imagenet = skeleton.stem() == Skeleton.Stem.IMAGENET;
    String image = builder.input("image", skeleton.input());
    String before = imagenet ? imagenetStem(image) : cifarStem(image);
    String last =
        imagenet
            ? fixed.reluConvNorm("stem1", skeleton.channels(), Window.same(3, 2), before)
            : before;
    boolean reducedBefore = imagenet;
    int total = 3 * skeleton.cells() + 2;
    int channels = skeleton.channels();
    for (int position = 0; position < total; position++) {
      boolean reducing = position == total / 3 || position == 2 * total / 3;
      channels = reducing ? 2 * channels : channels;
      String output =
          cell(new Cell("cell" + position, channels, reducing), before, last, reducedBefore);
      before = last;
      last = output;
      reducedBefore = reducing;
      if (position == 2 * total / 3 && skeleton.auxiliaryHead()) {
        auxiliaryHead(last);
      }
    }
    layers.classifier(skeleton.classes(), last);
    return builder.build();
  }

  private String cifarStem(String image) {
    return fixed.convNorm("stem", STEM_MULTIPLIER * skeleton.channels(), Window.same(3, 1), image);
  }

  private String imagenetStem(String image) {
    String half = fixed.convNorm("stem0.a", skeleton.channels() / 2, Window.same(3, 2), image);
    return fixed.reluConvNorm("stem0.b", skeleton.channels(), Window.same(3, 2), half);
  }

  private String cell(Cell cell, String before, String last, boolean reducedBefore) {
    String name = cell.name();
    List<String> nodes = new ArrayList<>();
    nodes.add(
        reducedBefore
            ? layers.factorizedReduce(name + ".input0", cell.channels(), before)
            : layers.reluConvNorm(name + ".input0", cell.channels(), Window.same(1, 1), before));
    nodes.add(layers.reluConvNorm(name + ".input1", cell.channels(), Window.same(1, 1), last));
    if (cell.reducing() && choices.size() == DartsNode.EDGES) {
      return fixedReduction(cell, nodes);
    }
    for (int node = DartsNode.FIRST; node <= DartsNode.LAST; node++) {
      List<String> incoming = new ArrayList<>();
      for (int from = 0; from < node; from++) {
        incoming.add(edge(cell, node, from, nodes.get(from)));
      }
      nodes.add(builder.add(name + ".node" + node, new Operation.Add(), incoming));
    }
    return builder.add(
        name + ".concat", new Operation.Concat(), nodes.subList(DartsNode.FIRST, nodes.size()));
  }

  /** Both convolutions come before both poolings in the output. */
  private String fixedReduction(Cell cell, List<String> inputs) {
    List<String> outputs = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      String name = cell.name() + ".fixed" + i;
      String active = layers.relu(name + ".relu", inputs.get(i));
      String rows = grouped(name + ".rows", cell, new Window(1, 3, 1, 2, 0, 1, 1), active);
      String columns = grouped(name + ".columns", cell, new Window(3, 1, 2, 1, 1, 0, 1), rows);
      String normed = layers.norm(name + ".norm", columns);
      outputs.add(
          dropPath(
              name,
              layers.reluConvNorm(name + ".mix", cell.channels(), Window.same(1, 1), normed)));
    }
    for (int i = 0; i < inputs.size(); i++) {
      String name = cell.name() + ".pooled" + i;
      String pooled =
          builder.add(
              name + ".max_pool_3x3", new Operation.MaxPool(Window.same(3, 2)), inputs.get(i));
      outputs.add(dropPath(name, layers.norm(name + ".norm", pooled)));
    }
    return builder.add(cell.name() + ".concat", new Operation.Concat(), outputs);
  }

  private String grouped(String name, Cell cell, Window window, String input) {
    return builder.add(
        name,
        new Operation.Convolution(
            Channels.of(cell.channels()), window, FIXED_GROUPS, layers.bias()),
        input);
  }

  /** Only the edges from the cell's inputs stride. */
  private String edge(Cell cell, int node, int from, String input) {
    String name = cell.name() + ".edge" + node + "-" + from;
    int stride = cell.reducing() && from < DartsNode.FIRST ? 2 : 1;
    Choice choice = choices.get(cell.firstChoice() + DartsNode.edge(node, from));
    List<String> candidates = new ArrayList<>();
    candidates.add(builder.add(name + ".none", new Operation.Zero(stride), input));
    candidates.add(
        pool(name + ".max_pool_3x3", new Operation.MaxPool(Window.same(3, stride)), input));
    candidates.add(
        pool(name + ".avg_pool_3x3", new Operation.AveragePool(Window.same(3, stride)), input));
    candidates.add(skip(name + ".skip_connect", cell.channels(), stride, input));
    candidates.add(separable(name + ".sep_conv_3x3", cell.channels(), 3, stride, input));
    candidates.add(separable(name + ".sep_conv_5x5", cell.channels(), 5, stride, input));
    candidates.add(dilated(name + ".dil_conv_3x3", cell.channels(), 3, stride, input));
    candidates.add(dilated(name + ".dil_conv_5x5", cell.channels(), 5, stride, input));
    return builder.select(name, choice, candidates);
  }

  private String pool(String name, Operation pooling, String input) {
    String pooled = builder.add(name + ".pool", pooling, input);
    return dropPath(name, searching ? layers.norm(name + ".norm", pooled) : pooled);
  }

  private String skip(String name, int channels, int stride, String input) {
    return stride == 1
        ? builder.add(name, new Operation.Identity(), input)
        : dropPath(name, layers.factorizedReduce(name, channels, input));
  }

  private String separable(String name, int channels, int kernel, int stride, String input) {
    String first =
        layers.reluDepthwiseNorm(name + ".a", channels, Window.same(kernel, stride), input);
    return dropPath(
        name, layers.reluDepthwiseNorm(name + ".b", channels, Window.same(kernel, 1), first));
  }

  private String dilated(String name, int channels, int kernel, int stride, String input) {
    return dropPath(
        name, layers.reluDepthwiseNorm(name, channels, Window.dilated(kernel, stride, 2), input));
  }

  private String dropPath(String name, String output) {
    return searching ? output : builder.add(name + ".drop", new Operation.DropPath(), output);
  }

  private void auxiliaryHead(String features) {
    int stride = auxiliaryStride(skeleton);
    String active = fixed.relu("auxiliary.relu", features);
    String pooled =
        builder.add("auxiliary.pool", new Operation.AveragePool(Window.valid(5, stride)), active);
    String narrow = fixed.convNorm("auxiliary.a", 128, Window.valid(1, 1), pooled);
    String wide =
        fixed.convNorm(
            "auxiliary.b", 768, Window.valid(2, 1), fixed.relu("auxiliary.a.relu", narrow));
    String flat =
        builder.add(
            "auxiliary.flatten", new Operation.Flatten(), fixed.relu("auxiliary.b.relu", wide));
    builder.output(
        NetworkGraph.AUXILIARY,
        builder.add(
            "auxiliary.linear", new Operation.Linear(Channels.of(skeleton.classes()), true), flat));
  }
}
