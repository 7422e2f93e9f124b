package org.nasturtium.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Measurement;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Provenance;
import org.nasturtium.core.trial.StudyLog;
import org.nasturtium.core.trial.StudySpec;
import org.nasturtium.core.trial.Trial;
import org.nasturtium.core.trial.TrialStore;

/** What stands in the golden databases, the same in each schema version. */
final class GoldenStudy {
  static final Proposal CLAIMED =
      new Proposal(Architecture.of(4, 3), Fidelity.of(200), "mutation of 1");

  private GoldenStudy() {}

  static StudySpec spec() {
    return new StudySpec(
        "golden",
        "nats-topology",
        "evolution",
        -1,
        3,
        new TreeMap<>(Map.of("population", "10", "objective", "validation-accuracy \"%\" ü")));
  }

  static List<Trial> trials() {
    Measurement measurement =
        Measurement.of(Metric.VALIDATION_ACCURACY, 91.61, 123.25)
            .with(Metric.PARAMETERS, 1_073_466);
    return List.of(
        trial(0, Architecture.of(3, 2, 1, 0, 4, 126), new Outcome.Completed(measurement)),
        trial(1, Architecture.of(0), new Outcome.Failed("the loss is not a number", 0.1)),
        trial(2, Architecture.of(1, 1), new Outcome.Pruned("2 M parameters, at most 1 M")));
  }

  private static Trial trial(int number, Architecture architecture, Outcome outcome) {
    return new Trial(
        number,
        Long.MAX_VALUE - number,
        new Proposal(architecture, new Fidelity(4, 12, 0.5), "random"),
        outcome,
        new Provenance(
            "host/1/main", "0.1.0", "cpu, bf16", 1_795_000_000_000L, 1_795_000_000_001L));
  }

  /**
   * Writes the golden database of the present schema version; done once per version, never again.
   *
   * @param arguments the file, which must not exist
   */
  public static void main(String[] arguments) {
    try (TrialStore store = TrialStores.open("jdbc:sqlite:" + Path.of(arguments[0]))) {
      StudyLog log = store.open(spec());
      trials().forEach(trial -> log.finish(trial).join());
      log.claim(3, CLAIMED, "host/1/main", Duration.ofMinutes(1));
    }
  }
}
