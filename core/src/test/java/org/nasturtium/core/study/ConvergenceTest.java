package org.nasturtium.core.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nasturtium.core.contract.Landscape;
import org.nasturtium.core.evaluate.Evaluator;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.strategy.Strategies;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.library.DartsCnn;
import org.nasturtium.core.space.library.NatsSize;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.ParetoFront;
import org.nasturtium.core.trial.Provenance;
import org.nasturtium.core.trial.Trial;

/** Strategies that learn find better architectures than random search on a made-up landscape. */
class ConvergenceTest {
  private static final Seed SEED = Seed.of(20_261_125);
  private static final int RUNS = 12;

  private static Evaluator landscape(SearchProblem problem, Seed seed) {
    Landscape landscape = new Landscape(problem.space(), seed);
    return (proposal, own, control) ->
        landscape
            .evaluation(problem)
            .apply(
                new Trial(
                    0,
                    0,
                    proposal,
                    new Outcome.Pruned("open"),
                    new Provenance("test", "", "", 0, 0)));
  }

  private static SearchProblem problem(SearchSpace space, Metric... objectives) {
    return new SearchProblem(space, List.of(objectives), Fidelity.of(1), false);
  }

  private static StudyResult run(
      String strategy, SearchProblem problem, int trials, int window, int run) {
    Seed seed = SEED.child("run", run);
    return new Simulation(
            problem,
            landscape(problem, seed.child("landscape")),
            Budget.ofTrials(trials),
            window,
            Duplicates.EVALUATE)
        .run(Strategies.configure(strategy, List.of()), seed, StudyListener.none());
  }

  private static double mean(String strategy, SearchSpace space, int trials, int window) {
    SearchProblem problem = problem(space, Metric.VALIDATION_ACCURACY);
    double sum = 0;
    for (int run = 0; run < RUNS; run++) {
      sum +=
          run(strategy, problem, trials, window, run)
              .history()
              .best()
              .value(Metric.VALIDATION_ACCURACY)
              .orElseThrow();
    }
    return sum / RUNS;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void evolutionBeatsRandomSearch(int window) {
    for (SearchSpace space :
        List.of(new NatsTopology(), new NatsSize(), DartsCnn.eightOperations())) {
      assertThat(mean("evolution", space, 300, window))
          .as("%s, %s, window %d", SEED, space.name(), window)
          .isGreaterThan(mean("random", space, 300, window) + 5);
    }
  }

  @Test
  void reinforceBeatsRandomSearchGivenTime() {
    for (SearchSpace space :
        List.of(new NatsTopology(), new NatsSize(), DartsCnn.eightOperations())) {
      assertThat(mean("reinforce", space, 1500, 1))
          .as("%s, %s", SEED, space.name())
          .isGreaterThan(mean("random", space, 1500, 1) + 2);
    }
  }

  @Test
  void evolutionOfTwoObjectivesCoversMoreThanRandomSearch() {
    SearchProblem problem =
        problem(new NatsTopology(), Metric.VALIDATION_ACCURACY, Metric.PARAMETERS);
    double evolved = 0;
    double random = 0;
    for (int run = 0; run < RUNS; run++) {
      evolved += area(run("evolution", problem, 300, 4, run), problem);
      random += area(run("random", problem, 300, 4, run), problem);
    }
    assertThat(evolved).as("%s", SEED).isGreaterThan(1.1 * random);
  }

  private static double area(StudyResult result, SearchProblem problem) {
    return ParetoFront.of(problem.objectives(), result.history().trials()).hypervolume(20, 90);
  }
}
