package org.nasturtium.app.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Measurement;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Provenance;
import org.nasturtium.core.trial.StudySpec;
import org.nasturtium.core.trial.Trial;

/** Only trainings count as measurements. */
class StudyMeasurementsTest {
  private static StudyMeasurements measurements(String evaluator) {
    Map<String, String> settings = Map.of("evaluator", evaluator, "dataset", "toys");
    return new StudyMeasurements(
        new StudySpec("mine", "space", "random", 1, 1, new TreeMap<>(settings)));
  }

  private static Trial trial(int number, Fidelity fidelity, double accuracy, double seconds) {
    Outcome outcome =
        new Outcome.Completed(
            new Measurement(
                new TreeMap<>(Map.of("validation-accuracy", accuracy, "parameters", 9.0)),
                seconds));
    return new Trial(
        number, 7, new Proposal(Architecture.of(number), fidelity, "random"), outcome, PROVENANCE);
  }

  private static final Provenance PROVENANCE = new Provenance("here", "1", "cpu", 0, 1);

  @Test
  void repeatedTrainingsAreSeedsAndReusedOutcomesAreNot() {
    StudyMeasurements measured = measurements("training");
    measured.add("a", trial(0, Fidelity.of(2), 50, 4));
    measured.add("b", trial(1, Fidelity.of(2), 60.5, 2));
    measured.add("a", trial(2, Fidelity.of(2), 52, 8));
    measured.add("b", trial(3, Fidelity.of(2), 60.5, 0));
    assertThat(measured.csv())
        .isEqualTo(
            """
            architecture,toys/2/x-valid/accuracy/1@2,toys/2/x-valid/accuracy/2@2,toys/parameters,toys/train-seconds
            a,50,52,9,3
            b,60.5,,9,1
            """);
  }

  @Test
  void whatIsNoTrainingOnAllImagesIsRefused() {
    assertThatThrownBy(() -> measurements("table"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'mine'");
    assertThatThrownBy(
            () -> measurements("training").add("a", trial(5, new Fidelity(1, 2, 0.5), 50, 4)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("trial 5");
  }
}
