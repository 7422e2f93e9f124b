package org.nasturtium.core.search.strategy;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.Settings;
import org.nasturtium.core.search.Strategy;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Trial;

/**
 * Regularized evolution draws a few members of a population, mutates the best of them, and lets the
 * oldest member die (Real et al., 2019; NATS-Bench calls it REA).
 *
 * <p>The defaults are those of the NATS-Bench code: population 10, tournaments of 3 with
 * replacement, and each space's mutation as coded. What differs here: the number of cycles is not
 * limited; failed and pruned trials do not join the population, and random architectures are
 * proposed until enough trials completed; several trials may be open, in which case members join in
 * the order of their numbers. With several objectives, the population is that of NSGA-II (Deb et
 * al., 2002) instead, without crossover, which not every space allows.
 */
public final class RegularizedEvolution implements Strategy {
  /** A replacement says whether a tournament may draw the same member twice. */
  public enum Replacement {
    /** Members are drawn one by one from the whole population, as coded. */
    WITH,
    /** The members of a tournament are all different, as published. */
    WITHOUT
  }

  /** A mutation says what a child differs in from its parent. */
  public enum Mutation {
    /** As the published code of the space has it, see {@code SearchSpace.mutateAsCoded}. */
    AS_CODED,
    /** The space's own neighbors, see {@code SearchSpace.mutate}: always different. */
    UNIFORM
  }

  /**
   * The settings.
   *
   * @param population how many members are alive, at least 1
   * @param sample how many members a tournament draws, at least 1 and at most {@code population}
   * @param replacement whether a tournament may draw a member twice
   * @param mutation what a child differs in
   */
  public record Options(int population, int sample, Replacement replacement, Mutation mutation) {
    /** Checks the ranges. */
    public Options {
      if (sample < 1 || sample > population) {
        throw new IllegalArgumentException(
            "a tournament of %d in a population of %d is not possible"
                .formatted(sample, population));
      }
    }

    /** The published settings. */
    public Options() {
      this(10, 3, Replacement.WITH, Mutation.AS_CODED);
    }

    static Options read(Settings settings) {
      Options published = new Options();
      int population = settings.integer("population", published.population, 1, 100_000);
      return new Options(
          population,
          settings.integer("sample", Math.min(published.sample, population), 1, population),
          settings.oneOf("replacement", published.replacement),
          settings.oneOf("mutation", published.mutation));
    }
  }

  private final SearchProblem problem;
  private final Seed seed;
  private final Options options;
  private final Unseen unseen;
  private final Population population;
  private int asked;
  private int told;
  private int joined;

  /**
   * Creates the strategy.
   *
   * @param problem what to search
   * @param seed where all its randomness comes from
   * @param options the settings
   */
  public RegularizedEvolution(SearchProblem problem, Seed seed, Options options) {
    this.problem = problem;
    this.seed = seed;
    this.options = options;
    this.unseen = new Unseen(problem);
    this.population =
        problem.objectives().size() == 1
            ? new AgingPopulation(options.population)
            : new NonDominatedPopulation(options.population);
  }

  @Override
  public Optional<Proposal> ask() {
    RandomGenerator random = seed.child("proposal", asked).random();
    boolean founding = joined + asked - told < options.population || population.size() == 0;
    Optional<Proposal> proposal =
        unseen.first(random, () -> founding ? founder(random) : child(random));
    asked += proposal.isPresent() ? 1 : 0;
    return proposal;
  }

  private Proposal founder(RandomGenerator random) {
    return new Proposal(problem.space().sample(random), problem.fidelity(), "random");
  }

  private Proposal child(RandomGenerator random) {
    Member parent = population.member(winner(random));
    Architecture child =
        options.mutation == Mutation.AS_CODED
            ? problem.space().mutateAsCoded(parent.architecture(), random)
            : problem.space().mutate(parent.architecture(), random);
    return new Proposal(child, problem.fidelity(), "mutation of " + parent.trial());
  }

  /** The position of the best of a few members, the one drawn first where several are best. */
  private int winner(RandomGenerator random) {
    int[] drawn = new int[Math.min(options.sample, population.size())];
    for (int i = 0; i < drawn.length; i++) {
      do {
        drawn[i] = random.nextInt(population.size());
      } while (options.replacement == Replacement.WITHOUT && repeats(drawn, i));
    }
    int winner = drawn[0];
    for (int i = 1; i < drawn.length; i++) {
      winner = population.beats(drawn[i], winner) ? drawn[i] : winner;
    }
    return winner;
  }

  private static boolean repeats(int[] drawn, int last) {
    for (int i = 0; i < last; i++) {
      if (drawn[i] == drawn[last]) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void tell(Trial trial) {
    told++;
    Member.of(trial, problem.objectives())
        .ifPresent(
            member -> {
              joined++;
              population.add(member);
            });
  }
}
