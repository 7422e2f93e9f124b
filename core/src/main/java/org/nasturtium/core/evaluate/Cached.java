package org.nasturtium.core.evaluate;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;

/**
 * A cached evaluator evaluates equivalent architectures once per fidelity: the canonical one stands
 * for all of them, and an evaluation that is already running is waited for.
 *
 * <p>An answer from the cache takes no time, but reports the cost of the evaluation it repeats, so
 * that an outcome does not depend on what was evaluated before it, on which thread, or before a
 * restart. A study that wants duplicates to be free charges them nothing by their numbers, see
 * {@code Duplicates} of the study package. Failed outcomes are kept too. Thread-safe.
 */
public final class Cached implements Evaluator {
  /** A seed policy says from which seed an architecture is evaluated. */
  public enum SeedPolicy {
    /** From the seed of the evaluation: other seeds are other evaluations. */
    EACH_SEED,
    /** From a seed of the architecture and fidelity: one evaluation for all seeds. */
    ONE_SEED
  }

  private record Key(Architecture architecture, Fidelity fidelity, Seed seed) {}

  private final Evaluator inner;
  private final SearchSpace space;
  private final SeedPolicy policy;
  private final Seed root;
  private final ConcurrentMap<Key, CompletableFuture<Optional<Outcome>>> known =
      new ConcurrentHashMap<>();

  /**
   * Creates an empty cache.
   *
   * @param inner evaluates what is not known
   * @param space says which architectures are equivalent
   * @param policy from which seed an architecture is evaluated
   * @param root the root of the seeds of {@link SeedPolicy#ONE_SEED}
   */
  public Cached(Evaluator inner, SearchSpace space, SeedPolicy policy, Seed root) {
    this.inner = inner;
    this.space = space;
    this.policy = policy;
    this.root = root;
  }

  @Override
  public Outcome evaluate(Proposal proposal, Seed seed, RunControl control) {
    Architecture canonical = space.canonical(proposal.architecture());
    Seed used = policy == SeedPolicy.EACH_SEED ? seed : seedOf(canonical, proposal.fidelity());
    Key key = new Key(canonical, proposal.fidelity(), used);
    while (true) {
      CompletableFuture<Optional<Outcome>> mine = new CompletableFuture<>();
      CompletableFuture<Optional<Outcome>> earlier = known.putIfAbsent(key, mine);
      if (earlier == null) {
        return evaluated(key, proposal.origin(), control, mine);
      }
      Optional<Outcome> outcome = earlier.join();
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
  }

  /** Evaluates for everyone who waits; whoever waits tries himself if this evaluation breaks. */
  private Outcome evaluated(
      Key key, String origin, RunControl control, CompletableFuture<Optional<Outcome>> mine) {
    Optional<Outcome> outcome = Optional.empty();
    try {
      Proposal canonical = new Proposal(key.architecture, key.fidelity, origin);
      outcome = Optional.of(inner.evaluate(canonical, key.seed, control));
      return outcome.get();
    } finally {
      if (outcome.isEmpty()) {
        known.remove(key);
      }
      mine.complete(outcome);
    }
  }

  private Seed seedOf(Architecture architecture, Fidelity fidelity) {
    Seed seed = root.child("schedule", fidelity.schedule()).child("epochs", fidelity.epochs());
    seed = seed.child("data", Double.doubleToLongBits(fidelity.dataFraction()));
    for (int i = 0; i < architecture.size(); i++) {
      seed = seed.child("pick", architecture.pick(i));
    }
    return seed;
  }
}
