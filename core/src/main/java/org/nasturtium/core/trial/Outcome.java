package org.nasturtium.core.trial;

import java.util.Optional;

/** An outcome is what came of a proposal. */
public sealed interface Outcome {
  /**
   * The proposal was evaluated.
   *
   * @param measurement what was found
   */
  record Completed(Measurement measurement) implements Outcome {
    @Override
    public Optional<Measurement> found() {
      return Optional.of(measurement);
    }

    @Override
    public double seconds() {
      return measurement.seconds();
    }
  }

  /**
   * The evaluation broke, for example because training diverged. It counts as worse than any
   * completed one.
   *
   * @param reason one line for a person
   * @param seconds what it cost until then, in seconds
   */
  record Failed(String reason, double seconds) implements Outcome {}

  /**
   * The proposal was not evaluated because it breaks a constraint. It counts as worse than any
   * completed one, and costs nothing.
   *
   * @param reason one line for a person: which constraint, and by how much
   */
  record Pruned(String reason) implements Outcome {
    @Override
    public double seconds() {
      return 0;
    }
  }

  /** Returns what was measured, if anything. */
  default Optional<Measurement> found() {
    return Optional.empty();
  }

  /** Returns what this outcome cost, in seconds, real or simulated. */
  double seconds();
}
