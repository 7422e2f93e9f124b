package org.nasturtium.core.search.strategy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.Settings;
import org.nasturtium.core.search.Strategy;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Trial;

/**
 * Successive halving evaluates many random architectures for a few epochs, the best third of them
 * for three times as many, and so on to the full fidelity; then it begins anew (Karnin et al.,
 * 2013; Jamieson and Talwalkar, 2016).
 *
 * <p>It halves by 3, as Hyperband does, and repeats with new draws until the budget ends. One
 * bracket runs at a time: it proposes nothing while a rung waits for its last trials. It compares
 * by the leading objective.
 */
public final class SuccessiveHalving implements Strategy {
  /**
   * The settings.
   *
   * @param eta one of how many is promoted, and how many times the epochs of the next rung, at
   *     least 2
   * @param minEpochs the fewest epochs of a rung, at least 1
   * @param survivors how many architectures of a bracket reach the full fidelity, at least 1
   */
  public record Options(int eta, int minEpochs, int survivors) {
    /** Checks the ranges. */
    public Options {
      if (eta < 2 || minEpochs < 1 || survivors < 1) {
        throw new IllegalArgumentException(
            "expected eta of at least 2, 1 epoch and 1 survivor, found %d, %d and %d"
                .formatted(eta, minEpochs, survivors));
      }
    }

    /** The defaults. */
    public Options() {
      this(3, 1, 1);
    }

    static Options read(Settings settings) {
      Options defaults = new Options();
      return new Options(
          settings.integer("eta", defaults.eta, 2, 100),
          settings.integer("min-epochs", defaults.minEpochs, 1, 1_000_000),
          settings.integer("survivors", defaults.survivors, 1, 10_000));
    }
  }

  private final SearchProblem problem;
  private final Seed seed;
  private final List<Fidelity> rungs;
  private final List<Integer> sizes;
  private final Evaluated evaluated;
  private final Map<Integer, Bracket> open = new HashMap<>();
  private Bracket bracket;
  private int brackets;
  private int asked;

  /**
   * Creates the strategy.
   *
   * @param problem what to search
   * @param seed where all its randomness comes from
   * @param options the settings
   */
  public SuccessiveHalving(SearchProblem problem, Seed seed, Options options) {
    this.problem = problem;
    this.seed = seed;
    this.rungs = Bracket.rungs(problem.fidelity(), options.eta, options.minEpochs);
    this.sizes =
        IntStream.iterate(rungs.size() - 1, above -> above >= 0, above -> above - 1)
            .map(above -> size(options, above))
            .boxed()
            .toList();
    this.evaluated = new Evaluated(problem);
    this.bracket = begin();
  }

  private static int size(Options options, int above) {
    return (int) Math.min(options.survivors * Math.pow(options.eta, above), 1e6);
  }

  private Bracket begin() {
    return new Bracket(brackets++, rungs, sizes, evaluated);
  }

  @Override
  public List<Fidelity> partialFidelities() {
    return rungs.subList(0, rungs.size() - 1);
  }

  @Override
  public Optional<Proposal> ask() {
    Optional<Proposal> proposal = bracket.next(this::draw);
    while (proposal.isEmpty() && bracket.isDone() && !bracket.isEmpty()) {
      bracket = begin();
      proposal = bracket.next(this::draw);
    }
    if (proposal.isPresent()) {
      open.put(asked++, bracket);
    }
    return proposal;
  }

  private Optional<Proposal> draw(Fidelity fidelity) {
    RandomGenerator random = seed.child("proposal", asked).random();
    return evaluated.first(
        random, () -> new Proposal(problem.space().sample(random), fidelity, "random"));
  }

  @Override
  public void tell(Trial trial) {
    Bracket told = open.remove(trial.number());
    if (told == null) {
      throw new IllegalArgumentException("trial " + trial.number() + " is not open");
    }
    told.tell(evaluated.tell(trial));
  }
}
