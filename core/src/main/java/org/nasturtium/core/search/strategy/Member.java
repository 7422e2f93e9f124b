package org.nasturtium.core.search.strategy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Trial;

/** A member is an evaluated architecture of a population, with one score per objective. */
final class Member {
  private final int trial;
  private final Architecture architecture;
  private final double[] scores;

  private Member(int trial, Architecture architecture, double[] scores) {
    this.trial = trial;
    this.architecture = architecture;
    this.scores = scores;
  }

  /**
   * Returns the member that a trial makes.
   *
   * @param trial the trial
   * @param objectives the objectives
   * @return empty if the trial failed, was pruned, or lacks an objective
   */
  static Optional<Member> of(Trial trial, List<Metric> objectives) {
    double[] scores = new double[objectives.size()];
    for (int i = 0; i < scores.length; i++) {
      OptionalDouble value = trial.value(objectives.get(i));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      scores[i] = objectives.get(i).direction().score(value.getAsDouble());
    }
    return Optional.of(new Member(trial.number(), trial.proposal().architecture(), scores));
  }

  int trial() {
    return trial;
  }

  Architecture architecture() {
    return architecture;
  }

  /** Returns the value of an objective, of which larger is better. */
  double score(int objective) {
    return scores[objective];
  }

  int objectives() {
    return scores.length;
  }

  /** Returns whether this member is nowhere worse than another, and somewhere better. */
  boolean dominates(Member other) {
    boolean better = false;
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] < other.scores[i]) {
        return false;
      }
      better |= scores[i] > other.scores[i];
    }
    return better;
  }
}
