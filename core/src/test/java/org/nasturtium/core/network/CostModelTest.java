package org.nasturtium.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.search.Seed;

class CostModelTest {
  private static final Seed SEED = Seed.of(7);
  private static final Shape IMAGE = new Shape(3, 4, 4);

  private final GraphBuilder builder = NetworkGraph.builder();
  private final String image = builder.input("image", IMAGE);

  private String conv(String name, Channels channels, int kernel, String input) {
    return builder.add(
        name, new Operation.Convolution(channels, Window.same(kernel, 1), 1, false), input);
  }

  private NetworkGraph classifier(String features) {
    String pooled = builder.add("pool", new Operation.GlobalAveragePool(), features);
    return builder
        .output(
            NetworkGraph.LOGITS,
            builder.add("linear", new Operation.Linear(Channels.of(2), true), pooled))
        .build();
  }

  @Test
  void everyOperationCountsAsDefined() {
    String conv =
        builder.add(
            "conv", new Operation.Convolution(Channels.of(4), Window.same(3, 2), 1, true), image);
    String deep =
        builder.add("deep", new Operation.DepthwiseConvolution(Window.same(3, 1), false), conv);
    String norm = builder.add("norm", Operation.BatchNorm.standalone(), deep);
    Cost cost = CostModel.of(classifier(builder.add("relu", Operation.Activation.relu(), norm)));
    assertThat(cost.parameters()).isEqualTo((3 * 4 * 9 + 4) + 4 * 9 + 2 * 4 + (4 * 2 + 2));
    long macs = 4 * (3 * 4 * 9 + 4) + 4 * 4 * 9 + (4 * 2 + 2);
    assertThat(cost.macs()).isEqualTo(macs);
    assertThat(cost.fullMacs()).isEqualTo(macs + 16 + 16 + 16);
  }

  @Test
  void peakMemoryIsThatOfTheActivationsAliveAtOnce() {
    // In values: image 48; a 32 (80 alive); b 64 reads the image last (144 alive, then 96); c 32
    // reads b last (128, then 64).
    String a = conv("a", Channels.of(2), 1, image);
    String b = conv("b", Channels.of(4), 1, image);
    String c = conv("c", Channels.of(2), 1, b);
    Cost cost = CostModel.of(classifier(builder.add("sum", new Operation.Add(), a, c)));
    assertThat(cost.peakActivationBytes()).isEqualTo(4 * 144);
  }

  @Test
  void anAuxiliaryHeadIsNotCounted() {
    builder.output(NetworkGraph.AUXILIARY, conv("head", Channels.of(100), 3, image));
    assertThat(CostModel.of(classifier(image)).parameters()).isEqualTo(3 * 2 + 2);
  }

  @Test
  void anOpenNetworkHasNoCost() {
    NetworkGraph open =
        classifier(builder.select("s", Choice.of("c", "a", "b"), List.of(image, image)));
    assertThatThrownBy(() -> CostModel.of(open)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void expectedCostOfWidthsAndCandidatesIsThatOfTheEnumeration() {
    Choice a = Choice.of("a", "2", "5", "6");
    Choice b = Choice.of("b", "3", "4");
    Choice kernel = Choice.of("kernel", "3x3", "1x1");
    builder.choices(List.of(a, b, kernel));
    String first =
        builder.add(
            "norm",
            Operation.BatchNorm.standalone(),
            conv("first", Channels.of(a, 2, 5, 6), 3, image));
    String wide = conv("wide", Channels.of(b, 3, 4), 3, first);
    String narrow = conv("narrow", Channels.of(b, 3, 4), 1, first);
    assertExpectedEqualsEnumeration(classifier(builder.select("s", kernel, List.of(wide, narrow))));
  }

  @Test
  void expectedCostOfADepthIsThatOfTheEnumeration() {
    Choice depth = Choice.of("depth", "1", "2", "3");
    String one = conv("one", Channels.of(3), 3, image);
    String two = conv("two", Channels.of(3), 3, one);
    String three = conv("three", Channels.of(3), 3, two);
    assertExpectedEqualsEnumeration(
        classifier(builder.select("s", depth, List.of(one, two, three))));
  }

  @Test
  void expectedCostOfACellIsThatOfTheEnumeration() {
    String node1 = edge("1-0", image);
    String node2 =
        builder.add("node2", new Operation.Add(), edge("2-0", image), edge("2-1", node1));
    assertExpectedEqualsEnumeration(classifier(node2));
  }

  @Test
  void expectedCostOfSelectsInsideSelectsIsThatOfTheEnumeration() {
    String shared = conv("shared", Channels.of(3), 3, image);
    String inner = builder.select("inner", Choice.of("inner", "a", "b"), List.of(shared, image));
    String other = builder.select("other", Choice.of("other", "a", "b"), List.of(shared, image));
    String outer = builder.select("outer", Choice.of("outer", "a", "b"), List.of(inner, image));
    assertExpectedEqualsEnumeration(
        classifier(builder.add("sum", new Operation.Add(), outer, other)));
  }

  private String edge(String name, String input) {
    String zero = builder.add(name + ".none", new Operation.Zero(1), input);
    String conv = conv(name + ".conv", Channels.of(3), 3, input);
    return builder.select(
        name, Choice.of(name, "none", "skip", "conv"), List.of(zero, input, conv));
  }

  private static void assertExpectedEqualsEnumeration(NetworkGraph graph) {
    RandomGenerator random = SEED.child("gates").random();
    Map<String, double[]> gates = new HashMap<>();
    for (Choice choice : graph.choices()) {
      double[] gate = random.doubles(choice.size(), 0.1, 1).toArray();
      double sum = Arrays.stream(gate).sum();
      gates.put(choice.name(), Arrays.stream(gate).map(p -> p / sum).toArray());
    }
    double parameters = 0;
    double macs = 0;
    for (int rank = 0; rank < Architecture.product(graph.choices()).intValueExact(); rank++) {
      Architecture architecture = Architecture.unrank(graph.choices(), BigInteger.valueOf(rank));
      double probability = probability(graph, architecture, gates);
      Cost cost = CostModel.of(graph.fold(architecture));
      parameters += probability * cost.parameters();
      macs += probability * cost.macs();
    }
    ExpectedCost expected = CostModel.expected(graph, gates);
    assertThat(expected.parameters())
        .as("%s", SEED)
        .isCloseTo(parameters, within(1e-9 * parameters));
    assertThat(expected.macs()).as("%s", SEED).isCloseTo(macs, within(1e-9 * macs));
  }

  private static double probability(
      NetworkGraph graph, Architecture architecture, Map<String, double[]> gates) {
    double probability = 1;
    for (int i = 0; i < architecture.size(); i++) {
      probability *=
          CostModel.probabilitiesOf(graph.choices().get(i).name(), gates)[architecture.pick(i)];
    }
    return probability;
  }
}
