package org.nasturtium.core.search.strategy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.Settings;
import org.nasturtium.core.search.Strategy;
import org.nasturtium.core.search.Surrogate;
import org.nasturtium.core.search.Surrogate.Guess;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Trial;

/**
 * NASGEM evaluates random architectures first, then in rounds those that a surrogate expects most
 * of among a large random sample, and learns from each round (arXiv 2007.04452, bootstrap
 * optimization, equations 14 and 15).
 *
 * <p>The surrogate of the paper is a dense network over a kernel-guided graph embedding. The sample
 * is drawn with replacement, a part at a time, so memory does not grow with it. What differs here:
 * an architecture that this search proposed before is not proposed again as a guess; failed and
 * pruned trials teach the lowest score completed so far, so what breaks a constraint is avoided;
 * some of each round can be random (none by default, and in the paper, which leaves the rounds
 * open); a round uses the trials told so far when several are open. It optimizes the leading
 * objective.
 */
public final class Nasgem implements Strategy {
  /** The name users type. */
  public static final String NAME = "nasgem";

  /** The architectures drawn from one seed. */
  private static final int PART = 1000;

  /** The parts drawn side by side and looked at together: bounds memory. */
  private static final int PARTS = 4;

  /**
   * The settings.
   *
   * @param initial the random architectures before the first round, at least 2
   * @param sample the architectures a round looks at, 50,000 in the paper
   * @param best the most promising ones a round evaluates, at least 1
   * @param random the random ones a round evaluates besides, at least 0
   * @param exploration how many deviations of an uncertain guess are added to it, at least 0; takes
   *     effect with an ensemble
   */
  public record Options(int initial, int sample, int best, int random, double exploration) {
    /** Checks the ranges. */
    public Options {
      if (initial < 2 || best < 1 || sample < best || random < 0 || !(exploration >= 0)) {
        throw new IllegalArgumentException(
            "%d first, then the best %d of %d and %d random ones is not possible"
                .formatted(initial, best, sample, random));
      }
    }

    /** The settings of the paper, and what it leaves open. */
    public Options() {
      this(20, 50_000, 8, 0, 0);
    }

    static Options read(Settings settings) {
      Options standard = new Options();
      int best = settings.integer("best", standard.best, 1, 1000);
      return new Options(
          settings.integer("initial", standard.initial, 2, 100_000),
          settings.integer("sample", Math.max(best, standard.sample), best, 100_000_000),
          best,
          settings.integer("random", standard.random, 0, 1000),
          settings.number("exploration", standard.exploration, 0, 1000));
    }
  }

  private final SearchProblem problem;
  private final Seed seed;
  private final Options options;
  private final Surrogate surrogate;
  private final Unseen unseen;
  private final Set<Architecture> proposed = new HashSet<>();
  private final List<Member> completed = new ArrayList<>();
  private final List<Architecture> broken = new ArrayList<>();
  private final Deque<Proposal> plan = new ArrayDeque<>();
  private int asked;
  private int rounds;
  private int toldInRound;

  /**
   * Creates the strategy.
   *
   * @param problem what to search
   * @param seed where all its randomness comes from
   * @param options the settings
   * @param surrogates makes the surrogate
   */
  public Nasgem(SearchProblem problem, Seed seed, Options options, Surrogate.Factory surrogates) {
    this.problem = problem;
    this.seed = seed;
    this.options = options;
    this.surrogate = surrogates.create(problem.space(), seed.child("surrogate"));
    this.unseen = new Unseen(problem);
  }

  /**
   * Returns the row of this method for the registry.
   *
   * @param surrogates reads the settings of the surrogate, and answers with what makes it
   */
  public static StrategyRow row(Function<Settings, ? extends Surrogate.Factory> surrogates) {
    return new StrategyRow(
        NAME,
        "Cheng et al., NASGEM: Neural Architecture Search via Graph Embedding Method (2021)",
        settings -> {
          Options options = Options.read(settings);
          Surrogate.Factory factory = surrogates.apply(settings);
          return (problem, seed) -> new Nasgem(problem, seed, options, factory);
        });
  }

  @Override
  public Optional<Proposal> ask() {
    RandomGenerator random = seed.child("proposal", asked).random();
    Optional<Proposal> proposal = unseen.first(random, () -> idea(random));
    proposal.ifPresent(
        each -> {
          asked++;
          proposed.add(problem.space().canonical(each.architecture()));
        });
    return proposal;
  }

  private Proposal idea(RandomGenerator random) {
    if (plan.isEmpty() && asked >= options.initial && isWorthARound()) {
      plan.addAll(round());
    }
    Proposal planned = plan.poll();
    return planned == null ? random(random) : planned;
  }

  private Proposal random(RandomGenerator random) {
    return new Proposal(problem.space().sample(random), problem.fidelity(), "random");
  }

  private boolean isWorthARound() {
    return completed.size() >= 2 && completed.size() + broken.size() > toldInRound;
  }

  /** Learns from all trials, and plans what to evaluate before learning again. */
  private List<Proposal> round() {
    toldInRound = completed.size() + broken.size();
    learn();
    Seed own = seed.child("round", rounds++);
    List<Proposal> next = new ArrayList<>();
    for (Candidate candidate : mostPromising(own.child("sample"))) {
      next.add(
          new Proposal(
              candidate.architecture,
              problem.fidelity(),
              "most promising of %d, round %d".formatted(options.sample, rounds)));
    }
    for (int i = 0; i < options.random; i++) {
      next.add(random(own.child("random", i).random()));
    }
    return next;
  }

  private void learn() {
    List<Architecture> architectures = new ArrayList<>();
    completed.forEach(member -> architectures.add(member.architecture()));
    architectures.addAll(broken);
    double worst = completed.stream().mapToDouble(member -> member.score(0)).min().orElseThrow();
    double[] scores = new double[architectures.size()];
    Arrays.fill(scores, worst);
    for (int i = 0; i < completed.size(); i++) {
      scores[i] = completed.get(i).score(0);
    }
    surrogate.fit(architectures, scores);
  }

  /** An architecture of the sample and what is expected of it. */
  private record Candidate(Architecture architecture, Architecture canonical, double value) {}

  /** Returns the best of a sample that were not proposed yet, all different, the best one first. */
  private List<Candidate> mostPromising(Seed own) {
    PriorityQueue<Candidate> best =
        new PriorityQueue<>(Comparator.comparingDouble(candidate -> candidate.value));
    Set<Architecture> kept = new HashSet<>();
    for (int start = 0; start < options.sample; start += PARTS * PART) {
      List<Architecture> drawn = drawn(own, start);
      List<Guess> guesses = surrogate.guess(drawn);
      for (int i = 0; i < drawn.size(); i++) {
        Guess guess = guesses.get(i);
        offer(best, kept, drawn.get(i), guess.mean() + options.exploration * guess.deviation());
      }
    }
    List<Candidate> ordered = new ArrayList<>(best);
    ordered.sort(Comparator.comparingDouble((Candidate candidate) -> -candidate.value));
    return ordered;
  }

  /** Draws the next parts of the sample, each from a seed of its own. */
  private List<Architecture> drawn(Seed own, int start) {
    return IntStream.iterate(
            start, at -> at < Math.min(options.sample, start + PARTS * PART), at -> at + PART)
        .boxed()
        .toList()
        .parallelStream()
        .map(at -> part(own.child("part", at).random(), Math.min(PART, options.sample - at)))
        .flatMap(List::stream)
        .toList();
  }

  private List<Architecture> part(RandomGenerator random, int size) {
    return Stream.generate(() -> problem.space().sample(random)).limit(size).toList();
  }

  private void offer(
      PriorityQueue<Candidate> best, Set<Architecture> kept, Architecture drawn, double value) {
    boolean full = best.size() == options.best;
    if (full && value <= best.element().value) {
      return;
    }
    Architecture canonical = problem.space().canonical(drawn);
    if (proposed.contains(canonical) || !kept.add(canonical)) {
      return;
    }
    if (full) {
      kept.remove(best.remove().canonical);
    }
    best.add(new Candidate(drawn, canonical, value));
  }

  @Override
  public void tell(Trial trial) {
    Member.of(trial, problem.objectives())
        .ifPresentOrElse(completed::add, () -> broken.add(trial.proposal().architecture()));
  }
}
