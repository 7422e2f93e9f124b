package org.nasturtium.bench.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nasturtium.bench.sample.ToyBenchmark;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.Strategy;
import org.nasturtium.core.search.StrategyFactory;
import org.nasturtium.core.study.Budget;
import org.nasturtium.core.study.Simulation;
import org.nasturtium.core.study.StudyListener;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.History;
import org.nasturtium.core.trial.Measurement;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Provenance;
import org.nasturtium.core.trial.Trial;

class TraceOfStudyTest {
  private static final Fidelity WHOLE = Fidelity.of(ToyBenchmark.EPOCHS);
  private static final int BEST = 2 * 64 + 3 * 4 + 1;

  private final BenchmarkTable table = ToyBenchmark.table();

  /** Proposes given indices, one after the other. */
  private record Listed(Iterator<Integer> indices) implements Strategy {
    @Override
    public Optional<Proposal> ask() {
      return indices.hasNext()
          ? Optional.of(new Proposal(ToyBenchmark.architecture(indices.next()), WHOLE, "listed"))
          : Optional.empty();
    }

    @Override
    public void tell(Trial trial) {}
  }

  private Trace run(double seconds, int... indices) {
    SearchProblem problem =
        new SearchProblem(
            table.space(), List.of(Metric.VALIDATION_ACCURACY), WHOLE, false);
    StrategyFactory factory =
        new StrategyFactory(
            "listed",
            new TreeMap<>(),
            (any, seed) -> new Listed(IntStream.of(indices).iterator()));
    TabularEvaluator evaluator =
        TabularEvaluator.of(table, table.searching(table.dataset("toy")));
    return Trace.of(
        table,
        Simulation.published(problem, evaluator, Budget.ofSeconds(seconds))
            .run(factory, Seed.of(5), StudyListener.none())
            .history());
  }

  /** A query of architecture 0 costs 121 s, of 255 265 s, of the best one 193 s. */
  @Test
  void aRunOvershootsItsBudgetByOneEvaluation() {
    assertThat(run(200, 0, 0, 0, 0).evaluations()).isEqualTo(2);
    assertThat(run(200, 0, 0, 0, 0).usedSeconds()).isEqualTo(242);
    assertThat(run(242, 0, 0, 0, 0).evaluations()).isEqualTo(2);
    assertThat(run(243, 0, 0, 0, 0).evaluations()).isEqualTo(3);
  }

  @Test
  void theAnswerIsTheFirstOfTheBestSoFar() {
    Trace trace = run(10_000, 255, BEST, 0, BEST, 255);
    assertThat(trace.evaluations()).isEqualTo(5);
    assertThat(trace.answer(265)).isEqualTo(255);
    assertThat(trace.answer(266)).isEqualTo(BEST);
    assertThat(trace.answer(10_000)).isEqualTo(BEST);
  }

  @Test
  void aTraceBeginsWithTheFirstIncumbent() {
    Architecture first = ToyBenchmark.architecture(7);
    Outcome found =
        new Outcome.Completed(
            Measurement.of(Metric.VALIDATION_ACCURACY, 50, 30));
    History history =
        History.of(
            Metric.VALIDATION_ACCURACY,
            List.of(trial(0, first, new Outcome.Failed("diverged", 20)), trial(1, first, found)));
    Trace trace = Trace.of(table, history);
    assertThat(trace.evaluations()).isEqualTo(1);
    assertThat(trace.usedSeconds()).isEqualTo(50);
    assertThat(trace.answer(60)).isEqualTo(7);
  }

  private static Trial trial(int number, Architecture architecture, Outcome outcome) {
    return new Trial(
        number,
        0,
        new Proposal(architecture, WHOLE, "test"),
        outcome,
        new Provenance("test", "", "", 0, 0));
  }

  @Test
  void aSearchWithoutAnyCompletedEvaluationIsRefused() {
    assertThatThrownBy(() -> run(100))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("nothing feasible was found in 0 trials");
  }
}
