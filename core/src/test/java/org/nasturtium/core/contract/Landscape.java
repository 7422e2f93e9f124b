package org.nasturtium.core.contract;

import java.util.Objects;
import java.util.function.Function;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Measurement;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Trial;

/**
 * A landscape is a made-up objective over any space: a percentage that grows with the picks an
 * architecture shares with a hidden best one, with a small rugged part, and a cost metric.
 *
 * <p>Every value is a function of the picks and the fidelity. Fewer epochs give a lower and more
 * rugged value.
 */
public final class Landscape {
  private static final double RUGGEDNESS = 4;

  private final Architecture best;
  private final Seed seed;

  /**
   * Creates a landscape.
   *
   * @param space the space
   * @param seed decides the hidden best architecture and the rugged part
   */
  public Landscape(SearchSpace space, Seed seed) {
    this.seed = seed;
    this.best = space.sample(seed.child("best").random());
  }

  /**
   * Returns the value of an architecture, in percent.
   *
   * @param architecture the architecture
   * @param fidelity how much was spent
   */
  public double accuracy(Architecture architecture, Fidelity fidelity) {
    int shared = 0;
    for (int i = 0; i < architecture.size(); i++) {
      shared += architecture.pick(i) == best.pick(i) ? 1 : 0;
    }
    double reached = (double) fidelity.epochs() / fidelity.schedule();
    double rugged = RUGGEDNESS * (2 - reached) * unit(architecture, fidelity.epochs());
    return 10 + 10 * reached + 70.0 * shared / architecture.size() + rugged;
  }

  private double unit(Architecture architecture, int epochs) {
    long bits = seed.child("rugged", architecture.hashCode()).child("epochs", epochs).value();
    return (bits >>> 11) * 0x1p-53;
  }

  /**
   * Returns the number of "parameters" of an architecture: more for higher picks.
   *
   * @param architecture the architecture
   */
  public double parameters(Architecture architecture) {
    double sum = 1;
    for (int i = 0; i < architecture.size(); i++) {
      sum += architecture.pick(i) * (i + 1);
    }
    return sum;
  }

  /**
   * Returns an evaluation that measures every objective of a problem: parameters as above, and the
   * accuracy for any other, negated where small values are better.
   *
   * @param problem the problem
   */
  public Function<Trial, Outcome> evaluation(SearchProblem problem) {
    return trial -> {
      Architecture architecture = trial.proposal().architecture();
      Fidelity fidelity = trial.proposal().fidelity();
      Measurement found = null;
      for (Metric metric : problem.objectives()) {
        double value =
            metric.equals(Metric.PARAMETERS)
                ? parameters(architecture)
                : metric.direction().score(accuracy(architecture, fidelity));
        found =
            found == null
                ? Measurement.of(metric, value, fidelity.epochs())
                : found.with(metric, value);
      }
      return new Outcome.Completed(Objects.requireNonNull(found));
    };
  }
}
