package org.nasturtium.bench.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.nasturtium.bench.clock.Conventions;
import org.nasturtium.bench.clock.Deviation;
import org.nasturtium.bench.clock.TabularEvaluator;
import org.nasturtium.bench.clock.TimeBudgets;
import org.nasturtium.bench.reproduce.ReproductionReport.Omission;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Dataset;
import org.nasturtium.bench.table.Split;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.study.Budget;
import org.nasturtium.core.study.Simulation;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Metric;

/**
 * A reproduction runs search methods many times on a benchmark table under the simulated clock and
 * compares what they reach with what was published (thesis section 5.6).
 *
 * <p>Every run draws from a seed of its own name, so the result is the same for any number of
 * threads, methods and data sets.
 */
public final class Reproduction {
  private static final double PUBLISHED_INTERVAL = 100;
  private static final int CODED_READINGS = 150;
  private static final int PUBLISHED_CYCLES = 200;

  private final BenchmarkTable table;
  private final Options options;
  private final RunControl control;
  private final List<Omission> omissions = new ArrayList<>();
  private final List<RunSeries> series = new ArrayList<>();

  /**
   * What to run.
   *
   * @param methods the methods
   * @param datasets the data sets
   * @param runs the runs per method and data set, at least 1; 500 in the published tables
   * @param timeBudget the simulated seconds of a run; empty for the published budgets
   * @param seed where all randomness comes from
   * @param threads how many runs are made at once; never changes a result
   * @param conventions the sides taken where publication and code disagree
   */
  public record Options(
      List<SearchMethod> methods,
      List<Dataset> datasets,
      int runs,
      OptionalDouble timeBudget,
      Seed seed,
      int threads,
      Conventions conventions) {
    /** The runs of the published tables. */
    public static final int PUBLISHED_RUNS = 500;

    /** Checks the ranges and copies the lists. */
    public Options {
      methods = List.copyOf(methods);
      datasets = List.copyOf(datasets);
      if (runs < 1 || threads < 1) {
        throw new IllegalArgumentException(
            "expected at least 1 run and 1 thread, found %d and %d".formatted(runs, threads));
      }
      if (timeBudget.isPresent() && !(timeBudget.getAsDouble() > 0)) {
        throw new IllegalArgumentException(
            "a time budget of %s s is not above 0".formatted(timeBudget.getAsDouble()));
      }
    }
  }

  private Reproduction(BenchmarkTable table, Options options, RunControl control) {
    this.table = table;
    this.options = options;
    this.control = control;
  }

  /**
   * Runs a reproduction.
   *
   * @param table the table
   * @param options what to run
   * @param control is told how many runs are done, and asked whether to stop
   * @throws InvalidInputException if the table lacks what every method needs: a data set, its
   *     times, or a time budget
   * @throws StoppedException if the control asked to stop
   */
  public static ReproductionReport run(BenchmarkTable table, Options options, RunControl control) {
    return new Reproduction(table, options, control).run();
  }

  private ReproductionReport run() {
    List<Protocol> protocols =
        options.datasets().stream().map(dataset -> Protocol.of(table, dataset)).toList();
    protocols.forEach(this::plan);
    RunSeries.runAll(series, options.threads(), control);
    return new ReproductionReport(
        table.space().name(),
        table.origin().source(),
        options.runs(),
        options.seed().value(),
        options.conventions().labels(),
        series.stream().map(RunSeries::row).toList(),
        omissions,
        series.stream().map(RunSeries::curve).toList(),
        Comparisons.pairs(series),
        Comparisons.ranks(series),
        protocols.stream().flatMap(each -> Optimum.of(table, each).stream()).toList(),
        protocols.stream().flatMap(each -> DerivedCells.check(table, each).stream()).toList());
  }

  private void plan(Protocol protocol) {
    Fidelity fidelity = protocol.fidelity();
    TabularEvaluator evaluator = evaluator(protocol.dataset());
    evaluator.require(fidelity);
    if (!evaluator.hasTimes(fidelity)) {
      throw new InvalidInputException(
          "this table holds no training times of %s, which a time budget needs"
              .formatted(protocol.dataset().searched()));
    }
    double budget = budget(protocol.dataset());
    FinalAccuracies finals = FinalAccuracies.of(table, protocol.dataset(), protocol.reported());
    for (SearchMethod method : options.methods()) {
      SearchProblem problem = problem(method, fidelity);
      Optional<String> lacking = lacking(method, problem, evaluator);
      if (lacking.isPresent()) {
        omissions.add(new Omission(method.name(), protocol.dataset().name(), lacking.get()));
      } else {
        series.add(series(method, problem, protocol, evaluator, finals, budget));
      }
    }
  }

  private SearchProblem problem(SearchMethod method, Fidelity fidelity) {
    return new SearchProblem(
        table.space(),
        List.of(Metric.VALIDATION_ACCURACY),
        fidelity,
        method.repeats() == SearchMethod.Repeats.AVOIDED);
  }

  private RunSeries series(
      SearchMethod method,
      SearchProblem problem,
      Protocol protocol,
      TabularEvaluator evaluator,
      FinalAccuracies finals,
      double budget) {
    String dataset = protocol.dataset().name();
    return new RunSeries(
        new RunSeries.Plan(
            table,
            method,
            dataset,
            Simulation.published(
                problem, evaluator, studyBudget(method, budget, evaluator, problem.fidelity())),
            finals,
            budget,
            readings(budget),
            options.seed().child("reproduce " + method.name() + " on " + dataset),
            options.runs()));
  }

  private TabularEvaluator evaluator(Dataset dataset) {
    TabularEvaluator strict = TabularEvaluator.of(table, table.searching(dataset));
    return options.conventions().asPublished(Deviation.VALIDATION_FALLBACK)
        ? strict
        : strict.fallingBackTo(table.searchingWithLeakage(dataset.searched(), Split.ORI_TEST));
  }

  private Optional<String> lacking(
      SearchMethod method, SearchProblem problem, TabularEvaluator evaluator) {
    for (Fidelity rung : method.strategy().create(problem, options.seed()).partialFidelities()) {
      try {
        evaluator.require(rung);
      } catch (InvalidInputException e) {
        return Optional.of(
            "%s evaluates after %d of %d epochs too: %s"
                .formatted(method.method(), rung.epochs(), rung.schedule(), e.getMessage()));
      }
    }
    return Optional.empty();
  }

  private double budget(Dataset dataset) {
    if (options.timeBudget().isPresent()) {
      return options.timeBudget().getAsDouble();
    }
    return TimeBudgets.seconds(table.space().name(), dataset, options.conventions())
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "no time budget is published for %s on %s; give one in seconds"
                        .formatted(table.space().name(), dataset.name())));
  }

  /**
   * What ends a run. Where the time budget is applied afterward, the run makes at least one
   * evaluation beyond it; later ones are never read.
   */
  private static Budget studyBudget(
      SearchMethod method, double seconds, TabularEvaluator evaluator, Fidelity fidelity) {
    Budget budget = Budget.ofSeconds(seconds);
    return switch (method.ending()) {
      case TIME_BUDGET -> budget;
      case TIME_BUDGET_OR_CYCLES -> new Budget(PUBLISHED_CYCLES, seconds, budget.inVain());
      case AFTERWARD -> Budget.ofSeconds(seconds + evaluator.longestSeconds(fidelity));
    };
  }

  private List<Double> readings(double budget) {
    boolean published = options.conventions().asPublished(Deviation.CURVE_READINGS);
    double interval = published ? PUBLISHED_INTERVAL : budget / CODED_READINGS;
    int first = published ? 1 : 0;
    int count = published ? Math.max(1, (int) (budget / interval)) : CODED_READINGS;
    return IntStream.range(first, first + count).mapToObj(i -> i * interval).toList();
  }
}
