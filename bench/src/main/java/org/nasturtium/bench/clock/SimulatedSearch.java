package org.nasturtium.bench.clock;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.core.evaluate.Evaluator;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.Strategy;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Provenance;
import org.nasturtium.core.trial.Trial;

/**
 * A simulated search is a strategy that runs on a benchmark table under the simulated clock, one
 * trial after the other, keeping nothing but its {@link Trace}.
 *
 * <p>It makes the same trials as a study of the same strategy and seed with a window of one. The
 * clock starts at zero: query, add the cost, stop once the used time reaches the budget.
 */
public final class SimulatedSearch {
  private static final Provenance TABLE = new Provenance("simulated", "", "table", 0, 0);
  private static final int FIRST_CAPACITY = 256;

  private final BenchmarkTable table;
  private final Metric objective;
  private double[] usedSeconds = new double[FIRST_CAPACITY];
  private int[] bestRows = new int[FIRST_CAPACITY];
  private int points;
  private int best = -1;
  private double bestScore = Double.NEGATIVE_INFINITY;

  private SimulatedSearch(BenchmarkTable table, Metric objective) {
    this.table = table;
    this.objective = objective;
  }

  /**
   * Runs a search.
   *
   * @param table the table, which says in which row an architecture stands
   * @param strategy a fresh strategy
   * @param evaluator what answers it
   * @param objective by what the best architecture so far is chosen; the first one on ties
   * @param seed where the randomness of the evaluations comes from
   * @param stop when it ends; it also ends when the strategy proposes nothing more
   * @throws InvalidInputException if no evaluation completed
   */
  public static Trace run(
      BenchmarkTable table,
      Strategy strategy,
      Evaluator evaluator,
      Metric objective,
      Seed seed,
      StopRule stop) {
    SimulatedSearch search = new SimulatedSearch(table, objective);
    search.run(strategy, evaluator, seed, stop);
    if (search.points == 0) {
      throw new InvalidInputException(
          "no evaluation of the search completed on a table of %d architectures"
              .formatted(table.size()));
    }
    return Trace.of(
        Arrays.copyOf(search.usedSeconds, search.points),
        Arrays.copyOf(search.bestRows, search.points));
  }

  private void run(Strategy strategy, Evaluator evaluator, Seed seed, StopRule stop) {
    RunControl control = RunControl.none();
    double used = 0;
    int beyond = stop.beyond();
    for (int number = 0; number < stop.evaluations(); number++) {
      if (used >= stop.seconds() && beyond-- == 0) {
        return;
      }
      Optional<Proposal> proposal = strategy.ask();
      if (proposal.isEmpty()) {
        return;
      }
      Seed own = seed.child("trial", number);
      Outcome outcome = evaluator.evaluate(proposal.get(), own, control);
      Trial trial = new Trial(number, own.value(), proposal.get(), outcome, TABLE);
      strategy.tell(trial);
      used += outcome.seconds();
      keep(trial, used);
    }
  }

  private void keep(Trial trial, double used) {
    OptionalDouble value = trial.value(objective);
    if (value.isPresent()) {
      double score = objective.direction().score(value.getAsDouble());
      if (best < 0 || score > bestScore) {
        best = table.row(trial.proposal().architecture());
        bestScore = score;
      }
    }
    if (best >= 0) {
      append(used);
    }
  }

  private void append(double used) {
    if (points == bestRows.length) {
      usedSeconds = Arrays.copyOf(usedSeconds, 2 * points);
      bestRows = Arrays.copyOf(bestRows, 2 * points);
    }
    usedSeconds[points] = used;
    bestRows[points] = best;
    points++;
  }
}
