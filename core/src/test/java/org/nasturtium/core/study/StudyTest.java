package org.nasturtium.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nasturtium.core.contract.TinySpace;
import org.nasturtium.core.evaluate.Evaluator;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.StrategyFactory;
import org.nasturtium.core.search.strategy.Strategies;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.core.study.StudyResult.End;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.History;
import org.nasturtium.core.trial.Measurement;
import org.nasturtium.core.trial.MemoryTrialStore;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Provenance;
import org.nasturtium.core.trial.StudyLog;
import org.nasturtium.core.trial.StudySpec;
import org.nasturtium.core.trial.Trial;

@Timeout(120)
class StudyTest {
  private static final long SEED = 42;
  private static final Duration PATIENCE = Duration.ofMillis(1500);
  private static final Duration POLL = Duration.ofMillis(5);
  private static final StrategyFactory EVOLUTION = Strategies.configure("evolution", List.of());
  private static final SearchProblem PROBLEM = problem(new NatsTopology(), false);

  private final MemoryTrialStore store = new MemoryTrialStore(InstantSource.system());

  private static SearchProblem problem(SearchSpace space, boolean distinct) {
    return new SearchProblem(space, List.of(Metric.VALIDATION_ACCURACY), Fidelity.of(12), distinct);
  }

  private StudyLog log(String name, SearchProblem problem, int window) {
    return store.open(
        new StudySpec(name, problem.space().name(), "evolution", SEED, window, new TreeMap<>()));
  }

  private static StudyOptions options(String name, int workers) {
    return StudyOptions.of(
            workers,
            new StudyOptions.Participant(name, "test", "none"),
            InstantSource.fixed(Instant.EPOCH))
        .withTimes(PATIENCE, POLL);
  }

  private static Study study(StudyLog log, Evaluator evaluator, int workers) {
    return new Study(log, PROBLEM, EVOLUTION, evaluator, options("process", workers));
  }

  private static List<Trial> undisturbed(SearchProblem problem, Budget budget, int window) {
    return new Simulation(
            problem, new LandscapeEvaluator(problem, 0), budget, window, Duplicates.EVALUATE)
        .run(EVOLUTION, Seed.of(SEED), StudyListener.none())
        .history()
        .trials();
  }

  /** What a trial is, whoever made it. */
  private static List<List<Object>> essence(List<Trial> trials) {
    return trials.stream()
        .map(
            trial ->
                List.<Object>of(trial.number(), trial.seed(), trial.proposal(), trial.outcome()))
        .toList();
  }

  @ParameterizedTest(name = "window {0}, {1} workers")
  @CsvSource({"1, 1", "1, 4", "4, 1", "4, 4", "8, 3", "8, 12"})
  void theNumberOfWorkersDoesNotMatter(int window, int workers) {
    StudyResult result =
        study(log("s", PROBLEM, window), new LandscapeEvaluator(PROBLEM, 4), workers)
            .run(Budget.ofTrials(60), RunControl.none(), StudyListener.none());
    assertThat(essence(result.history().trials()))
        .isEqualTo(essence(undisturbed(PROBLEM, Budget.ofTrials(60), window)));
    assertThat(result.end()).isEqualTo(End.BUDGET);
    assertThat(log("s", PROBLEM, window).trials(0)).isEqualTo(result.history().trials());
  }

  @ParameterizedTest(name = "window {0}, {1} workers")
  @CsvSource({"1, 1", "4, 2", "8, 8"})
  void aBudgetOfSecondsEndsWithTheTrialThatReachesIt(int window, int workers) {
    Budget budget = Budget.ofSeconds(500);
    StudyResult result =
        study(log("s", PROBLEM, window), new LandscapeEvaluator(PROBLEM, 3), workers)
            .run(budget, RunControl.none(), StudyListener.none());
    assertThat(essence(result.history().trials()))
        .isEqualTo(essence(undisturbed(PROBLEM, budget, window)));
    double last =
        result.history().trials().get(result.history().trials().size() - 1).outcome().seconds();
    assertThat(result.history().seconds()).isGreaterThanOrEqualTo(500);
    assertThat(result.history().seconds() - last).isLessThan(500);
  }

  @ParameterizedTest(name = "stopped after {0} trials, window {1}, {2} workers")
  @CsvSource({"1, 1, 1", "7, 1, 2", "13, 4, 2", "30, 8, 3", "41, 8, 1"})
  void aStoppedStudyGoesOnAsIfNothingHadHappened(int trials, int window, int workers) {
    StudyLog log = log("s", PROBLEM, window);
    LandscapeEvaluator evaluator = new LandscapeEvaluator(PROBLEM, 3);
    Budget budget = Budget.ofTrials(50);
    StopAfter stop = new StopAfter(trials);
    StudyResult first = study(log, evaluator, workers).run(budget, stop, stop);
    assertThat(first.end()).isEqualTo(End.STOPPED);
    assertThat(first.history().trials().size()).isBetween(trials, trials + window);
    int stored = log.trials(0).size();
    assertThat(stored).isGreaterThanOrEqualTo(first.history().trials().size());
    List<Integer> resumed = new ArrayList<>();
    StudyResult second =
        new Study(log, PROBLEM, EVOLUTION, evaluator, options("another process", workers))
            .run(
                budget,
                RunControl.none(),
                new StudyListener() {
                  @Override
                  public void resumed(int found) {
                    resumed.add(found);
                  }

                  @Override
                  public void told(Trial trial, History history) {}
                });
    assertThat(resumed).containsExactly(stored);
    assertThat(essence(second.history().trials()))
        .isEqualTo(essence(undisturbed(PROBLEM, budget, window)));
    assertThat(evaluator.evaluations.values())
        .as("nothing that was finished is evaluated again")
        .containsOnly(1);
  }

  /** Asks to stop once so many trials were told. */
  private static final class StopAfter implements RunControl, StudyListener {
    private final int trials;
    private int told;

    StopAfter(int trials) {
      this.trials = trials;
    }

    @Override
    public void told(Trial trial, History history) {
      told++;
    }

    @Override
    public void steps(String stage, long done, long total) {}

    @Override
    public void epoch(String stage, String line) {
      assertThat(stage).matches("trial \\d+ training");
    }

    @Override
    public boolean stopRequested() {
      return told >= trials;
    }
  }

  @Test
  void severalProcessesShareOneStudy() throws Exception {
    StudyLog log = log("s", PROBLEM, 8);
    LandscapeEvaluator evaluator = new LandscapeEvaluator(PROBLEM, 5);
    ExecutorService processes = Executors.newFixedThreadPool(4);
    try {
      List<Future<StudyResult>> running = new ArrayList<>();
      for (int p = 0; p < 4; p++) {
        Study study = new Study(log, PROBLEM, EVOLUTION, evaluator, options("process " + p, 2));
        running.add(
            processes.submit(
                () -> study.run(Budget.ofTrials(80), RunControl.none(), StudyListener.none())));
      }
      List<List<Object>> expected = essence(undisturbed(PROBLEM, Budget.ofTrials(80), 8));
      for (Future<StudyResult> each : running) {
        assertThat(essence(each.get(60, TimeUnit.SECONDS).history().trials())).isEqualTo(expected);
      }
    } finally {
      processes.shutdownNow();
    }
    assertThat(log.trials(0)).hasSize(80);
    assertThat(evaluator.evaluations).hasSize(80);
    assertThat(evaluator.evaluations.values()).as("nothing is done twice").containsOnly(1);
    assertThat(log.trials(0).stream().map(trial -> trial.provenance().worker()).distinct())
        .as("more than one process worked")
        .hasSizeGreaterThan(1);
  }

  @Test
  void theTrialOfADeadProcessIsTakenOver() {
    StudyLog log = log("s", PROBLEM, 4);
    Trial third = undisturbed(PROBLEM, Budget.ofTrials(10), 4).get(3);
    assertThat(log.claim(3, third.proposal(), "dead", Duration.ofMillis(300))).isTrue();
    StudyResult result =
        study(log, new LandscapeEvaluator(PROBLEM, 2), 2)
            .run(Budget.ofTrials(20), RunControl.none(), StudyListener.none());
    assertThat(essence(result.history().trials()))
        .isEqualTo(essence(undisturbed(PROBLEM, Budget.ofTrials(20), 4)));
    assertThat(log.trials(3).get(0).provenance().worker()).isEqualTo("process");
  }

  @Test
  void aSlowEvaluationThatBeatsIsNotTakenOver() throws Exception {
    StudyLog log = log("s", PROBLEM, 1);
    LandscapeEvaluator fast = new LandscapeEvaluator(PROBLEM, 0);
    AtomicBoolean isFirst = new AtomicBoolean(true);
    Evaluator slow =
        (proposal, seed, control) -> {
          if (isFirst.getAndSet(false)) {
            sleep(PATIENCE.plusMillis(700));
          }
          return fast.evaluate(proposal, seed, control);
        };
    ExecutorService processes = Executors.newFixedThreadPool(2);
    try {
      List<Future<StudyResult>> running = new ArrayList<>();
      for (int p = 0; p < 2; p++) {
        Study study = new Study(log, PROBLEM, EVOLUTION, slow, options("process " + p, 1));
        running.add(
            processes.submit(
                () -> study.run(Budget.ofTrials(3), RunControl.none(), StudyListener.none())));
      }
      for (Future<StudyResult> each : running) {
        assertThat(each.get(30, TimeUnit.SECONDS).history().trials()).hasSize(3);
      }
    } finally {
      processes.shutdownNow();
    }
    assertThat(fast.evaluations.values()).containsOnly(1);
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aStoredTrialThatTheStrategyDoesNotProposeIsAClearError() {
    StudyLog log = log("s", PROBLEM, 1);
    List<Trial> trials = undisturbed(PROBLEM, Budget.ofTrials(5), 1);
    for (Trial trial : trials) {
      Proposal proposal = trial.proposal();
      if (trial.number() == 3) {
        int other = (proposal.architecture().pick(0) + 1) % 5;
        proposal =
            new Proposal(proposal.architecture().with(0, other), proposal.fidelity(), "changed");
      }
      log.finish(
              new Trial(
                  trial.number(), trial.seed(), proposal, trial.outcome(), trial.provenance()))
          .join();
    }
    assertThatThrownBy(
            () ->
                study(log, new LandscapeEvaluator(PROBLEM, 0), 1)
                    .run(Budget.ofTrials(10), RunControl.none(), StudyListener.none()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("trial 3 of study 's' is stored as |")
        .hasMessageContaining("but strategy evolution proposes |");
  }

  @Test
  void anotherSpaceOrStrategyIsRefused() {
    StudyLog log = log("s", PROBLEM, 1);
    assertThatThrownBy(
            () ->
                new Study(
                    log,
                    problem(new TinySpace(), false),
                    EVOLUTION,
                    new LandscapeEvaluator(PROBLEM, 0),
                    options("p", 1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("study 's' is of space nats-topology, not of tiny");
    StrategyFactory random = Strategies.configure("random", List.of());
    assertThatThrownBy(
            () ->
                new Study(
                    log, PROBLEM, random, new LandscapeEvaluator(PROBLEM, 0), options("p", 1)))
        .hasMessage("study 's' is of strategy evolution, not of random");
  }

  @Test
  void aFaultOfTheEvaluatorEndsTheStudyAndKeepsWhatIsFinished() {
    StudyLog log = log("s", PROBLEM, 4);
    LandscapeEvaluator sound = new LandscapeEvaluator(PROBLEM, 2);
    long fatal = Study.trialSeed(Seed.of(SEED), 10).value();
    Evaluator faulty =
        (proposal, seed, control) -> {
          if (seed.value() == fatal) {
            throw new IllegalStateException("out of order");
          }
          return sound.evaluate(proposal, seed, control);
        };
    assertThatThrownBy(
            () ->
                study(log, faulty, 2)
                    .run(Budget.ofTrials(30), RunControl.none(), StudyListener.none()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("out of order");
    assertThat(log.trials(0).size()).isBetween(7, 14);
    StudyResult again =
        new Study(log, PROBLEM, EVOLUTION, sound, options("another", 2))
            .run(Budget.ofTrials(30), RunControl.none(), StudyListener.none());
    assertThat(essence(again.history().trials()))
        .as("its claims were given up, so that nobody waits")
        .isEqualTo(essence(undisturbed(PROBLEM, Budget.ofTrials(30), 4)));
  }

  @Test
  void aTrialThatCannotBeStoredEndsTheStudy() {
    StudyLog log = new FullLog(log("s", PROBLEM, 4));
    assertThatThrownBy(
            () ->
                study(log, new LandscapeEvaluator(PROBLEM, 1), 2)
                    .run(Budget.ofTrials(30), RunControl.none(), StudyListener.none()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("trial 5 of study 's' could not be stored: disk full");
  }

  /** A log that cannot store trial 5. */
  private record FullLog(StudyLog inner) implements StudyLog {
    @Override
    public StudySpec spec() {
      return inner.spec();
    }

    @Override
    public List<Trial> trials(int from) {
      return inner.trials(from);
    }

    @Override
    public boolean claim(int number, Proposal proposal, String worker, Duration patience) {
      return inner.claim(number, proposal, worker, patience);
    }

    @Override
    public boolean beat(int number, String worker) {
      return inner.beat(number, worker);
    }

    @Override
    public void release(int number, String worker) {
      inner.release(number, worker);
    }

    @Override
    public CompletableFuture<Void> finish(Trial trial) {
      return trial.number() == 5
          ? CompletableFuture.failedFuture(new IOException("disk full"))
          : inner.finish(trial);
    }
  }

  @Test
  void aDistinctSearchOfASmallSpaceEndsExhausted() {
    SearchProblem tiny = problem(new TinySpace(), true);
    StudyResult result =
        new Study(
                log("tiny", tiny, 4),
                tiny,
                EVOLUTION,
                new LandscapeEvaluator(tiny, 1),
                options("p", 3))
            .run(Budget.ofTrials(100), RunControl.none(), StudyListener.none());
    assertThat(result.end()).isEqualTo(End.EXHAUSTED);
    assertThat(result.history().trials()).hasSize(TinySpace.DIFFERENT);
  }

  @Test
  void aSearchForWhatCannotBeEnds() {
    Budget budget = new Budget(Integer.MAX_VALUE, 100, 50);
    StudyResult result =
        study(log("s", PROBLEM, 4), (proposal, seed, control) -> new Outcome.Pruned("too large"), 2)
            .run(budget, RunControl.none(), StudyListener.none());
    assertThat(result.end()).isEqualTo(End.IN_VAIN);
    assertThat(result.history().trials()).hasSize(50);
    assertThatThrownBy(result.history()::best)
        .hasMessageStartingWith("nothing feasible was found in 50 trials");
  }

  @ParameterizedTest(name = "window {0}, {1} workers")
  @CsvSource({"1, 1", "4, 2", "8, 4"})
  void aReusedDuplicateCostsNothingAndIsNotEvaluated(int window, int workers) {
    SearchProblem tiny = problem(new TinySpace(), false);
    LandscapeEvaluator evaluator = new LandscapeEvaluator(tiny, 3);
    StudyResult result =
        new Study(
                log("tiny", tiny, window),
                tiny,
                EVOLUTION,
                evaluator,
                options("p", workers).with(Duplicates.REUSE))
            .run(Budget.ofTrials(60), RunControl.none(), StudyListener.none());
    assertThat(evaluator.evaluations).hasSizeLessThanOrEqualTo(TinySpace.DIFFERENT);
    List<Trial> simulated =
        new Simulation(
                tiny,
                new LandscapeEvaluator(tiny, 0),
                Budget.ofTrials(60),
                window,
                Duplicates.REUSE)
            .run(EVOLUTION, Seed.of(SEED), StudyListener.none())
            .history()
            .trials();
    assertThat(essence(result.history().trials())).isEqualTo(essence(simulated));
    assertThat(simulated.stream().filter(trial -> trial.outcome().seconds() > 0).count())
        .isLessThanOrEqualTo(TinySpace.DIFFERENT);
    StudyResult resumed =
        new Study(
                log("tiny", tiny, window),
                tiny,
                EVOLUTION,
                evaluator,
                options("p", workers).with(Duplicates.REUSE))
            .run(Budget.ofTrials(80), RunControl.none(), StudyListener.none());
    assertThat(evaluator.evaluations).hasSizeLessThanOrEqualTo(TinySpace.DIFFERENT);
    assertThat(resumed.history().trials().subList(0, 60)).isEqualTo(result.history().trials());
  }

  @Test
  void aLargerBudgetGoesOnFromASmallerOne() {
    StudyLog log = log("s", PROBLEM, 4);
    LandscapeEvaluator evaluator = new LandscapeEvaluator(PROBLEM, 1);
    study(log, evaluator, 2).run(Budget.ofSeconds(200), RunControl.none(), StudyListener.none());
    StudyResult larger =
        study(log, evaluator, 2).run(Budget.ofTrials(40), RunControl.none(), StudyListener.none());
    assertThat(essence(larger.history().trials()))
        .isEqualTo(essence(undisturbed(PROBLEM, Budget.ofTrials(40), 4)));
  }

  @Test
  void whatAnotherProcessStoredFirstIsWhatIsTold() {
    StudyLog log = log("s", PROBLEM, 1);
    LandscapeEvaluator evaluator = new LandscapeEvaluator(PROBLEM, 0);
    Outcome earlier = new Outcome.Completed(Measurement.of(Metric.VALIDATION_ACCURACY, 99.5, 1));
    Evaluator overtaken =
        (proposal, seed, control) -> {
          Outcome mine = evaluator.evaluate(proposal, seed, control);
          if (log.trials(0).isEmpty()) {
            log.finish(
                    new Trial(
                        0, seed.value(), proposal, earlier, new Provenance("other", "", "", 0, 0)))
                .join();
          }
          return mine;
        };
    StudyResult result =
        study(log, overtaken, 1).run(Budget.ofTrials(3), RunControl.none(), StudyListener.none());
    assertThat(result.history().trials().get(0).outcome()).isEqualTo(earlier);
    assertThat(result.history().best().number()).isZero();
  }

  @Test
  void anImpossibleBudgetIsRefused() {
    assertThatThrownBy(() -> Budget.ofTrials(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("a budget of 0 trials is not possible; expected at least 1");
    assertThatThrownBy(() -> Budget.ofSeconds(Double.NaN))
        .isInstanceOf(InvalidInputException.class);
  }
}
