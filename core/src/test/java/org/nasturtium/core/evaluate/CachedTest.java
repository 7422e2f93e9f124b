package org.nasturtium.core.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.contract.EvaluatorContract;
import org.nasturtium.core.contract.TinySpace;
import org.nasturtium.core.evaluate.Cached.SeedPolicy;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;

class CachedTest extends EvaluatorContract {
  private final PicksEvaluator inner = new PicksEvaluator();

  @Override
  protected Evaluator evaluator() {
    return cached(SeedPolicy.ONE_SEED);
  }

  private Cached cached(SeedPolicy policy) {
    return new Cached(inner, new TinySpace(), policy, SEED);
  }

  @Override
  protected List<Proposal> proposals() {
    return List.of(proposal(0, 1, 4), proposal(1, 0, 4), proposal(1, 1, 4), proposal(1, 0, 2));
  }

  private static Proposal proposal(int first, int second, int epochs) {
    return new Proposal(Architecture.of(first, second), new Fidelity(epochs, 4, 1), "test");
  }

  private static Outcome evaluated(Evaluator evaluator, Proposal proposal, int trial) {
    return evaluator.evaluate(proposal, SEED.child("trial", trial), RunControl.none());
  }

  @Test
  void equivalentArchitecturesAreEvaluatedOncePerFidelity() {
    Cached cached = cached(SeedPolicy.ONE_SEED);
    Outcome first = evaluated(cached, proposal(0, 1, 4), 0);
    assertThat(evaluated(cached, proposal(1, 0, 4), 1)).isEqualTo(first);
    assertThat(inner.evaluations).hasValue(1);
    evaluated(cached, proposal(1, 0, 2), 2);
    evaluated(cached, proposal(1, 1, 4), 3);
    assertThat(inner.evaluations).hasValue(3);
  }

  @Test
  void whereEverySeedCountsOnlyTheSameSeedIsRepeated() {
    Cached cached = cached(SeedPolicy.EACH_SEED);
    Outcome first = evaluated(cached, proposal(0, 1, 4), 0);
    assertThat(evaluated(cached, proposal(1, 0, 4), 1)).isNotEqualTo(first);
    assertThat(evaluated(cached, proposal(1, 0, 4), 0)).isEqualTo(first);
    assertThat(inner.evaluations).hasValue(2);
  }

  @Test
  void aRunningEvaluationIsWaitedFor() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Evaluator slow =
        (proposal, seed, control) -> {
          begun.countDown();
          awaitQuietly(go);
          return inner.evaluate(proposal, seed, control);
        };
    Cached cached = new Cached(slow, new TinySpace(), SeedPolicy.ONE_SEED, SEED);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Outcome>> running = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int trial = i;
        running.add(threads.submit(() -> evaluated(cached, proposal(0, 1, 4), trial)));
      }
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      go.countDown();
      for (Future<Outcome> each : running) {
        assertThat(each.get(10, TimeUnit.SECONDS)).isEqualTo(running.get(0).get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(inner.evaluations).hasValue(1);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anEvaluationThatBrokeIsTriedAgain() {
    List<String> calls = new ArrayList<>();
    Evaluator breaking =
        (proposal, seed, control) -> {
          calls.add("call");
          if (calls.size() == 1) {
            throw new IllegalStateException("first");
          }
          return inner.evaluate(proposal, seed, control);
        };
    Cached cached = new Cached(breaking, new TinySpace(), SeedPolicy.ONE_SEED, SEED);
    assertThatThrownBy(() -> evaluated(cached, proposal(0, 1, 4), 0)).hasMessage("first");
    assertThat(evaluated(cached, proposal(0, 1, 4), 0).found().orElseThrow())
        .satisfies(found -> assertThat(found.value(Metric.VALIDATION_ACCURACY)).isPresent());
  }
}
