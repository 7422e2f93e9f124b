package org.nasturtium.core.search;

import java.util.List;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Metric;

/**
 * A search problem is what a strategy must know of its task.
 *
 * @param space the architectures to search
 * @param objectives what to optimize, the leading objective first; at least one
 * @param fidelity the fidelity at which architectures are compared; strategies of several
 *     fidelities propose its prefixes too
 * @param distinct whether an architecture should be proposed only once at a fidelity, up to
 *     equivalence; published baselines evaluate duplicates again
 */
public record SearchProblem(
    SearchSpace space, List<Metric> objectives, Fidelity fidelity, boolean distinct) {
  /** Checks and copies the objectives. */
  public SearchProblem {
    objectives = List.copyOf(objectives);
    if (objectives.isEmpty()) {
      throw new IllegalArgumentException("a search needs an objective");
    }
  }

  /** Returns the leading objective. */
  public Metric objective() {
    return objectives.get(0);
  }
}
