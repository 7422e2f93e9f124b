package org.nasturtium.core.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.trial.History.Improvement;

class HistoryTest {
  private static final List<Trial> TRIALS =
      List.of(
          Trials.of(0, new Outcome.Pruned("too large")),
          Trials.of(1, Trials.accuracy(80, 10)),
          Trials.of(2, new Outcome.Failed("diverged", 5)),
          Trials.of(3, Trials.accuracy(80, 10)),
          Trials.of(4, Trials.accuracy(90, 10)),
          Trials.of(5, Trials.accuracy(70, 10)));

  @Test
  void theIncumbentIsTheBestAndOnTiesTheFirst() {
    History history = History.of(Metric.VALIDATION_ACCURACY, TRIALS);
    assertThat(history.incumbent()).contains(TRIALS.get(4));
    assertThat(history.best()).isEqualTo(TRIALS.get(4));
    assertThat(history.improvements())
        .containsExactly(
            new Improvement(TRIALS.get(1), 10, 80), new Improvement(TRIALS.get(4), 35, 90));
  }

  @Test
  void theCurveIsReadByCostAndByTrial() {
    History history = History.of(Metric.VALIDATION_ACCURACY, TRIALS);
    assertThat(history.at(9.99)).isEmpty();
    assertThat(history.at(10).orElseThrow().value()).isEqualTo(80);
    assertThat(history.at(34.9).orElseThrow().value()).isEqualTo(80);
    assertThat(history.at(1e9).orElseThrow().value()).isEqualTo(90);
    assertThat(history.after(0)).isEmpty();
    assertThat(history.after(3).orElseThrow().trial()).isEqualTo(TRIALS.get(1));
    assertThat(history.after(4).orElseThrow().trial()).isEqualTo(TRIALS.get(4));
  }

  @Test
  void trialsAreCounted() {
    History history = History.of(Metric.VALIDATION_ACCURACY, TRIALS);
    assertThat(history.seconds()).isEqualTo(45);
    assertThat(history.completed()).isEqualTo(4);
    assertThat(history.failed()).isEqualTo(1);
    assertThat(history.pruned()).isEqualTo(1);
    assertThat(history.trials()).isEqualTo(TRIALS);
  }

  @Test
  void theIncumbentNeverGetsWorse() {
    RandomGenerator random = Seed.of(5).random();
    for (Metric metric : List.of(Metric.VALIDATION_ACCURACY, Metric.VALIDATION_LOSS)) {
      History history = new History(metric);
      for (int n = 0; n < 500; n++) {
        double value = random.nextInt(1000);
        history.add(Trials.of(n, new Outcome.Completed(Measurement.of(metric, value, 1))));
        assertThat(metric.direction().better(value, history.best().value(metric).orElseThrow()))
            .isFalse();
      }
      List<Double> curve = history.improvements().stream().map(Improvement::value).toList();
      for (int i = 1; i < curve.size(); i++) {
        assertThat(metric.direction().better(curve.get(i), curve.get(i - 1))).isTrue();
      }
    }
  }

  @Test
  void aSearchThatFoundNothingFeasibleSaysSo() {
    History history =
        History.of(
            Metric.VALIDATION_ACCURACY,
            List.of(
                Trials.of(0, new Outcome.Failed("diverged", 5)),
                Trials.of(1, new Outcome.Pruned("parameters 9, at most 3 allowed"))));
    assertThat(history.incumbent()).isEmpty();
    assertThatThrownBy(history::best)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "nothing feasible was found in 2 trials: 1 pruned, 1 failed, 0 without"
                + " validation-accuracy; the last: parameters 9, at most 3 allowed");
  }

  @Test
  void trialsOutOfOrderAreRefused() {
    History history = History.of(Metric.VALIDATION_ACCURACY, TRIALS);
    assertThatThrownBy(() -> history.add(TRIALS.get(5)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
