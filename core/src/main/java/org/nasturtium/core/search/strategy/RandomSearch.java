package org.nasturtium.core.search.strategy;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.Strategy;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Trial;

/**
 * Random search proposes architectures drawn uniformly from the space, each independent of
 * everything found so far (Bergstra and Bengio, 2012; NATS-Bench calls it RANDOM).
 *
 * <p>As published it draws with replacement, so it may propose an architecture again; a distinct
 * problem keeps equivalent ones out.
 */
public final class RandomSearch implements Strategy {
  private final SearchProblem problem;
  private final Seed seed;
  private final Unseen unseen;
  private int asked;

  /**
   * Creates the strategy.
   *
   * @param problem what to search
   * @param seed where all its randomness comes from
   */
  public RandomSearch(SearchProblem problem, Seed seed) {
    this.problem = problem;
    this.seed = seed;
    this.unseen = new Unseen(problem);
  }

  @Override
  public Optional<Proposal> ask() {
    RandomGenerator random = seed.child("proposal", asked++).random();
    return unseen.first(
        random, () -> new Proposal(problem.space().sample(random), problem.fidelity(), "random"));
  }

  /** Learns nothing. */
  @Override
  public void tell(Trial trial) {}
}
