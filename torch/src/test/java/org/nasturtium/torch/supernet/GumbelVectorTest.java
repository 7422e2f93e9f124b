package org.nasturtium.torch.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.stream.IntStream;
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
 * The Gumbel-softmax sample of GDAS against the reference vectors: values, the one-hot, and both
 * gradients.
 *
 * <p>The rows of the rule {@code autohas} and the {@code tas_cases} of the file belong to samplers
 * of other methods, which this module has not; they are left out.
 */
final class GumbelVectorTest {
  private static final JsonNode FILE = parse(Vectors.text("gumbel.json"));

  @Test
  void theFileHasCases() {
    assertThat(cases()).hasSizeGreaterThan(10);
  }

  @TestFactory
  Stream<DynamicTest> everyCaseHoldsInBothPrecisions() {
    Engines.exact();
    return Stream.of(ScalarType.Double, ScalarType.Float)
        .flatMap(
            type ->
                cases().stream()
                    .map(
                        row ->
                            dynamicTest(
                                "%s, temperature %s, %s"
                                    .formatted(row.get("kind").asText(), row.get("tau"), type),
                                () -> check(row, type))));
  }

  private static List<JsonNode> cases() {
    return StreamSupport.stream(FILE.get("cases").spliterator(), false)
        .filter(row -> row.get("rule").asText().equals("gdas"))
        .toList();
  }

  private static void check(JsonNode row, ScalarType type) {
    for (int i = 0; i < row.get("logits").size(); i++) {
      try (StepScope scope = StepScope.open()) {
        check(row, i, type);
      }
    }
  }

  private static void check(JsonNode row, int i, ScalarType type) {
    boolean wide = type == ScalarType.Double;
    double relative = tolerance(wide ? "float64_rel" : "float32_rel");
    double absolute = tolerance(wide ? "float64_abs" : "float32_abs");
    double[] logits = numbers(row.get("logits").get(i));
    double[] noise = numbers(row.get("noise").get(i));
    double tau = row.get("tau").asDouble();
    int index = row.get("index").get(i).asInt();

    Tensor leaf = Tensors.of(logits, logits.length).to(type).detach().requires_grad_(true);
    Tensor soft = GumbelHard.soft(leaf, noise, tau);
    double[] values = Tensors.doubles(soft);
    Numbers.assertClose("soft", values, numbers(row.get("soft").get(i)), relative, absolute);
    assertThat(argmax(values)).as("row %d", i).isEqualTo(index);

    Tensor hard = GumbelHard.straightThrough(soft, index);
    double[] oneHot = new double[logits.length];
    oneHot[index] = 1;
    Numbers.assertClose("hard", Tensors.doubles(hard), oneHot, 0, wide ? 1e-15 : 1e-6);

    double[] upstream = numbers(row.get("upstream").get(i));
    hard.mul(Tensors.of(upstream, upstream.length).to(type)).sum().backward();
    Numbers.assertClose(
        "grad_logits",
        Tensors.doubles(leaf.grad()),
        numbers(row.get("grad_logits").get(i)),
        relative,
        absolute);

    Tensor again = Tensors.of(logits, logits.length).to(type).detach().requires_grad_(true);
    GumbelHard.straightThrough(GumbelHard.soft(again, noise, tau), index)
        .select(0, index)
        .mul(Tensors.scalar(upstream[index]))
        .backward();
    Numbers.assertClose(
        "grad_logits_selected_only",
        Tensors.doubles(again.grad()),
        numbers(row.get("grad_logits_selected_only").get(i)),
        relative,
        absolute);
  }

  private static int argmax(double[] values) {
    return IntStream.range(0, values.length)
        .reduce((a, b) -> values[b] > values[a] ? b : a)
        .orElseThrow();
  }

  private static double tolerance(String name) {
    return FILE.get("tolerance").path(name).asDouble(0);
  }

  private static double[] numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
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
