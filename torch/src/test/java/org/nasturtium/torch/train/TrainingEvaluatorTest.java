package org.nasturtium.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.contract.EvaluatorContract;
import org.nasturtium.core.network.Cost;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.torch.contract.Engines;
import org.nasturtium.torch.contract.StopAfter;
import org.nasturtium.torch.contract.Tasks;
import org.nasturtium.torch.data.Augmentation;
import org.nasturtium.torch.data.Normalization;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.NativeMemory;

/** Trained proposals are judged alike whatever runs beside them, and leave nothing behind. */
final class TrainingEvaluatorTest extends EvaluatorContract {
  private static final NatsTopology SPACE = new NatsTopology();
  private static final Skeleton SKELETON = Skeleton.standalone(new Shape(3, 8, 8), 2, 4, 1);
  private static final Architecture CONVOLUTIONS = Architecture.of(3, 1, 3, 1, 3, 3);

  @BeforeAll
  static void start() {
    Engines.fast();
  }

  private static TrainingEvaluator evaluator(TrainingOptions options, Engine engine) {
    return new TrainingEvaluator(
        SPACE,
        SKELETON,
        new TrainingEvaluator.Images(
            Tasks.stripes(120, SEED.child("train")),
            Tasks.stripes(40, SEED.child("validation")),
            Normalization.none(3),
            Augmentation.standard(8)),
        options,
        engine.options());
  }

  @Override
  protected TrainingEvaluator evaluator() {
    return trained();
  }

  /** An architecture each, at several fidelities. */
  @Override
  protected List<Proposal> proposals() {
    return List.of(
        proposal(CONVOLUTIONS, Fidelity.of(1)),
        proposal(CONVOLUTIONS, new Fidelity(1, 2, 0.5)),
        proposal(Architecture.of(1, 4, 3, 0, 2, 3), new Fidelity(2, 3, 0.3)),
        proposal(Architecture.of(0, 0, 0, 0, 0, 0), Fidelity.of(1)));
  }

  /** Leaves out the cost, which is measured on a clock. */
  @Override
  protected Object repeatable(Outcome outcome) {
    return values(outcome);
  }

  private static TrainingEvaluator trained() {
    return evaluator(TrainingOptions.natsBench(1, 16), Engines.fast());
  }

  private static Proposal proposal(Architecture architecture, Fidelity fidelity) {
    return new Proposal(architecture, fidelity, "test");
  }

  private static Map<String, Double> values(Outcome outcome) {
    return outcome.found().orElseThrow().values();
  }

  private static Map<String, Double> values(Fidelity fidelity, long seed) {
    return values(
        trained().evaluate(proposal(CONVOLUTIONS, fidelity), Seed.of(seed), RunControl.none()));
  }

  private static List<Map<String, Double>> evaluated(Engine engine, int workers, int trials)
      throws Exception {
    TrainingEvaluator evaluator = evaluator(TrainingOptions.natsBench(1, 16), engine);
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try {
      List<Future<Outcome>> running = new ArrayList<>();
      for (int i = 0; i < trials; i++) {
        Seed seed = SEED.child("trial", i);
        Proposal proposal = proposal(SPACE.sample(seed.random()), Fidelity.of(1));
        running.add(pool.submit(() -> evaluator.evaluate(proposal, seed, RunControl.none())));
      }
      List<Map<String, Double>> all = new ArrayList<>();
      for (Future<Outcome> each : running) {
        all.add(values(each.get()));
      }
      return all;
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void theNumberOfWorkersChangesNoBit() throws Exception {
    for (Engine engine : List.of(Engines.fast(), Engines.bf16())) {
      List<Map<String, Double>> alone = evaluated(engine, 1, 5);
      assertThat(alone).doesNotHaveDuplicates();
      assertThat(evaluated(engine, 2, 5)).as("two workers").isEqualTo(alone);
      assertThat(evaluated(engine, 3, 5)).as("three workers").isEqualTo(alone);
    }
  }

  @Test
  void aWorkerComputesWithItsOwnNumberOfThreads() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Engine.Options one = Engines.fast().options();
      other.submit(() -> Engine.start(one.withThreads(2))).get();
      assertThat(Engine.threads()).as("of this thread").isEqualTo(1);
      assertThat(other.submit(Engine::threads).get()).as("of the other thread").isEqualTo(2);
      Proposal proposal = proposal(CONVOLUTIONS, Fidelity.of(1));
      other.submit(() -> trained().evaluate(proposal, SEED, RunControl.none())).get();
      assertThat(other.submit(Engine::threads).get()).as("after an evaluation").isEqualTo(1);
    } finally {
      other.shutdown();
      Engines.fast();
    }
  }

  @Test
  void whatIsMeasuredIsThatOfTheNetwork() {
    Map<String, Double> values = values(Fidelity.of(6), 1);
    Cost cost = CostModel.of(SPACE.rawNetwork(CONVOLUTIONS, SKELETON));
    assertThat(values.get(Metric.PARAMETERS.name())).isEqualTo((double) cost.parameters());
    assertThat(values.get(Metric.MACS.name())).isEqualTo((double) cost.macs());
    assertThat(values.get(Metric.VALIDATION_ACCURACY.name())).as("chance is 50").isGreaterThan(70);
    assertThat(values.get(Metric.VALIDATION_LOSS.name())).isBetween(0.0, 0.69);
  }

  @Test
  void aFidelityIsAPrefixOfItsScheduleOnAPartOfTheData() {
    Map<String, Double> whole = values(Fidelity.of(2), 1);
    assertThat(values(new Fidelity(1, 1, 1), 1))
        .as("both schedules begin with the same rate")
        .isEqualTo(values(new Fidelity(1, 2, 1), 1));
    assertThat(values(new Fidelity(2, 3, 1), 1)).isNotEqualTo(whole);
    Map<String, Double> half = values(new Fidelity(2, 2, 0.5), 1);
    assertThat(half).isNotEqualTo(whole);
    assertThat(values(new Fidelity(2, 2, 0.5), 1)).isEqualTo(half);
    assertThat(values(new Fidelity(1, 1, 1e-9), 1)).as("one image").isNotEqualTo(whole);
  }

  @Test
  void anotherSeedGivesAnotherOutcome() {
    assertThat(values(Fidelity.of(1), 2)).isNotEqualTo(values(Fidelity.of(1), 1));
  }

  @Test
  void anArchitectureThatReadsNothingIsJudgedToo() {
    Architecture nothing = Architecture.of(0, 0, 0, 0, 0, 0);
    Outcome outcome =
        trained().evaluate(proposal(nothing, Fidelity.of(1)), SEED, RunControl.none());
    assertThat(values(outcome).get(Metric.VALIDATION_ACCURACY.name())).isCloseTo(50, within(20.0));
  }

  @Test
  void aTrainingThatDivergesIsAFailedOutcome() {
    TrainingOptions wild =
        new TrainingOptions(
            9,
            8,
            TrainingOptions.Kind.SGD,
            1e30,
            0,
            0.9,
            5e-4,
            0,
            0,
            0,
            0,
            TrainingOptions.Decay.COSINE);
    Outcome outcome =
        evaluator(wild, Engines.fast())
            .evaluate(proposal(CONVOLUTIONS, Fidelity.of(3)), SEED, RunControl.none());
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(((Outcome.Failed) outcome).reason()).contains("diverged in epoch").hasLineCount(1);
    assertThat(outcome.seconds()).isPositive();
  }

  @Test
  void anEvaluationStopsWhenAskedTo() {
    Proposal proposal = proposal(CONVOLUTIONS, Fidelity.of(2));
    for (int steps : new int[] {1, 8, 11}) {
      StopAfter control = StopAfter.steps(steps);
      assertThatExceptionOfType(StoppedException.class)
          .isThrownBy(() -> trained().evaluate(proposal, SEED, control))
          .withMessageContaining("nothing of it is kept");
      assertThat(control.pointers()).hasSize(steps);
    }
  }

  @Test
  void evaluationsLeaveNothingBehind() throws Exception {
    evaluated(Engines.fast(), 2, 2);
    TrainingEvaluator evaluator = trained();
    Proposal proposal = proposal(CONVOLUTIONS, Fidelity.of(1));
    evaluator.evaluate(proposal, SEED, RunControl.none());
    Tasks.settle();
    long before = NativeMemory.pointers();
    IntStream.range(0, 5).forEach(i -> evaluator.evaluate(proposal, Seed.of(i), RunControl.none()));
    assertThatExceptionOfType(StoppedException.class)
        .isThrownBy(() -> evaluator.evaluate(proposal, SEED, StopAfter.steps(3)));
    assertThat(NativeMemory.pointers() - before).isZero();
  }
}
