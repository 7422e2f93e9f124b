package org.nasturtium.torch.predict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nasturtium.core.contract.Vectors;
import org.nasturtium.torch.contract.Engines;
import org.nasturtium.torch.contract.Numbers;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;
import org.nasturtium.torch.predict.GraphLoss.Reconstruction;

class NasgemLossVectorTest {
  @BeforeAll
  static void startEngine() {
    Engines.exact();
  }

  static Stream<JsonNode> pairs() throws JsonProcessingException {
    JsonNode pairs =
        JsonMapper.builder().build().readTree(Vectors.text("nasgem_loss.json")).get("pairs");
    assertThat(pairs).hasSize(6);
    return StreamSupport.stream(pairs.spliterator(), false);
  }

  private static double[] numbers(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .flatMapToDouble(
            each ->
                each.isArray() ? Arrays.stream(numbers(each)) : DoubleStream.of(each.asDouble()))
        .toArray();
  }

  private static double[] adjacency(JsonNode part) {
    StringBuilder rows = new StringBuilder();
    part.get("adjacency").forEach(row -> rows.append(row.asText()));
    return rows.chars().mapToDouble(digit -> digit - '0').toArray();
  }

  /** Compares with one of the two tolerances of the file. */
  private record Check(ScalarType type, double relative, double absolute) {
    Tensor row(double... values) {
      return Tensors.of(values, 1, values.length).to(type);
    }

    void close(String what, Tensor got, double... want) {
      Numbers.assertClose(type + " " + what, Tensors.doubles(got), want, relative, absolute);
    }
  }

  static Stream<Check> checks() {
    return Stream.of(
        new Check(ScalarType.Double, 1e-10, 1e-12), new Check(ScalarType.Float, 1e-4, 1e-5));
  }

  @ParameterizedTest
  @MethodSource("checks")
  void similarityLossesAndTheirGradientsEqualTheReference(Check check)
      throws JsonProcessingException {
    pairs().forEach(pair -> similarity(check, pair));
  }

  private static void similarity(Check check, JsonNode pair) {
    try (StepScope scope = StepScope.open()) {
      Tensor first = check.row(numbers(pair.get("g_i"))).detach().requires_grad_(true);
      Tensor second = check.row(numbers(pair.get("g_j"))).detach().requires_grad_(true);
      Tensor kernel = check.row(pair.get("wl").asDouble()).view(1);
      check.close("cosine", GraphLoss.cosine(first, second), pair.get("cosine").asDouble());
      Tensor loss = GraphLoss.similarity(first, second, kernel);
      check.close("similarity", loss, pair.get("similarity_loss").asDouble());
      loss.backward();
      check.close("gradient of the first", first.grad(), numbers(pair.get("grad_g_i")));
      check.close("gradient of the second", second.grad(), numbers(pair.get("grad_g_j")));
    }
  }

  @ParameterizedTest
  @MethodSource("checks")
  void reconstructionLossesAndTheirGradientsEqualTheReference(Check check)
      throws JsonProcessingException {
    pairs()
        .flatMap(pair -> Stream.of(pair.get("reconstruction_i"), pair.get("reconstruction_j")))
        .forEach(
            part -> {
              reconstruction(check, part, "bce", Reconstruction.CROSS_ENTROPY);
              reconstruction(check, part, "mse", Reconstruction.SQUARED_ERROR);
            });
  }

  private static void reconstruction(Check check, JsonNode part, String name, Reconstruction kind) {
    try (StepScope scope = StepScope.open()) {
      int nodes = part.get("adjacency").size();
      int all = nodes * nodes;
      Tensor logits = check.row(numbers(part.get("decoder_logits"))).detach().requires_grad_(true);
      Tensor targets = check.row(adjacency(part));
      Tensor sum = kind.sum(logits, targets);
      check.close(name, sum, part.get(name + "_sum_all").asDouble());
      Tensor above =
          kind.sum(
              check.row(upper(numbers(part.get("decoder_logits")), nodes)),
              check.row(upper(adjacency(part), nodes)));
      double entries = nodes * (nodes - 1) / 2.0;
      check.close(
          name + " upper",
          above.div(Tensors.scalar(entries)),
          part.get(name + "_mean_upper").asDouble());
      Tensor mean = sum.div(Tensors.scalar(all));
      check.close(name + " mean", mean, part.get(name + "_mean_all").asDouble());
      mean.backward();
      check.close(
          name + " gradient",
          logits.grad(),
          numbers(part.get("grad_logits_" + name + "_mean_all")));
    }
  }

  /** Returns the entries of a matrix above the diagonal. */
  private static double[] upper(double[] matrix, int nodes) {
    return IntStream.range(0, matrix.length)
        .filter(i -> i % nodes > i / nodes)
        .mapToDouble(i -> matrix[i])
        .toArray();
  }

  @ParameterizedTest
  @MethodSource("checks")
  void totalsEqualTheReference(Check check) throws JsonProcessingException {
    pairs()
        .forEach(
            pair -> {
              total(check, pair, "total_bce_mean", Reconstruction.CROSS_ENTROPY);
              total(check, pair, "total_mse_mean", Reconstruction.SQUARED_ERROR);
            });
  }

  private static void total(Check check, JsonNode pair, String name, Reconstruction kind) {
    JsonNode first = pair.get("reconstruction_i");
    JsonNode second = pair.get("reconstruction_j");
    int entries = first.get("adjacency").size() * first.get("adjacency").size();
    try (StepScope scope = StepScope.open()) {
      Tensor vectors =
          torch.cat(
              new TensorVector(
                  check.row(numbers(pair.get("g_i"))), check.row(numbers(pair.get("g_j")))),
              0);
      Tensor rebuilt =
          kind.sum(
              torch.cat(
                  new TensorVector(
                      check.row(numbers(first.get("decoder_logits"))),
                      check.row(numbers(second.get("decoder_logits")))),
                  0),
              torch.cat(
                  new TensorVector(check.row(adjacency(first)), check.row(adjacency(second))), 0));
      Tensor kernel = check.row(pair.get("wl").asDouble()).view(1);
      check.close(
          name, GraphLoss.total(vectors, kernel, 1, rebuilt, entries), pair.get(name).asDouble());
    }
  }
}
