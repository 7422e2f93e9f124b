package org.nasturtium.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.nasturtium.bench.clock.TabularEvaluator;
import org.nasturtium.bench.reproduce.FinalAccuracies;
import org.nasturtium.bench.reproduce.Protocol;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Dataset;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.StrategyFactory;
import org.nasturtium.core.study.Budget;
import org.nasturtium.core.study.Simulation;
import org.nasturtium.core.study.StudyListener;
import org.nasturtium.core.trial.History;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Trial;

/**
 * A tabular search runs strategies on a table for a number of evaluations and reads their
 * incumbents at some of them.
 *
 * <p>Unlike the published searches it knows no clock: every evaluation counts one, whatever its
 * training cost. Thread-safe.
 */
public final class TabularSearch {
  private final BenchmarkTable table;
  private final SearchProblem problem;
  private final TabularEvaluator evaluator;
  private final FinalAccuracies finals;

  /**
   * Creates a search.
   *
   * @param table the table
   * @param dataset the data set; {@link Dataset#guidedByTest()} where a table holds no validation
   *     accuracies
   * @param distinct whether equivalent architectures are proposed once
   * @throws org.nasturtium.core.fault.InvalidInputException if the table lacks what is needed
   */
  public TabularSearch(BenchmarkTable table, Dataset dataset, boolean distinct) {
    Protocol protocol = Protocol.of(table, dataset);
    this.table = table;
    this.problem =
        new SearchProblem(
            table.space(), List.of(Metric.VALIDATION_ACCURACY), protocol.fidelity(), distinct);
    this.evaluator = TabularEvaluator.of(table, table.searching(dataset));
    this.finals = FinalAccuracies.of(table, dataset, protocol.reported());
    evaluator.require(problem.fidelity());
  }

  /**
   * Checks that a strategy can be run.
   *
   * @param strategy the strategy
   * @throws org.nasturtium.core.fault.InvalidInputException if it needs trainings that the table
   *     does not hold
   */
  public void require(StrategyFactory strategy) {
    strategy.create(problem, Seed.of(0)).partialFidelities().forEach(evaluator::require);
  }

  /**
   * Runs a strategy.
   *
   * @param strategy the strategy
   * @param seed where all randomness comes from
   * @param evaluations after how many evaluations its incumbent is read, ascending
   * @param stop whether to stop
   * @return an answer per reading; that of a search that ended before is its last incumbent
   * @throws StoppedException if it was to stop
   */
  public List<Answer> run(
      StrategyFactory strategy, Seed seed, List<Integer> evaluations, BooleanSupplier stop) {
    Readings readings = new Readings(evaluations, stop);
    int last = evaluations.get(evaluations.size() - 1);
    History history =
        Simulation.published(problem, evaluator, Budget.ofTrials(last))
            .run(strategy, seed, readings)
            .history();
    while (readings.answers.size() < evaluations.size()) {
      readings.read(history);
    }
    return readings.answers;
  }

  /** Reads the incumbent at the evaluations asked for. */
  private final class Readings implements StudyListener {
    private final List<Integer> evaluations;
    private final BooleanSupplier stop;
    private final List<Answer> answers = new ArrayList<>();

    Readings(List<Integer> evaluations, BooleanSupplier stop) {
      this.evaluations = evaluations;
      this.stop = stop;
    }

    @Override
    public void told(Trial trial, History history) {
      if (stop.getAsBoolean()) {
        throw new StoppedException("the search was asked to stop");
      }
      if (history.trials().size() == evaluations.get(answers.size())) {
        read(history);
      }
    }

    void read(History history) {
      int row = table.row(history.best().proposal().architecture());
      answers.add(
          new Answer(
              evaluations.get(answers.size()), row, finals.validation(row), finals.test(row)));
    }
  }
}
