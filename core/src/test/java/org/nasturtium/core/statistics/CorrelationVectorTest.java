package org.nasturtium.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.contract.Vectors;

class CorrelationVectorTest {
  @Test
  void correlationsEqualTheReferenceWithAndWithoutTies() throws Exception {
    JsonNode file = new ObjectMapper().readTree(Vectors.text("stats.json"));
    double tolerance = file.get("tolerance").get("float64_abs").doubleValue();
    assertThat(file.get("cases"))
        .hasSize(21)
        .allSatisfy(
            each -> {
              check(Correlation.KENDALL, each, "kendall_tau_b", tolerance);
              check(Correlation.PEARSON, each, "pearson", tolerance);
              check(Correlation.SPEARMAN, each, "spearman", tolerance);
            });
  }

  private static void check(
      Correlation correlation, JsonNode example, String field, double tolerance) {
    OptionalDouble found = correlation.of(numbers(example.get("x")), numbers(example.get("y")));
    JsonNode expected = example.get(field);
    if (expected.isNull()) {
      assertThat(found).as(field + " of a constant").isEmpty();
    } else {
      assertThat(found.orElseThrow())
          .as(field + " of " + example)
          .isCloseTo(expected.doubleValue(), within(tolerance));
    }
  }

  private static double[] numbers(JsonNode list) {
    return IntStream.range(0, list.size()).mapToDouble(i -> list.get(i).doubleValue()).toArray();
  }
}
