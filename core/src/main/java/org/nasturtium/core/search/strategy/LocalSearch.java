package org.nasturtium.core.search.strategy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.Settings;
import org.nasturtium.core.search.Strategy;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Trial;

/**
 * Local search evaluates the neighbors of the best architecture, and moves on when one of them is
 * better (White, Nolen and Savani, Exploring the Loss Landscape in Neural Architecture Search,
 * 2021).
 *
 * <p>It never evaluates two architectures that compute the same, unless the whole space is used up
 * and the problem allows duplicates. What the defaults do beyond the paper: a climb starts at the
 * best of ten random architectures; neighbors are one pick away from <em>any</em> equivalent of the
 * center, see {@link Neighborhood}, which connects architectures whose own encodings are far apart;
 * and at an optimum the search goes on from the next best architecture it knows instead of from
 * random ones. With {@code starts=1, neighbors=raw, optimum=restart} it is the published method,
 * {@code improvement=best} its other variant. It compares by the leading objective; failed and
 * pruned trials are no centers.
 */
public final class LocalSearch implements Strategy {
  /** An improvement says when the search moves to a better neighbor. */
  public enum Improvement {
    /** As soon as one is known. */
    FIRST,
    /** When all neighbors are known, to the best of them. */
    BEST
  }

  /** An optimum says what follows an architecture without a better neighbor. */
  public enum Optimum {
    /** The neighbors of the next best architecture. */
    CONTINUE,
    /** A new climb from random architectures, when all open trials are told. */
    RESTART
  }

  /** The neighbors say what a step can reach. */
  public enum Neighbors {
    /** One pick away from anything that computes the same as the center. */
    EQUIVALENTS,
    /** One pick away from the center itself. */
    RAW
  }

  /**
   * The settings.
   *
   * @param starts how many random architectures a climb starts with, at least 1
   * @param improvement when to move
   * @param optimum what to do where no neighbor is better
   * @param neighbors what a step can reach
   */
  public record Options(int starts, Improvement improvement, Optimum optimum, Neighbors neighbors) {
    /** Checks the range. */
    public Options {
      if (starts < 1) {
        throw new IllegalArgumentException("a climb needs at least 1 start, not " + starts);
      }
    }

    /** The defaults. */
    public Options() {
      this(10, Improvement.FIRST, Optimum.CONTINUE, Neighbors.EQUIVALENTS);
    }

    static Options read(Settings settings) {
      Options defaults = new Options();
      return new Options(
          settings.integer("starts", defaults.starts, 1, 100_000),
          settings.oneOf("improvement", defaults.improvement),
          settings.oneOf("optimum", defaults.optimum),
          settings.oneOf("neighbors", defaults.neighbors));
    }
  }

  /** An evaluated architecture, and what of its neighborhood is left. */
  private record Point(Member member, Neighborhood neighborhood) {}

  private final SearchProblem problem;
  private final SearchProblem once;
  private final Seed seed;
  private final Options options;
  private final PriorityQueue<Point> points =
      new PriorityQueue<>(
          Comparator.comparingDouble((Point point) -> -point.member.score(0))
              .thenComparingInt(point -> point.member.trial()));
  private Unseen unseen;
  private @Nullable Point center;
  private double optimum = Double.NEGATIVE_INFINITY;
  private int starts;
  private int asked;
  private int told;

  /**
   * Creates the strategy.
   *
   * @param problem what to search
   * @param seed where all its randomness comes from
   * @param options the settings
   */
  public LocalSearch(SearchProblem problem, Seed seed, Options options) {
    this.problem = problem;
    this.once = new SearchProblem(problem.space(), problem.objectives(), problem.fidelity(), true);
    this.seed = seed;
    this.options = options;
    this.unseen = new Unseen(once);
  }

  @Override
  public Optional<Proposal> ask() {
    Optional<Proposal> proposal = proposal();
    asked += proposal.isPresent() ? 1 : 0;
    return proposal;
  }

  private Optional<Proposal> proposal() {
    while (starts >= options.starts) {
      Point from = center();
      if (from == null) {
        boolean ended = options.optimum == Optimum.RESTART && optimum > Double.NEGATIVE_INFINITY;
        if (ended && told < asked) {
          return Optional.empty();
        }
        if (ended) {
          forget();
        }
        break;
      }
      Optional<Architecture> neighbor =
          from.neighborhood.next(each -> unseen.add(each, problem.fidelity()));
      if (neighbor.isPresent()) {
        String origin = "neighbor of " + from.member.trial();
        return Optional.of(new Proposal(neighbor.get(), problem.fidelity(), origin));
      }
      optimum = Math.max(optimum, from.member.score(0));
      points.remove(from);
      center = null;
    }
    starts++;
    return start();
  }

  /** Returns the architecture whose neighbors come next; none where a climb has ended. */
  private @Nullable Point center() {
    if (center == null || options.improvement == Improvement.FIRST) {
      Point best = points.peek();
      boolean ended = best == null || best.member.score(0) <= optimum;
      center = ended && options.optimum == Optimum.RESTART ? null : best;
    }
    return center;
  }

  private void forget() {
    points.clear();
    center = null;
    optimum = Double.NEGATIVE_INFINITY;
    starts = 0;
  }

  private Optional<Proposal> start() {
    RandomGenerator random = seed.child("start", asked).random();
    Optional<Proposal> start = draw(random);
    if (start.isPresent() || problem.distinct()) {
      return start;
    }
    unseen = new Unseen(once);
    forget();
    return draw(random);
  }

  private Optional<Proposal> draw(RandomGenerator random) {
    return unseen.first(
        random, () -> new Proposal(problem.space().sample(random), problem.fidelity(), "random"));
  }

  @Override
  public void tell(Trial trial) {
    told++;
    Member.of(trial, List.of(problem.objective()))
        .ifPresent(member -> points.add(new Point(member, around(member))));
  }

  private Neighborhood around(Member member) {
    return new Neighborhood(
        problem.space(),
        member.architecture(),
        options.neighbors,
        seed.child("neighbors", member.trial()).random());
  }
}
