package org.nasturtium.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nasturtium.core.contract.Vectors;
import org.nasturtium.core.graph.WeisfeilerLehman.Neighborhood;

class WeisfeilerLehmanVectorTest {
  private static final double TOLERANCE = 1e-12;

  static Stream<JsonNode> pairs() throws JsonProcessingException {
    JsonNode pairs =
        JsonMapper.builder().build().readTree(Vectors.text("wl_kernel.json")).get("pairs");
    assertThat(pairs).hasSize(120);
    return StreamSupport.stream(pairs.spliterator(), false);
  }

  private static Dag graph(JsonNode vector) {
    List<String> rows =
        StreamSupport.stream(vector.get("adjacency").spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    JsonNode labels = vector.get("labels");
    int[] values = new int[rows.size()];
    for (int node = 0; node < values.length && !labels.isNull(); node++) {
      values[node] = labels.get(node).asInt();
    }
    return Dag.ofRows(rows, values);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void directedKernelsEqualTheReference(JsonNode pair) {
    assertKernels(pair, pair.get("directed"), Neighborhood.DIRECTED);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void undirectedKernelsEqualTheReference(JsonNode pair) {
    assertKernels(pair, pair.get("undirected"), Neighborhood.UNDIRECTED);
  }

  private static void assertKernels(JsonNode pair, JsonNode want, Neighborhood neighborhood) {
    Dag a = graph(pair.get("a"));
    Dag b = graph(pair.get("b"));
    assertThat(want.get("k")).hasSize(4);
    for (int h = 0; h < 4; h++) {
      WeisfeilerLehman kernel = new WeisfeilerLehman(h, neighborhood);
      WeisfeilerLehman.Features ofA = kernel.features(a);
      WeisfeilerLehman.Features ofB = kernel.features(b);
      assertThat(WeisfeilerLehman.raw(ofA, ofB)).isEqualTo(want.get("k").get(h).asLong());
      assertThat(ofA.square()).isEqualTo(want.get("kaa").get(h).asLong());
      assertThat(ofB.square()).isEqualTo(want.get("kbb").get(h).asLong());
      assertThat(WeisfeilerLehman.normalized(ofA, ofB))
          .isCloseTo(want.get("norm").get(h).asDouble(), within(TOLERANCE));
      assertThat(!kernel.tellsApart(a, b)).isEqualTo(want.get("wl_equal").get(h).asBoolean());
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void isomorphicGraphsHaveOneHashAndOneCanonicalOrder(JsonNode pair) {
    Dag a = graph(pair.get("a"));
    Dag b = graph(pair.get("b"));
    if (pair.get("isomorphic_directed").asBoolean()) {
      assertThat(WeisfeilerLehman.hash(a)).isEqualTo(WeisfeilerLehman.hash(b));
      assertThat(CanonicalOrder.of(a)).isEqualTo(CanonicalOrder.of(b));
    } else {
      assertThat(CanonicalOrder.of(a)).isNotEqualTo(CanonicalOrder.of(b));
    }
  }
}
