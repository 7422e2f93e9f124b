package org.nasturtium.core.search.strategy;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Proposal;

/**
 * The unseen are the architectures that a search has not proposed yet at a fidelity, up to
 * equivalence.
 *
 * <p>A strategy hands in its ideas; the first one that is new is taken. Where a hundred ideas and a
 * hundred uniform draws are all old, the space is nearly used up, and is walked through in its own
 * order for what is left. Problems that allow duplicates take every first idea.
 */
final class Unseen {
  private static final int ATTEMPTS = 100;

  /** The most ranks walked through in one search: larger spaces are never used up in practice. */
  private static final long LONGEST_WALK = 1L << 22;

  private final SearchProblem problem;
  private final Map<Fidelity, Set<Architecture>> seen = new HashMap<>();
  private final Map<Fidelity, Long> walked = new HashMap<>();

  Unseen(SearchProblem problem) {
    this.problem = problem;
  }

  /**
   * Returns the first new proposal, and counts it as seen.
   *
   * @param random where uniform draws come from
   * @param idea draws proposals, all of one fidelity
   * @return empty if everything was proposed before
   */
  Optional<Proposal> first(RandomGenerator random, Supplier<Proposal> idea) {
    Proposal proposal = idea.get();
    if (!problem.distinct()) {
      return Optional.of(proposal);
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (add(proposal.architecture(), proposal.fidelity())) {
        return Optional.of(proposal);
      }
      proposal = idea.get();
    }
    return anyNew(random, proposal.fidelity());
  }

  private Optional<Proposal> anyNew(RandomGenerator random, Fidelity fidelity) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Architecture architecture = problem.space().sample(random);
      if (add(architecture, fidelity)) {
        return Optional.of(new Proposal(architecture, fidelity, "random, nothing new nearby"));
      }
    }
    return leftOver(fidelity);
  }

  private Optional<Proposal> leftOver(Fidelity fidelity) {
    SearchSpace space = problem.space();
    long end = space.size().min(BigInteger.valueOf(LONGEST_WALK)).longValueExact();
    for (long rank = walked.getOrDefault(fidelity, 0L); rank < end; rank++) {
      Architecture architecture = space.unrank(BigInteger.valueOf(rank));
      if (add(architecture, fidelity)) {
        walked.put(fidelity, rank + 1);
        return Optional.of(new Proposal(architecture, fidelity, "left over"));
      }
    }
    walked.put(fidelity, end);
    return Optional.empty();
  }

  /**
   * Counts an architecture as seen.
   *
   * @param architecture the architecture
   * @param fidelity the fidelity
   * @return whether it was new
   */
  boolean add(Architecture architecture, Fidelity fidelity) {
    return seen.computeIfAbsent(fidelity, any -> new HashSet<>())
        .add(problem.space().canonical(architecture));
  }
}
