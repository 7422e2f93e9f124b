package org.nasturtium.core.search.strategy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.Settings;
import org.nasturtium.core.search.Strategy;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Trial;

/**
 * BOHB runs the brackets of Hyperband, and draws their architectures from a model of what was good:
 * the ratio of two kernel densities (Falkner, Klein and Hutter, 2018).
 *
 * <p>The defaults are those of NATS-Bench, which ran HpBandSter: eta 3, rungs of 1, 4 and 12 epochs
 * that are prefixes of one schedule, brackets of 9/3/1, 3/1 and 3 in turn, no random fraction. When
 * every bracket waits for open trials, the next one begins, as in HpBandSter. What differs: a
 * failed trial is never good to the model and never promoted; candidates that a constrained space
 * does not contain are drawn again; brackets are not limited in number. The kernel is switched by
 * {@link Kernel}. It compares by the leading objective.
 */
public final class Bohb implements Strategy {
  /** A kernel says how likely a pick is near an observed one. */
  public enum Kernel {
    /** Over all candidates of a choice; no other candidate is likelier than the observed one. */
    FIXED,
    /**
     * As coded: over the candidates that were observed, and with bandwidths that may exceed what a
     * probability allows.
     */
    AS_CODED
  }

  /**
   * The settings.
   *
   * @param eta one of how many is promoted, and how many times the epochs of the next rung, at
   *     least 2
   * @param minEpochs the fewest epochs of a rung, at least 1
   * @param samples how many candidates compete for a proposal, at least 1
   * @param randomFraction the probability of a random proposal where there is a model, 0 to 1
   * @param topPercent how many percent of the observations are good, 1 to 99
   * @param minBandwidth the smallest bandwidth, above 0 and at most 1
   * @param kernel the kernel
   */
  public record Options(
      int eta,
      int minEpochs,
      int samples,
      double randomFraction,
      int topPercent,
      double minBandwidth,
      Kernel kernel) {
    /** Checks the ranges. */
    public Options {
      if (eta < 2 || minEpochs < 1 || samples < 1 || topPercent < 1 || topPercent > 99) {
        throw new IllegalArgumentException(
            "expected eta of at least 2, 1 epoch, 1 sample and 1 to 99 percent, found %d, %d, %d and %d"
                .formatted(eta, minEpochs, samples, topPercent));
      }
      if (!(randomFraction >= 0 && randomFraction <= 1 && minBandwidth > 0 && minBandwidth <= 1)) {
        throw new IllegalArgumentException(
            "expected a random fraction in [0, 1] and a bandwidth in (0, 1], found %s and %s"
                .formatted(randomFraction, minBandwidth));
      }
    }

    /** The settings of NATS-Bench, with the fixed kernel. */
    public Options() {
      this(3, 1, 4, 0, 15, 0.3, Kernel.FIXED);
    }

    static Options read(Settings settings) {
      Options defaults = new Options();
      return new Options(
          settings.integer("eta", defaults.eta, 2, 100),
          settings.integer("min-epochs", defaults.minEpochs, 1, 1_000_000),
          settings.integer("num-samples", defaults.samples, 1, 100_000),
          settings.number("random-fraction", defaults.randomFraction, 0, 1),
          settings.integer("top-n-percent", defaults.topPercent, 1, 99),
          settings.number("min-bandwidth", defaults.minBandwidth, 1e-6, 1),
          settings.oneOf("kernel", defaults.kernel));
    }
  }

  private final SearchProblem problem;
  private final Seed seed;
  private final Options options;
  private final List<Fidelity> rungs;
  private final Evaluated evaluated;
  private final DensityModels models;
  private final List<Bracket> active = new ArrayList<>();
  private final Map<Integer, Bracket> open = new HashMap<>();
  private int brackets;
  private int asked;

  /**
   * Creates the strategy.
   *
   * @param problem what to search
   * @param seed where all its randomness comes from
   * @param options the settings
   */
  public Bohb(SearchProblem problem, Seed seed, Options options) {
    this.problem = problem;
    this.seed = seed;
    this.options = options;
    this.rungs = Bracket.rungs(problem.fidelity(), options.eta, options.minEpochs);
    this.evaluated = new Evaluated(problem);
    this.models = new DensityModels(problem.space(), options);
  }

  @Override
  public List<Fidelity> partialFidelities() {
    return rungs.subList(0, rungs.size() - 1);
  }

  @Override
  public Optional<Proposal> ask() {
    for (Bracket bracket : active) {
      Optional<Proposal> proposal = bracket.next(this::draw);
      if (proposal.isPresent()) {
        return opened(bracket, proposal);
      }
    }
    active.removeIf(Bracket::isDone);
    for (int i = 0; i < rungs.size(); i++) {
      Bracket bracket = begin(brackets++);
      Optional<Proposal> proposal = bracket.next(this::draw);
      if (proposal.isPresent()) {
        active.add(bracket);
        return opened(bracket, proposal);
      }
    }
    return Optional.empty();
  }

  private Optional<Proposal> opened(Bracket bracket, Optional<Proposal> proposal) {
    open.put(asked++, bracket);
    return proposal;
  }

  /** The brackets of Hyperband, from the one with most rungs to the one with the last rung only. */
  private Bracket begin(int number) {
    List<Integer> sizes = sizes(rungs.size(), number % rungs.size(), options.eta);
    List<Fidelity> last = rungs.subList(rungs.size() - sizes.size(), rungs.size());
    return new Bracket(number, last, sizes, evaluated);
  }

  /**
   * Returns the sizes of the rungs of a bracket.
   *
   * @param rungs how many rungs the largest bracket has
   * @param bracket which bracket, from 0, the largest, to {@code rungs - 1}
   * @param eta one of how many is promoted
   */
  static List<Integer> sizes(int rungs, int bracket, int eta) {
    int above = rungs - 1 - bracket;
    int times = rungs / (above + 1);
    double first = Math.min(times * Math.pow(eta, above), 1e6);
    return IntStream.rangeClosed(0, above)
        .map(rung -> Math.max(1, (int) (first / Math.pow(eta, rung))))
        .boxed()
        .toList();
  }

  private Optional<Proposal> draw(Fidelity fidelity) {
    RandomGenerator random = seed.child("proposal", asked).random();
    return evaluated.first(random, () -> idea(fidelity, random));
  }

  private Proposal idea(Fidelity fidelity, RandomGenerator random) {
    Optional<DensityModel> model = models.largest();
    if (model.isPresent() && random.nextDouble() >= options.randomFraction) {
      Optional<Architecture> drawn = model.get().propose(problem.space(), options.samples, random);
      if (drawn.isPresent()) {
        return new Proposal(drawn.get(), fidelity, "from the model");
      }
    }
    return new Proposal(problem.space().sample(random), fidelity, "random");
  }

  @Override
  public void tell(Trial trial) {
    Bracket told = open.remove(trial.number());
    if (told == null) {
      throw new IllegalArgumentException("trial " + trial.number() + " is not open");
    }
    Optional<Member> member = evaluated.tell(trial);
    told.tell(member);
    models.observe(trial.proposal(), member);
  }
}
