package org.nasturtium.core.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.contract.Vectors;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Measurement;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;

class EfficiencyScoreTest {
  private static Outcome scored(Outcome outcome) {
    Proposal proposal = new Proposal(Architecture.of(0), Fidelity.of(1), "test");
    Evaluator inner = (asked, seed, control) -> outcome;
    return new EfficiencyScore(2).over(inner).evaluate(proposal, Seed.of(1), RunControl.none());
  }

  @Test
  void scoresEqualTheReference() throws JsonProcessingException {
    JsonNode rows =
        JsonMapper.builder().build().readTree(Vectors.text("nasgem_loss.json")).get("efficiency");
    assertThat(rows).hasSize(12);
    for (JsonNode row : rows) {
      double score =
          new EfficiencyScore(row.get("lambda").asDouble())
              .of(row.get("accuracy").asDouble(), row.get("macs").asDouble());
      double want = row.get("score").asDouble();
      assertThat(score).isCloseTo(want, within(1e-12 + 1e-10 * Math.abs(want)));
    }
  }

  @Test
  void theScoreIsAddedToWhatWasMeasured() {
    Measurement measured =
        Measurement.of(Metric.VALIDATION_ACCURACY, 70, 12).with(Metric.MACS, 1e6 * Math.E);
    Measurement found = scored(new Outcome.Completed(measured)).found().orElseThrow();
    assertThat(found.value(Metric.EFFICIENCY_SCORE).orElseThrow()).isCloseTo(68, within(1e-12));
    assertThat(found.value(Metric.VALIDATION_ACCURACY)).hasValue(70);
    assertThat(found.seconds()).isEqualTo(12);
  }

  @Test
  void withoutAccuracyOrMultiplyAddsThereIsNoScore() {
    Outcome outcome =
        scored(new Outcome.Completed(Measurement.of(Metric.VALIDATION_ACCURACY, 70, 12)));
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(outcome.toString()).contains("macs").contains("found [validation-accuracy]");
    assertThat(outcome.seconds()).isEqualTo(12);
  }

  @Test
  void whatFailedStaysAsItIs() {
    Outcome pruned = new Outcome.Pruned("too large");
    assertThat(scored(pruned)).isEqualTo(pruned);
  }

  @Test
  void aNegativePenaltyIsRefused() {
    assertThatThrownBy(() -> new EfficiencyScore(-0.1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("-0.1");
  }
}
