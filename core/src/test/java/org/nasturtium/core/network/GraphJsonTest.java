package org.nasturtium.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.Seed;

class GraphJsonTest {
  private static final Seed SEED = Seed.of(99);

  /** A graph with every kind of operation. */
  private static NetworkGraph graph() {
    GraphBuilder builder = NetworkGraph.builder();
    Choice width = Choice.of("width", "2", "4");
    builder.choices(List.of(width, Choice.continuous("rate", 0.1, 0.01)));
    String image = builder.input("image", new Shape(2, 4, 4));
    String conv =
        builder.add(
            "conv",
            new Operation.Convolution(Channels.of(width, 2, 4), Window.same(3, 1), 1, true),
            image);
    String mask = builder.add("mask", new Operation.WidthMask("width", List.of(2, 4)), conv);
    String norm = builder.add("norm", Operation.BatchNorm.searching(), mask);
    String deep =
        builder.add(
            "deep", new Operation.DepthwiseConvolution(Window.dilated(3, 1, 2), false), norm);
    String max = builder.add("max", new Operation.MaxPool(Window.same(3, 1)), deep);
    String mean = builder.add("mean", new Operation.AveragePool(Window.same(3, 1)), deep);
    String zero = builder.add("zero", new Operation.Zero(1), deep);
    String same = builder.add("same", new Operation.Identity(), deep);
    String picked =
        builder.select(
            "picked",
            Choice.of("layer", "max", "mean", "zero", "same"),
            List.of(max, mean, zero, same));
    String shift = builder.add("shift", new Operation.Shift(), picked);
    String sum = builder.add("sum", new Operation.Add(), shift, picked);
    String product = builder.add("product", new Operation.Multiply(), sum, picked);
    String both = builder.add("both", new Operation.Concat(), product, sum);
    String first = builder.add("first", new Operation.Truncate(8), both);
    String path = builder.add("path", new Operation.DropPath(), first);
    String tanh =
        builder.add("tanh", new Operation.Activation(Operation.Activation.Function.TANH), path);
    String pooled = builder.add("pooled", new Operation.GlobalAveragePool(), tanh);
    String flat = builder.add("flat", new Operation.Flatten(), pooled);
    String constant = builder.add("constant", new Operation.Zeros(Shape.vector(8)));
    String joined = builder.add("joined", new Operation.Concat(), flat, constant);
    String drop = builder.add("drop", new Operation.Dropout(0.25), joined);
    return builder
        .output(
            NetworkGraph.LOGITS,
            builder.add("linear", new Operation.Linear(Channels.of(3), true), drop))
        .build();
  }

  @Test
  void readingGivesWhatWasWritten() {
    assertThat(GraphJson.read(GraphJson.write(graph()))).isEqualTo(graph());
  }

  @Test
  void damagedBytesGiveAnInputFaultOrAnotherGraph() {
    byte[] whole = GraphJson.write(graph()).getBytes(StandardCharsets.UTF_8);
    RandomGenerator random = SEED.child("flips").random();
    int refused = 0;
    for (int round = 0; round < 2000; round++) {
      byte[] damaged = whole.clone();
      for (int flip = random.nextInt(3); flip >= 0; flip--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      refused += isRefused(new String(damaged, StandardCharsets.UTF_8), "round " + round) ? 1 : 0;
    }
    assertThat(refused).isPositive();
  }

  @Test
  void swappedTokensGiveAnInputFaultOrAnotherGraph() {
    String whole = GraphJson.write(graph());
    List<String> foreign =
        List.of("null", "-1", "2147483647", "1e99", "[]", "{}", "\"\"", "true", "[null]", "0");
    RandomGenerator random = SEED.child("tokens").random();
    List<Integer> colons =
        Stream.iterate(whole.indexOf(" : "), at -> at >= 0, at -> whole.indexOf(" : ", at + 1))
            .toList();
    for (int round = 0; round < 1500; round++) {
      int start = colons.get(random.nextInt(colons.size())) + 3;
      int end = start;
      while (end < whole.length() && ",\n".indexOf(whole.charAt(end)) < 0) {
        end++;
      }
      String token = foreign.get(random.nextInt(foreign.size()));
      isRefused(whole.substring(0, start) + token + whole.substring(end), "round " + round);
    }
  }

  @Test
  void truncatedTextIsRefused() {
    String whole = GraphJson.write(graph());
    for (int length = 0; length < whole.length() - 1; length += 7) {
      assertThat(isRefused(whole.substring(0, length), "length " + length))
          .as("length %d", length)
          .isTrue();
    }
  }

  private static boolean isRefused(String text, String where) {
    try {
      GraphJson.read(text);
      return false;
    } catch (InvalidInputException e) {
      assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
      return true;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(SEED + ", " + where + ", text " + text, e);
    }
  }

  @Test
  void deepNestingIsRefused() {
    assertThat(isRefused("[".repeat(100_000), "deep")).isTrue();
  }

  @Test
  void anUnknownOperationIsNamedWithItsLine() {
    String text = GraphJson.write(graph()).replace("\"flatten\"", "\"java.lang.Runtime\"");
    assertThatThrownBy(() -> GraphJson.read(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("java.lang.Runtime")
        .hasMessageMatching("line \\d+, column \\d+: .*");
  }

  @Test
  void anotherVersionIsRefused() {
    String text = GraphJson.write(graph()).replaceFirst("\"version\" : 1", "\"version\" : 2");
    assertThatThrownBy(() -> GraphJson.read(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("expected format nasturtium-graph version 1, found nasturtium-graph version 2");
  }

  @Test
  void aMissingPartIsAnInputFault() {
    assertThatThrownBy(() -> GraphJson.read("{\"format\": \"nasturtium-graph\", \"version\": 1}"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("not a valid graph: a value is missing or null");
  }
}
