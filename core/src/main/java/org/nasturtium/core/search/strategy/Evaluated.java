package org.nasturtium.core.search.strategy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Trial;

/**
 * What a search of several fidelities has evaluated at each of them, so that the brackets of a
 * distinct problem do not repeat each other's work.
 */
final class Evaluated {
  private final SearchProblem problem;
  private final Unseen unseen;
  private final Map<Fidelity, Map<Architecture, Member>> members = new HashMap<>();

  Evaluated(SearchProblem problem) {
    this.problem = problem;
    this.unseen = new Unseen(problem);
  }

  /** Returns the first new proposal, see {@link Unseen#first}. */
  Optional<Proposal> first(RandomGenerator random, Supplier<Proposal> idea) {
    return unseen.first(random, idea);
  }

  /** Returns whether an architecture may be proposed at a fidelity, and counts it as proposed. */
  boolean mayPropose(Architecture architecture, Fidelity fidelity) {
    return !problem.distinct() || unseen.add(architecture, fidelity);
  }

  /** Returns what an equivalent architecture reached at a fidelity; empty if it is not known. */
  Optional<Member> find(Architecture architecture, Fidelity fidelity) {
    return Optional.ofNullable(
        members.getOrDefault(fidelity, Map.of()).get(problem.space().canonical(architecture)));
  }

  /** Takes in a trial; returns its member, empty if it did not complete. */
  Optional<Member> tell(Trial trial) {
    Optional<Member> member = Member.of(trial, List.of(problem.objective()));
    if (problem.distinct() && member.isPresent()) {
      members
          .computeIfAbsent(trial.proposal().fidelity(), any -> new HashMap<>())
          .put(problem.space().canonical(trial.proposal().architecture()), member.get());
    }
    return member;
  }
}
