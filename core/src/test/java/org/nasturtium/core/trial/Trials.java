package org.nasturtium.core.trial;

import java.util.ArrayList;
import java.util.List;
import org.nasturtium.core.choice.Architecture;

/** Makes trials for the tests of this package. */
final class Trials {
  private static final Provenance NOBODY = new Provenance("test", "", "", 0, 0);

  private Trials() {}

  static Trial of(int number, Outcome outcome) {
    return new Trial(
        number,
        number,
        new Proposal(Architecture.of(number % 100), Fidelity.of(1), "test"),
        outcome,
        NOBODY);
  }

  static Outcome accuracy(double percent, double seconds) {
    return new Outcome.Completed(Measurement.of(Metric.VALIDATION_ACCURACY, percent, seconds));
  }

  /** Returns one trial per pair of accuracy and parameters. */
  static List<Trial> points(double[]... pairs) {
    List<Trial> trials = new ArrayList<>();
    for (double[] pair : pairs) {
      trials.add(
          of(
              trials.size(),
              new Outcome.Completed(
                  Measurement.of(Metric.VALIDATION_ACCURACY, pair[0], 1)
                      .with(Metric.PARAMETERS, pair[1]))));
    }
    return trials;
  }
}
