package org.nasturtium.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.evaluate.Evaluator;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;

/**
 * What every evaluator promises. An implementation's test extends this and supplies {@link
 * #evaluator} and {@link #proposals}.
 */
public abstract class EvaluatorContract {
  private static final int THREADS = 4;

  /** The root of every draw, printed when a test fails. */
  protected static final Seed SEED = Seed.of(20_261_124);

  /** Returns a fresh evaluator. */
  protected abstract Evaluator evaluator();

  /** Returns at least two proposals that it can evaluate, few if evaluating takes long. */
  protected abstract List<Proposal> proposals();

  /** Returns the metric that it measures first of all. */
  protected Metric metric() {
    return Metric.VALIDATION_ACCURACY;
  }

  /**
   * Returns the part of an outcome that must be equal from call to call; an evaluator whose cost is
   * measured on a clock leaves the cost out.
   *
   * @param outcome the outcome
   */
  protected Object repeatable(Outcome outcome) {
    return outcome;
  }

  private Object evaluated(Evaluator evaluator, int proposal) {
    return repeatable(
        evaluator.evaluate(
            proposals().get(proposal), SEED.child("trial", proposal), RunControl.none()));
  }

  private List<Object> oneByOne() {
    Evaluator evaluator = evaluator();
    List<Object> outcomes = new ArrayList<>();
    for (int i = 0; i < proposals().size(); i++) {
      outcomes.add(evaluated(evaluator, i));
    }
    return outcomes;
  }

  @Test
  void theSameProposalAndSeedGiveTheSameOutcome() {
    assertThat(proposals()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(oneByOne()).as("%s", SEED).isEqualTo(oneByOne());
  }

  @Test
  void theOrderOfEvaluationsDoesNotMatter() {
    Evaluator evaluator = evaluator();
    List<Object> backward = new ArrayList<>();
    for (int i = proposals().size() - 1; i >= 0; i--) {
      backward.add(evaluated(evaluator, i));
    }
    Collections.reverse(backward);
    assertThat(backward).as("%s", SEED).isEqualTo(oneByOne());
  }

  @Test
  void theNumberOfThreadsDoesNotMatter() throws Exception {
    Evaluator evaluator = evaluator();
    List<Object> atOnce = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Object>> running = new ArrayList<>();
      for (int i = 0; i < proposals().size(); i++) {
        int proposal = i;
        running.add(threads.submit(() -> evaluated(evaluator, proposal)));
      }
      for (Future<Object> each : running) {
        atOnce.add(each.get(10, TimeUnit.MINUTES));
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(atOnce).as("%s", SEED).isEqualTo(oneByOne());
  }

  @Test
  void theMetricIsMeasuredWheneverAnEvaluationCompletes() {
    Evaluator evaluator = evaluator();
    for (Proposal proposal : proposals()) {
      Outcome outcome = evaluator.evaluate(proposal, SEED, RunControl.none());
      assertThat(outcome.seconds()).isNotNegative();
      outcome
          .found()
          .ifPresent(found -> assertThat(found.value(metric())).as("%s", proposal).isPresent());
    }
  }

  @Test
  void aStopIsAnswered() {
    Throwable thrown =
        catchThrowable(
            () -> evaluator().evaluate(proposals().get(0), SEED, StoppingControl.atOnce()));
    if (thrown != null) {
      assertThat(thrown)
          .as("an evaluation ends, or says that it stopped")
          .isInstanceOf(StoppedException.class);
    }
  }
}
