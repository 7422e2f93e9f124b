package org.nasturtium.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Measurement;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Provenance;
import org.nasturtium.core.trial.StudyLog;
import org.nasturtium.core.trial.StudySpec;
import org.nasturtium.core.trial.Trial;
import org.nasturtium.core.trial.TrialStore;

/**
 * What every trial store promises. An implementation's test extends this and supplies {@link
 * #connect}, which opens the same storage again at every call of one test.
 */
public abstract class TrialStoreContract {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final int THREADS = 8;
  private static final int TRIALS = 200;

  private final List<TrialStore> opened = new ArrayList<>();
  private TrialStore store;

  /** Opens the storage of this test, which is empty at the first call of a test. */
  protected abstract TrialStore connect();

  /**
   * Returns whether trials outlive the store object: closed and connected again, they are there.
   */
  protected boolean isDurable() {
    return true;
  }

  /**
   * Lets time pass, as the store sees it.
   *
   * @param time how much
   */
  protected void pass(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }

  /** Connects and remembers to close. */
  private TrialStore open() {
    TrialStore connected = connect();
    opened.add(connected);
    return connected;
  }

  @BeforeEach
  void openTheStore() {
    store = open();
  }

  @AfterEach
  void closeTheStores() {
    opened.forEach(TrialStore::close);
  }

  private static StudySpec spec(String name) {
    return new StudySpec(
        name, "nats-topology", "random", 7, 4, new TreeMap<>(Map.of("population", "10")));
  }

  private static Proposal proposal(int number) {
    return new Proposal(
        Architecture.of(number % 5, number % 3, 126), new Fidelity(4, 12, 0.25), "mutation of 3");
  }

  private static Trial trial(int number, Outcome outcome) {
    return new Trial(
        number,
        Long.MIN_VALUE + number,
        proposal(number),
        outcome,
        new Provenance("host/1", "0.1.0", "cpu, bf16", 1_700_000_000_000L, 1_700_000_000_123L));
  }

  private static Trial completed(int number) {
    return trial(
        number,
        new Outcome.Completed(
            Measurement.of(Metric.VALIDATION_ACCURACY, 100.0 / (number + 3), 1e-9 + number)
                .with(Metric.PARAMETERS, 1e15 + number)));
  }

  private static void finish(StudyLog log, Trial trial) {
    assertThat(log.claim(trial.number(), trial.proposal(), "a", LONG)).isTrue();
    log.finish(trial).join();
  }

  @Test
  void aStudyIsCreatedOnceAndJoinedAfterwards() {
    assertThat(store.find("first")).isEmpty();
    StudyLog created = store.open(spec("first"));
    assertThat(created.spec()).isEqualTo(spec("first"));
    finish(created, completed(0));
    StudyLog joined = store.open(spec("first"));
    assertThat(joined.spec()).isEqualTo(spec("first"));
    assertThat(joined.trials(0)).containsExactly(completed(0));
    assertThat(store.find("first").orElseThrow().trials(0)).containsExactly(completed(0));
  }

  @Test
  void anotherSpecificationIsRefusedAndTheDifferenceNamed() {
    store.open(spec("first"));
    StudySpec other =
        new StudySpec("first", "nats-size", "random", 7, 4, new TreeMap<>(Map.of("sample", "3")));
    assertThatThrownBy(() -> store.open(other))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("first")
        .hasMessageContaining("nats-size")
        .hasMessageContaining("nats-topology")
        .hasMessageContaining("population")
        .hasMessageNotContaining("seed");
    assertThat(store.open(spec("first")).spec()).isEqualTo(spec("first"));
  }

  @Test
  void studiesAreListedByName() {
    store.open(spec("b"));
    store.open(spec("a"));
    store.open(spec("c"));
    assertThat(store.studies()).containsExactly(spec("a"), spec("b"), spec("c"));
  }

  @Test
  void studiesDoNotSeeEachOthersTrials() {
    StudyLog one = store.open(spec("one"));
    StudyLog two = store.open(spec("two"));
    finish(one, completed(0));
    assertThat(two.trials(0)).isEmpty();
    assertThat(two.claim(0, proposal(0), "a", LONG)).isTrue();
  }

  @Test
  void oddNamesAreOrdinaryNames() {
    List<String> names =
        List.of(
            "Robert'); DROP TABLE trial;--",
            "\"quoted\" `name` \\ / % _",
            "名前 🌱 naïve",
            " spaces inside and around ",
            "tab\tand\nline",
            "UPPER",
            "upper",
            "x".repeat(300));
    for (String name : names) {
      StudyLog log = store.open(spec(name));
      finish(log, trial(0, new Outcome.Failed(name, 1.5)));
    }
    for (String name : names) {
      StudyLog log = store.find(name).orElseThrow();
      assertThat(log.spec()).isEqualTo(spec(name));
      assertThat(log.trials(0)).containsExactly(trial(0, new Outcome.Failed(name, 1.5)));
    }
    assertThat(store.studies().stream().map(StudySpec::name))
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void everyKindOfOutcomeComesBackAsItWas() {
    StudyLog log = store.open(spec("kinds"));
    List<Trial> trials =
        List.of(
            completed(0),
            trial(1, new Outcome.Failed("diverged: loss was NaN\nat step 3", 0.1 + 0.2)),
            trial(2, new Outcome.Pruned("1,200,000 parameters, at most 1,000,000")),
            trial(3, new Outcome.Completed(new Measurement(new TreeMap<>(), 0))),
            trial(
                4,
                new Outcome.Completed(
                    Measurement.of(Metric.VALIDATION_LOSS, Double.MIN_VALUE, Double.MAX_VALUE)
                        .with(Metric.LATENCY, -0.1)
                        .with(Metric.MACS, 9_007_199_254_740_991.0))));
    trials.forEach(trial -> finish(log, trial));
    assertThat(log.trials(0)).isEqualTo(trials);
  }

  @Test
  void trialsAreReadInTheOrderOfTheirNumbersFromAnyNumber() {
    StudyLog log = store.open(spec("order"));
    for (int number : new int[] {11, 2, 7, 0, 10, 1}) {
      finish(log, completed(number));
    }
    assertThat(log.trials(0).stream().map(Trial::number)).containsExactly(0, 1, 2, 7, 10, 11);
    assertThat(log.trials(3).stream().map(Trial::number)).containsExactly(7, 10, 11);
    assertThat(log.trials(12)).isEmpty();
  }

  @Test
  void aClaimIsExclusive() {
    StudyLog log = store.open(spec("claims"));
    assertThat(log.claim(0, proposal(0), "a", LONG)).isTrue();
    assertThat(log.claim(0, proposal(0), "b", LONG)).isFalse();
    assertThat(log.claim(0, proposal(0), "a", LONG))
        .as("a worker may claim its own again")
        .isTrue();
    assertThat(log.claim(1, proposal(1), "b", LONG)).isTrue();
    assertThat(log.trials(0)).as("a claim is not a trial").isEmpty();
  }

  @Test
  void aFinishedNumberCannotBeClaimed() {
    StudyLog log = store.open(spec("finished"));
    finish(log, completed(0));
    assertThat(log.claim(0, proposal(0), "a", LONG)).isFalse();
    assertThat(log.claim(0, proposal(0), "b", Duration.ofMillis(1))).isFalse();
  }

  @Test
  void aClaimOfAnotherProposalIsAFault() {
    StudyLog log = store.open(spec("proposals"));
    assertThat(log.claim(0, proposal(0), "a", SHORT)).isTrue();
    assertThatThrownBy(() -> log.claim(0, proposal(1), "b", SHORT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("0");
  }

  @Test
  void theClaimOfASilentWorkerIsVoid() {
    StudyLog log = store.open(spec("silence"));
    assertThat(log.claim(0, proposal(0), "a", SHORT)).isTrue();
    assertThat(log.claim(0, proposal(0), "b", SHORT)).isFalse();
    pass(SHORT.plusMillis(500));
    assertThat(log.claim(0, proposal(0), "b", SHORT)).isTrue();
    assertThat(log.beat(0, "a")).as("the silent worker no longer holds it").isFalse();
    assertThat(log.beat(0, "b")).isTrue();
  }

  @Test
  void aHeartbeatKeepsAClaim() {
    StudyLog log = store.open(spec("beats"));
    assertThat(log.claim(0, proposal(0), "a", SHORT)).isTrue();
    pass(SHORT.dividedBy(2).plusMillis(200));
    assertThat(log.beat(0, "a")).isTrue();
    pass(SHORT.dividedBy(2).plusMillis(200));
    assertThat(log.claim(0, proposal(0), "b", SHORT)).isFalse();
  }

  @Test
  void aHeartbeatAfterTheEndSaysSo() {
    StudyLog log = store.open(spec("late"));
    assertThat(log.beat(0, "a")).as("nobody holds it").isFalse();
    finish(log, completed(0));
    assertThat(log.beat(0, "a")).as("it is finished").isFalse();
  }

  @Test
  void aReleasedNumberCanBeClaimedAtOnce() {
    StudyLog log = store.open(spec("release"));
    assertThat(log.claim(0, proposal(0), "a", LONG)).isTrue();
    log.release(0, "b");
    assertThat(log.claim(0, proposal(0), "b", LONG)).as("only its holder releases it").isFalse();
    log.release(0, "a");
    assertThat(log.claim(0, proposal(0), "b", LONG)).isTrue();
    log.finish(completed(0)).join();
    log.release(0, "b");
    assertThat(log.trials(0)).containsExactly(completed(0));
  }

  @Test
  void finishingTwiceKeepsTheFirst() {
    StudyLog log = store.open(spec("twice"));
    finish(log, completed(0));
    assertThatCode(() -> log.finish(trial(0, new Outcome.Failed("late", 1))).join())
        .doesNotThrowAnyException();
    assertThat(log.trials(0)).containsExactly(completed(0));
  }

  @Test
  void whatIsFinishedOutlivesTheStore() {
    Assumptions.assumeTrue(isDurable(), "a store in memory forgets");
    StudyLog log = store.open(spec("durable"));
    IntStream.range(0, 20).forEach(number -> finish(log, completed(number)));
    assertThat(log.claim(20, proposal(20), "a", LONG)).isTrue();
    store.close();
    StudyLog again = open().open(spec("durable"));
    assertThat(again.trials(0))
        .isEqualTo(IntStream.range(0, 20).mapToObj(TrialStoreContract::completed).toList());
    assertThat(again.claim(20, proposal(20), "b", LONG)).as("claims are durable too").isFalse();
    assertThat(again.claim(20, proposal(20), "a", LONG)).isTrue();
  }

  @Test
  void manyThreadsLoseNothingAndDoubleNothing() throws Exception {
    StudyLog log = store.open(spec("crowd"));
    ConcurrentLinkedQueue<Integer> claimed = new ConcurrentLinkedQueue<>();
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        String worker = "worker " + t;
        done.add(
            threads.submit(
                () -> {
                  start.await();
                  for (int number = 0; number < TRIALS; number++) {
                    if (log.claim(number, proposal(number), worker, LONG)) {
                      claimed.add(number);
                      log.finish(completed(number)).get(60, TimeUnit.SECONDS);
                    }
                  }
                  return null;
                }));
      }
      start.countDown();
      for (Future<?> each : done) {
        each.get(120, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(claimed).as("each number has one holder").hasSize(TRIALS).doesNotHaveDuplicates();
    assertThat(log.trials(0))
        .isEqualTo(IntStream.range(0, TRIALS).mapToObj(TrialStoreContract::completed).toList());
  }

  @Test
  void manyThreadsOpenOneStudy() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<StudyLog>> logs =
          IntStream.range(0, THREADS)
              .mapToObj(t -> threads.submit(() -> store.open(spec("same"))))
              .toList();
      for (Future<StudyLog> log : logs) {
        assertThat(log.get(60, TimeUnit.SECONDS).spec()).isEqualTo(spec("same"));
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(store.studies()).containsExactly(spec("same"));
  }
}
