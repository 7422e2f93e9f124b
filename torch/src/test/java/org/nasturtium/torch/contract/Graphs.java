package org.nasturtium.torch.contract;

import java.util.List;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.network.Channels;
import org.nasturtium.core.network.GraphBuilder;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.network.Window;
import org.nasturtium.core.space.Layers;

/** Small networks with open decisions. */
public final class Graphs {
  /** The images of these networks. */
  public static final Shape IMAGE = new Shape(3, 8, 8);

  private Graphs() {}

  /**
   * Returns a classifier of two stages, each of which chooses between nothing, itself, a 3x3
   * convolution and a pooling; the choices are named as edges of a cell.
   */
  public static NetworkGraph twoStages(int channels, int classes) {
    GraphBuilder builder = NetworkGraph.builder();
    Layers layers = Layers.standalone(builder);
    String stem =
        layers.convNorm("stem", channels, Window.same(3, 1), builder.input("image", IMAGE));
    String first = stage(layers, "1<-0", "first", channels, stem);
    String second = stage(layers, "2<-1", "second", channels, first);
    String sum = builder.add("sum", new Operation.Add(), stem, second);
    layers.classifier(classes, layers.relu("head.relu", sum));
    return builder.build();
  }

  /** Returns a classifier that chooses one operation between the image and the mean. */
  public static NetworkGraph oneStage(int channels, int classes) {
    GraphBuilder builder = NetworkGraph.builder();
    Layers layers = Layers.standalone(builder);
    String image = builder.input("image", IMAGE);
    String wide = layers.conv("stem", channels, Window.same(1, 1), image);
    String chosen = stage(layers, "1<-0", "operation", channels, wide);
    layers.classifier(classes, layers.relu("head.relu", chosen));
    return builder.build();
  }

  private static String stage(Layers layers, String edge, String name, int channels, String input) {
    Choice choice = Choice.of(edge, "none", "skip", "convolution", "pooling");
    List<String> candidates =
        List.of(
            layers.builder().add(name + ".none", new Operation.Zero(1), input),
            layers.builder().add(name + ".skip", new Operation.Identity(), input),
            layers.reluConvNorm(name + ".conv", channels, Window.same(3, 1), input),
            layers
                .builder()
                .add(name + ".pool", new Operation.AveragePool(Window.same(3, 1)), input));
    return layers.builder().select(name, choice, candidates);
  }

  /** Returns a classifier of two convolutions of elastic width, the first one masked. */
  public static NetworkGraph elastic(int classes) {
    GraphBuilder builder = NetworkGraph.builder();
    Choice first = Choice.of("first", "2", "4", "6");
    Choice second = Choice.of("second", "3", "8");
    builder.choices(List.of(first, second));
    Layers layers = Layers.standalone(builder);
    String image = builder.input("image", IMAGE);
    String a =
        builder.add(
            "a",
            new Operation.Convolution(Channels.of(first, 2, 4, 6), Window.same(3, 1), 1, true),
            image);
    String normed = layers.relu("a.relu", layers.norm("a.norm", a));
    String masked =
        builder.add("a.mask", new Operation.WidthMask("first", List.of(2, 4, 6)), normed);
    String depthwise =
        builder.add(
            "depthwise", new Operation.DepthwiseConvolution(Window.same(3, 1), true), masked);
    String pooled = builder.add("pool", new Operation.AveragePool(Window.same(3, 1)), depthwise);
    String b =
        builder.add(
            "b",
            new Operation.Convolution(Channels.of(second, 3, 8), Window.same(1, 1), 1, false),
            pooled);
    String masked2 =
        builder.add(
            "b.mask", new Operation.WidthMask("second", List.of(3, 8)), layers.norm("b.norm", b));
    layers.classifier(classes, layers.relu("head.relu", masked2));
    return builder.build();
  }
}
