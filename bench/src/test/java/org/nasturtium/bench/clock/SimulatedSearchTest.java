package org.nasturtium.bench.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nasturtium.bench.sample.ToyBenchmark;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.Strategy;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Trial;

class SimulatedSearchTest {
  private static final Fidelity WHOLE = Fidelity.of(ToyBenchmark.EPOCHS);
  private static final int BEST = 2 * 64 + 3 * 4 + 1;

  private final BenchmarkTable table = ToyBenchmark.table();
  private final List<Trial> told = new ArrayList<>();

  /** Proposes given indices, one after the other, and remembers what it is told. */
  private final class Listed implements Strategy {
    private final int[] indices;
    private int asked;

    Listed(int... indices) {
      this.indices = indices;
    }

    @Override
    public Optional<Proposal> ask() {
      return asked == indices.length
          ? Optional.empty()
          : Optional.of(new Proposal(ToyBenchmark.architecture(indices[asked++]), WHOLE, "listed"));
    }

    @Override
    public void tell(Trial trial) {
      told.add(trial);
    }
  }

  private Trace run(StopRule stop, int... indices) {
    return SimulatedSearch.run(
        table,
        new Listed(indices),
        TabularEvaluator.of(table, table.searching(table.dataset("toy"))),
        Metric.VALIDATION_ACCURACY,
        Seed.of(5),
        stop);
  }

  /** A query of architecture 0 costs 121 s, of 255 265 s, of the best one 193 s. */
  @Test
  void theRunOvershootsTheBudgetByOneEvaluation() {
    Trace trace = run(StopRule.at(200), 0, 0, 0, 0);
    assertThat(trace.evaluations()).isEqualTo(2);
    assertThat(trace.usedSeconds()).isEqualTo(242);
    assertThat(run(StopRule.at(242), 0, 0, 0, 0).evaluations()).isEqualTo(2);
  }

  @Test
  void aBudgetAppliedAfterwardLetsOneMoreEvaluationIn() {
    Trace trace = run(StopRule.at(200).appliedAfterward(), 0, 0, 0, 0);
    assertThat(trace.evaluations()).isEqualTo(3);
    assertThat(trace.evaluationsWithin(200)).isEqualTo(2);
  }

  @Test
  void theNumberOfEvaluationsCanBeLimitedToo() {
    assertThat(run(StopRule.at(1_000).within(3), 0, 0, 0, 0, 0).evaluations()).isEqualTo(3);
  }

  @Test
  void theAnswerIsTheFirstOfTheBestSoFar() {
    Trace trace = run(StopRule.at(10_000), 255, BEST, 0, BEST, 255);
    assertThat(trace.evaluations()).isEqualTo(5);
    assertThat(trace.answer(265)).isEqualTo(255);
    assertThat(trace.answer(266)).isEqualTo(BEST);
    assertThat(trace.answer(10_000)).isEqualTo(BEST);
  }

  @Test
  void trialsAreNumberedAndToldInOrder() {
    run(StopRule.at(10_000), 3, 1, 2);
    assertThat(told).extracting(Trial::number).containsExactly(0, 1, 2);
    assertThat(told).allMatch(trial -> trial.outcome() instanceof Outcome.Completed);
    assertThat(told.get(0).seed()).isNotEqualTo(told.get(1).seed());
  }

  @Test
  void aSearchWithoutAnyCompletedEvaluationIsRefused() {
    assertThatThrownBy(() -> run(StopRule.at(100)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("no evaluation of the search completed on a table of 256 architectures");
  }
}
