package org.nasturtium.store;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Measurement;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Provenance;
import org.nasturtium.core.trial.StudySpec;
import org.nasturtium.core.trial.Trial;

/** Sample studies and trials; the trial of a number is always the same. */
final class Samples {
  private Samples() {}

  static StudySpec spec(String name) {
    return new StudySpec(
        name, "nats-topology", "evolution", 42, 8, new TreeMap<>(Map.of("population", "10")));
  }

  static Proposal proposal(int number) {
    return new Proposal(
        Architecture.of(number % 5, number / 5 % 5, number % 3), Fidelity.of(12), "sample");
  }

  static Trial trial(int number) {
    Measurement measurement =
        Measurement.of(Metric.VALIDATION_ACCURACY, 100.0 / (number + 1), 0.1 * number)
            .with(Metric.PARAMETERS, 1000 + number)
            .with(Metric.MACS, 1e6 + number);
    return new Trial(
        number,
        31L * number,
        proposal(number),
        new Outcome.Completed(measurement),
        new Provenance(
            "worker", "0.1.0", "table", 1_795_000_000_000L, 1_795_000_000_000L + number));
  }

  static Trial[] trials(int count) {
    return IntStream.range(0, count).mapToObj(Samples::trial).toArray(Trial[]::new);
  }
}
