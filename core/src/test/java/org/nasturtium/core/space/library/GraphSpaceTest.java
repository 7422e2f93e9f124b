package org.nasturtium.core.space.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.contract.OpenSpaceContract;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.Channels;
import org.nasturtium.core.network.GraphBuilder;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.network.Window;
import org.nasturtium.core.space.Layers;
import org.nasturtium.core.space.OpenSpace;

class GraphSpaceTest extends OpenSpaceContract {
  private static final Shape IMAGE = new Shape(3, 16, 16);

  /**
   * Two layers: an elastic convolution, then a choice of a convolution or a pooling; and a learning
   * rate that no node reads.
   */
  static NetworkGraph graph() {
    GraphBuilder builder = NetworkGraph.builder();
    Choice width = Choice.of("width", "4", "8", "12");
    Choice layer = Choice.of("layer", "conv", "pool");
    Choice rate = Choice.continuous("rate", 0.1, 0.01);
    builder.choices(List.of(width, layer, rate));
    Layers layers = Layers.standalone(builder);
    String image = builder.input("image", IMAGE);
    String first =
        builder.add(
            "first",
            new Operation.Convolution(Channels.of(width, 4, 8, 12), Window.same(3, 1), 1, false),
            image);
    String conv =
        builder.add(
            "conv",
            new Operation.Convolution(Channels.of(width, 4, 8, 12), Window.same(3, 1), 1, true),
            first);
    String pool = builder.add("pool", new Operation.MaxPool(Window.same(3, 1)), first);
    layers.classifier(10, builder.select("second", layer, List.of(conv, pool)));
    return builder.build();
  }

  @Override
  protected OpenSpace space() {
    return new GraphSpace("two-layers", graph());
  }

  @Test
  void theOrderIsTheCartesianProduct() {
    OpenSpace space = space();
    assertThat(space.size()).isEqualTo(BigInteger.valueOf(12));
    assertThat(space.format(space.unrank(BigInteger.ZERO)))
        .isEqualTo("width=4, layer=conv, rate=0.1");
    assertThat(space.format(space.unrank(BigInteger.valueOf(7))))
        .isEqualTo("width=8, layer=pool, rate=0.01");
  }

  @Test
  void choicesMayBeNamedInAnyOrder() {
    assertThat(space().parse(" rate = 0.01,width=12 ,  layer=pool "))
        .isEqualTo(Architecture.of(2, 1, 1));
  }

  @Test
  void malformedTextNamesThePlace() {
    assertRefused("width=4, layer=conv", "choice rate is missing");
    assertRefused("width=4, width=8", "choice width is picked twice");
    assertRefused(
        "width=5, layer=conv, rate=0.1", "choice width has no candidate '5'; known: [4, 8, 12]");
    assertRefused("depth=5", "unknown choice 'depth'; known: [width, layer, rate]");
    assertRefused("width", "expected choice=candidate, found 'width'");
  }

  private void assertRefused(String text, String message) {
    assertThatThrownBy(() -> space().parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("malformed architecture of two-layers: " + message);
  }

  @Test
  void anotherInputOrClassCountIsRefused() {
    assertThatThrownBy(() -> space().skeleton(new Shape(1, 28, 28), 10))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "graph two-layers is for images [3, 16, 16] of 10 classes, not for images [1, 28, 28] of 10 classes");
    assertThatThrownBy(() -> space().skeleton(IMAGE, 100))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aGraphWithoutOpenDecisionsIsRefused() {
    NetworkGraph decided = graph().decide(Architecture.of(0, 0, 0));
    assertThatThrownBy(() -> new GraphSpace("closed", decided))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("leaves nothing to search");
  }

  @Test
  void aGraphWithoutLogitsIsRefused() {
    NetworkGraph headless =
        NetworkGraph.of(graph().nodes(), java.util.Map.of("out", "second"), graph().choices());
    assertThatThrownBy(() -> new GraphSpace("headless", headless))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("should have an output named logits");
  }

  @Test
  void aNameThatCannotStandInTheTextIsRefused() {
    GraphBuilder builder = NetworkGraph.builder();
    Layers layers = Layers.standalone(builder);
    String image = builder.input("image", IMAGE);
    String a = layers.relu("a", image);
    layers.classifier(10, builder.select("s", Choice.of("x=y", "a", "b"), List.of(a, image)));
    assertThatThrownBy(() -> new GraphSpace("odd", builder.build()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'x=y'");
  }

  @Test
  void widthsThatDoNotFitTogetherAreRefusedByName() {
    GraphBuilder builder = NetworkGraph.builder();
    Layers layers = Layers.standalone(builder);
    Choice width = Choice.of("width", "3", "8");
    String image = builder.input("image", IMAGE);
    String stem =
        builder.add(
            "stem", new Operation.Convolution(Channels.of(8), Window.same(3, 1), 1, false), image);
    String conv =
        builder.add(
            "conv",
            new Operation.Convolution(Channels.of(width, 3, 8), Window.same(3, 1), 1, false),
            stem);
    builder.choices(List.of(width));
    layers.classifier(10, builder.add("sum", new Operation.Add(), stem, conv));
    GraphSpace space = new GraphSpace("sums", builder.build());
    assertThatThrownBy(() -> space.network(Architecture.of(0), space.skeleton(IMAGE, 10)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("architecture 'width=3' of sums is not a network: node sum");
  }
}
