package org.nasturtium.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;

class NetworkGraphTest {
  private static final Shape IMAGE = new Shape(3, 8, 8);

  private final GraphBuilder builder = NetworkGraph.builder();
  private final String image = builder.input("image", IMAGE);

  private void assertRefused(String message) {
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private NetworkGraph withOutput(String node) {
    return builder.output(NetworkGraph.LOGITS, node).build();
  }

  private String conv(String name, int channels, String input) {
    return builder.add(name, Operation.Convolution.of(channels, Window.same(3, 1)), input);
  }

  @Test
  void shapesAreInferredPerSample() {
    String strided = builder.add("strided", Operation.Convolution.of(7, Window.same(3, 2)), image);
    String both = builder.add("both", new Operation.Concat(), strided, strided);
    builder.add("flat", new Operation.Flatten(), both);
    builder.add("mean", new Operation.GlobalAveragePool(), both);
    NetworkGraph graph = builder.build();
    assertThat(graph.shape(graph.position("strided"))).isEqualTo(new Shape(7, 4, 4));
    assertThat(graph.shape(graph.position("both"))).isEqualTo(new Shape(14, 4, 4));
    assertThat(graph.shape(graph.position("flat"))).isEqualTo(Shape.vector(224));
    assertThat(graph.shape(graph.position("mean"))).isEqualTo(Shape.vector(14));
  }

  @Test
  void aNodeMustStandAfterWhatItReads() {
    builder.add("early", new Operation.Identity(), "late");
    assertRefused("node early reads late, which does not stand before it");
  }

  @Test
  void aNameStandsForOneNode() {
    builder.add("a", new Operation.Identity(), image);
    builder.add("a", new Operation.Identity(), image);
    assertRefused("two nodes are named a");
  }

  @Test
  void aSumNeedsEqualShapes() {
    builder.add("sum", new Operation.Add(), image, conv("conv", 4, image));
    assertRefused("node sum: a sum needs inputs of one shape, not [[3, 8, 8], [4, 8, 8]]");
  }

  @Test
  void aSumNeedsAnInput() {
    builder.add("sum", new Operation.Add());
    assertRefused("node sum: a sum needs at least 1 input");
  }

  @Test
  void aLinearLayerNeedsAVector() {
    builder.add("linear", new Operation.Linear(Channels.of(2), true), image);
    assertRefused("node linear: a linear layer needs a vector [C], not [3, 8, 8]");
  }

  @Test
  void aWindowNeedsAMapAsLargeAsItself() {
    builder.add("pool", new Operation.AveragePool(Window.valid(9, 1)), image);
    assertRefused("node pool: the map [3, 8, 8] is smaller than a 9x9 window");
  }

  @Test
  void groupsDivideTheChannels() {
    builder.add(
        "conv", new Operation.Convolution(Channels.of(4), Window.same(1, 1), 2, false), image);
    assertRefused("node conv: 2 groups do not divide 3 input and 4 output channels");
  }

  @Test
  void aFlatteningFitsAnInt() {
    String large = builder.input("large", new Shape(1 << 16, 1 << 16, 1));
    builder.add("flat", new Operation.Flatten(), large);
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("node flat: a flattening makes at most 2147483647 values");
  }

  @Test
  void aSelectOffersOneNodePerCandidate() {
    builder.select("s", Choice.of("c", "a", "b", "d"), List.of(image, image));
    assertRefused("node s offers 2 candidates, but choice c has 3");
  }

  @Test
  void aSelectAsksAKnownChoice() {
    builder.add("s", new Operation.Select("unknown"), image);
    assertRefused("node s asks the unknown choice unknown");
  }

  @Test
  void anOutputNamesANode() {
    builder.output("logits", "nothing");
    assertRefused("the graph has no node named nothing");
  }

  @Test
  void foldingKeepsThePickedCandidateAndDropsTheOthers() {
    Choice choice = Choice.of("c", "conv", "pool");
    String pool =
        builder.add("pool", new Operation.MaxPool(Window.same(3, 1)), conv("first", 3, image));
    NetworkGraph graph =
        withOutput(builder.select("s", choice, List.of(conv("conv", 3, image), pool)));
    NetworkGraph folded = graph.fold(Architecture.of(0));
    assertThat(folded.nodes().stream().map(Node::name)).containsExactly("image", "conv");
    assertThat(folded.outputs()).containsEntry(NetworkGraph.LOGITS, "conv");
    assertThat(graph.fold(Architecture.of(1)).has("first")).isTrue();
  }

  @Test
  void anArchitectureOfOtherChoicesIsRefused() {
    NetworkGraph graph =
        withOutput(builder.select("s", Choice.of("c", "a", "b"), List.of(image, image)));
    assertThatThrownBy(() -> graph.fold(Architecture.of(2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> graph.fold(Architecture.of(0, 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void zeroTermsVanishFromSums() {
    String zero = conv("afterZero", 3, builder.add("zero", new Operation.Zero(1), image));
    String kept = conv("kept", 3, image);
    NetworkGraph simple =
        withOutput(builder.add("sum", new Operation.Add(), zero, kept)).simplify();
    assertThat(simple.nodes().stream().map(Node::name)).containsExactly("image", "kept");
    assertThat(simple.outputs()).containsEntry(NetworkGraph.LOGITS, "kept");
  }

  @Test
  void aProductWithZeroIsZero() {
    String zero = builder.add("zero", new Operation.Zero(1), image);
    String product = builder.add("product", new Operation.Multiply(), zero, conv("conv", 3, image));
    NetworkGraph simple =
        withOutput(builder.add("sum", new Operation.Add(), product, conv("other", 3, image)))
            .simplify();
    assertThat(simple.nodes().stream().map(Node::name)).containsExactly("image", "other");
  }

  @Test
  void aConcatenationKeepsItsZeros() {
    String zero = builder.add("zero", new Operation.Zero(1), image);
    NetworkGraph simple =
        withOutput(builder.add("both", new Operation.Concat(), zero, image)).simplify();
    assertThat(simple.shape(simple.output(NetworkGraph.LOGITS))).isEqualTo(new Shape(6, 8, 8));
    assertThat(simple.node(simple.position("zero.zeros")).operation())
        .isEqualTo(new Operation.Zeros(IMAGE));
  }

  @Test
  void aConcatenationOfZerosIsZero() {
    String zero = builder.add("zero", new Operation.Zero(1), image);
    String both = builder.add("both", new Operation.Concat(), zero, zero);
    NetworkGraph simple =
        withOutput(builder.add("relu", Operation.Activation.relu(), both)).simplify();
    assertThat(simple.node(simple.output(NetworkGraph.LOGITS)).operation())
        .isEqualTo(new Operation.Zeros(new Shape(6, 8, 8)));
  }

  @Test
  void aSigmoidOfZeroIsNotZero() {
    String zero = builder.add("zero", new Operation.Zero(1), image);
    String sigmoid =
        builder.add(
            "sigmoid", new Operation.Activation(Operation.Activation.Function.SIGMOID), zero);
    NetworkGraph simple =
        withOutput(builder.add("sum", new Operation.Add(), sigmoid, image)).simplify();
    assertThat(simple.has("sigmoid")).isTrue();
    assertThat(simple.has("zero.zeros")).isTrue();
  }

  @Test
  void aNetworkOfZerosStillHasItsOutput() {
    String zero = builder.add("zero", new Operation.Zero(2), image);
    String pooled = builder.add("pool", new Operation.GlobalAveragePool(), zero);
    NetworkGraph simple =
        withOutput(builder.add("linear", new Operation.Linear(Channels.of(5), true), pooled))
            .simplify();
    assertThat(simple.shape(simple.output(NetworkGraph.LOGITS))).isEqualTo(Shape.vector(5));
    assertThat(simple.has("image")).isTrue();
    assertThat(simple.has("zero")).isFalse();
  }

  @Test
  void identitiesAndDeadNodesDisappear() {
    String same = builder.add("same", new Operation.Identity(), conv("conv", 4, image));
    conv("dead", 4, image);
    NetworkGraph simple =
        withOutput(builder.add("relu", Operation.Activation.relu(), same)).simplify();
    assertThat(simple.nodes().stream().map(Node::name)).containsExactly("image", "conv", "relu");
  }

  @Test
  void simplifyingTwiceChangesNothing() {
    String zero = builder.add("zero", new Operation.Zero(1), image);
    NetworkGraph simple =
        withOutput(builder.add("both", new Operation.Concat(), zero, image)).simplify();
    assertThat(simple.simplify()).isEqualTo(simple);
  }

  @Test
  void decidingFixesElasticWidthsAndTheirMasks() {
    Choice width = Choice.of("width", "2", "6");
    builder.choices(List.of(width));
    String elastic =
        builder.add(
            "elastic",
            new Operation.Convolution(Channels.of(width, 2, 6), Window.same(3, 1), 1, false),
            image);
    NetworkGraph graph =
        withOutput(
            conv(
                "last",
                5,
                builder.add("mask", new Operation.WidthMask("width", List.of(2, 6)), elastic)));
    assertThat(graph.shape(graph.position("elastic"))).isEqualTo(new Shape(6, 8, 8));
    NetworkGraph narrow = graph.decide(Architecture.of(0));
    assertThat(narrow.shape(narrow.position("elastic"))).isEqualTo(new Shape(2, 8, 8));
    assertThat(narrow.has("mask")).isFalse();
    assertThat(narrow.isDecided()).isTrue();
    assertThat(CostModel.of(narrow).parameters()).isEqualTo(9 * (3 * 2 + 2 * 5));
    assertThat(CostModel.of(graph.decide(Architecture.of(1))).parameters())
        .isEqualTo(9 * (3 * 6 + 6 * 5));
  }

  @Test
  void theOnlyOutputIsCutOutOfTheGraph() {
    builder.output("side", conv("side", 2, image));
    NetworkGraph only = withOutput(conv("main", 2, image)).only("side");
    assertThat(only.outputs()).containsOnlyKeys("side");
    assertThat(only.has("main")).isFalse();
  }
}
