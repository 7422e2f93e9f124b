package org.nasturtium.torch.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nasturtium.core.contract.Vectors;
import org.nasturtium.torch.contract.Engines;
import org.nasturtium.torch.contract.Numbers;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;

/**
 * The graph network of NGE against the reference vectors: nodes, edges and probabilities under
 * every reading of the adjacency matrix, and all gradients.
 */
final class NgeVectorTest {
  private static final JsonNode FILE = parse(Vectors.text("nge.json"));

  @Test
  void theFileHasCasesOfEveryReading() {
    assertThat(FILE.get("cases")).hasSizeGreaterThanOrEqualTo(3);
    FILE.get("cases")
        .forEach(row -> assertThat(row.get("variants")).hasSize(Adjacency.values().length));
  }

  @TestFactory
  Stream<DynamicTest> everyCaseHoldsInBothPrecisions() {
    Engines.exact();
    return Stream.of(ScalarType.Double, ScalarType.Float)
        .flatMap(
            type ->
                StreamSupport.stream(FILE.get("cases").spliterator(), false)
                    .flatMap(
                        row ->
                            Stream.of(Adjacency.values())
                                .map(
                                    reading ->
                                        dynamicTest(
                                            row.get("kind").asText() + " " + reading + " " + type,
                                            () -> check(row, reading, type)))));
  }

  private static void check(JsonNode row, Adjacency reading, ScalarType type) {
    JsonNode want = row.get("variants").get(reading.name().toLowerCase(Locale.ROOT));
    CellDag.Kind kind = new CellDag.Kind("cell", edges(row.get("edges_one_based")));
    try (StepScope scope = StepScope.open()) {
      double[] a = numbers(want.get("A"));
      int nodes = row.get("nodes").asInt();
      for (int i = 0; i < nodes; i++) {
        a[i * nodes + i] += 1;
      }
      // the vectors read "i > 1" literally, whatever the number of inputs
      Tensor reinforced = reading.reinforced(nodes, 2, type);
      close("A", reinforced, a, type);

      Map<String, Tensor> leaves = new LinkedHashMap<>();
      for (String name : List.of("X", "W1", "W2", "W3", "We1", "We2", "Wo")) {
        leaves.put(name, matrix(row.get(name), type).detach().requires_grad_(true));
      }
      Tensor z =
          NodeEncoder.convolved(
              reinforced,
              leaf(leaves, "X"),
              List.of(leaf(leaves, "W1"), leaf(leaves, "W2"), leaf(leaves, "W3")));
      close("Z", z, numbers(want.get("Z")), type);
      EdgeHead head =
          new EdgeHead(
              leaf(leaves, "We1"),
              leaf(leaves, "We2"),
              leaf(leaves, "Wo"),
              NeuralGraph.LastLayer.LINEAR);
      Tensor e = head.embed(z, kind.edges());
      close("E", e, numbers(want.get("E")), type);
      Tensor p = head.logits(e).softmax(1);
      close("P", p, numbers(want.get("P")), type);
      if (want.has("grad")) {
        p.mul(matrix(row.get("upstream_P"), type)).sum().backward();
        want.get("grad")
            .properties()
            .forEach(
                field -> {
                  Tensor leaf = leaf(leaves, field.getKey().replaceFirst("^grad_", ""));
                  close(field.getKey(), leaf.grad(), numbers(field.getValue()), type);
                });
      }
    }
  }

  private static Tensor leaf(Map<String, Tensor> leaves, String name) {
    return Numbers.named(leaves, name);
  }

  private static List<CellDag.Edge> edges(JsonNode pairs) {
    List<CellDag.Edge> edges = new ArrayList<>();
    pairs.forEach(
        pair ->
            edges.add(
                new CellDag.Edge(edges.size(), pair.get(0).asInt() - 1, pair.get(1).asInt() - 1)));
    return edges;
  }

  private static void close(String what, Tensor got, double[] want, ScalarType type) {
    boolean wide = type == ScalarType.Double;
    JsonNode tolerance = FILE.get("tolerance");
    Numbers.assertClose(
        what,
        Tensors.doubles(got),
        want,
        tolerance.get(wide ? "float64_rel" : "float32_rel").asDouble(),
        tolerance.get(wide ? "float64_abs" : "float32_abs").asDouble());
  }

  private static Tensor matrix(JsonNode rows, ScalarType type) {
    return Tensors.of(numbers(rows), rows.size(), rows.get(0).size()).to(type);
  }

  private static double[] numbers(JsonNode rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .flatMap(row -> StreamSupport.stream(row.spliterator(), false))
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  private static JsonNode parse(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
