package org.nasturtium.core.space.library;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.GraphBuilder;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.network.Window;
import org.nasturtium.core.space.Layers;
import org.nasturtium.core.space.NetworkSpace;
import org.nasturtium.core.space.Skeleton;

/**
 * The size space of NATS-Bench (thesis section 5.2): five widths of a network whose cells are
 * fixed, 32,768 networks in lexicographic order.
 *
 * <p>The widths are those of the stem and the first cell, the first reduction, the second cell, the
 * second reduction, and the third cell, as the published costs show; the README of the benchmark
 * names them otherwise.
 */
public final class NatsSize implements NetworkSpace {
  /** The widths a choice offers, in order. */
  public static final List<Integer> WIDTHS = List.of(8, 16, 24, 32, 40, 48, 56, 64);

  private static final List<String> NAMES =
      List.of("stem+cell1", "reduction1", "cell2", "reduction2", "cell3");
  private static final int WIDEST = 64;

  private final List<Choice> choices;

  /** Creates the space. */
  public NatsSize() {
    List<String> widths = WIDTHS.stream().map(String::valueOf).toList();
    choices = NAMES.stream().map(name -> Choice.of(name, widths)).toList();
  }

  @Override
  public String name() {
    return "nats-size";
  }

  @Override
  public List<Choice> choices() {
    return choices;
  }

  /**
   * Returns what the code of NATS-Bench makes of an architecture: one of the five widths is drawn
   * anew, and may turn out as it was.
   */
  @Override
  public Architecture mutateAsCoded(Architecture architecture, RandomGenerator random) {
    return architecture.with(random.nextInt(choices.size()), random.nextInt(WIDTHS.size()));
  }

  /** Returns the official text, the five widths between colons. */
  @Override
  public String format(Architecture architecture) {
    StringJoiner text = new StringJoiner(":");
    for (int i = 0; i < choices.size(); i++) {
      text.add(choices.get(i).candidate(architecture.pick(i)));
    }
    return text.toString();
  }

  @Override
  public Architecture parse(String text) {
    String[] widths = text.strip().split(":", -1);
    if (widths.length != choices.size()) {
      throw malformed(text, "expected 5 widths between ':', found " + widths.length);
    }
    int[] picks = new int[widths.length];
    for (int i = 0; i < picks.length; i++) {
      picks[i] = choices.get(i).candidates().indexOf(widths[i]);
      if (picks[i] < 0) {
        throw malformed(
            text, "width " + (i + 1) + " (" + NAMES.get(i) + ") should be one of " + WIDTHS);
      }
    }
    return Architecture.of(picks);
  }

  private static InvalidInputException malformed(String text, String why) {
    return new InvalidInputException(
        "malformed nats-size architecture '" + text.strip() + "': " + why);
  }

  /**
   * Returns the skeleton of the benchmark: one cell per stage and the widths as they are named, of
   * which 64 is the widest.
   */
  @Override
  public Skeleton skeleton(Shape input, int classes) {
    return Skeleton.standalone(input, classes, WIDEST, 1);
  }

  /**
   * Returns the network of thesis section 5.4 with the widths of an architecture.
   *
   * <p>The channels of the skeleton are what width 64 stands for; the other widths scale with it
   * and are at least 1. The first cell of a stage changes the width: there the edges from node 0
   * convert, and its skip is a 1x1 convolution with normalization.
   */
  @Override
  public NetworkGraph rawNetwork(Architecture architecture, Skeleton skeleton) {
    if (skeleton.stem() != Skeleton.Stem.CIFAR) {
      throw new InvalidInputException(
          "nats-size has no ImageNet stem; expected images of at most 64 pixels");
    }
    if (skeleton.input().height() % 4 != 0 || skeleton.input().width() % 4 != 0) {
      throw new InvalidInputException(
          "nats-size halves images twice: sides must be divisible by 4, not " + skeleton.input());
    }
    int[] widths = new int[choices.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(1, WIDTHS.get(architecture.pick(i)) * skeleton.channels() / WIDEST);
    }
    GraphBuilder builder = NetworkGraph.builder();
    Layers layers = Layers.standalone(builder);
    String features =
        layers.convNorm(
            "stem", widths[0], Window.same(3, 1), builder.input("image", skeleton.input()));
    int width = widths[0];
    for (int stage = 1; stage <= 3; stage++) {
      if (stage > 1) {
        width = widths[2 * stage - 3];
        features = layers.residualReduction("reduction" + (stage - 1), width, features);
      }
      for (int cell = 1; cell <= skeleton.cells(); cell++) {
        features =
            cell(layers, "stage" + stage + ".cell" + cell, width, widths[2 * stage - 2], features);
        width = widths[2 * stage - 2];
      }
    }
    layers.classifier(
        skeleton.classes(), layers.relu("head.relu", layers.norm("head.norm", features)));
    return builder.build();
  }

  /** The fixed cell: every edge is a 3x3 convolution but the skip from node 0 to node 3. */
  private static String cell(Layers layers, String name, int from, int to, String input) {
    GraphBuilder builder = layers.builder();
    List<String> nodes = new ArrayList<>(List.of(input));
    for (int node = 1; node <= 3; node++) {
      List<String> incoming = new ArrayList<>();
      for (int source = 0; source < node; source++) {
        String edge = name + ".edge" + node + "-" + source;
        incoming.add(
            node == 3 && source == 0
                ? skip(layers, edge + ".skip_connect", from, to, input)
                : layers.reluConvNorm(
                    edge + ".nor_conv_3x3", to, Window.same(3, 1), nodes.get(source)));
      }
      nodes.add(builder.add(name + ".node" + node, new Operation.Add(), incoming));
    }
    return nodes.get(3);
  }

  private static String skip(Layers layers, String name, int from, int to, String input) {
    return from == to
        ? layers.builder().add(name, new Operation.Identity(), input)
        : layers.convNorm(name, to, Window.same(1, 1), input);
  }
}
