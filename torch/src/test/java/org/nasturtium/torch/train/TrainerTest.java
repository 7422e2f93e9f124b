package org.nasturtium.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.Channels;
import org.nasturtium.core.network.GraphBuilder;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.network.Window;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.Layers;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.torch.contract.Engines;
import org.nasturtium.torch.contract.Graphs;
import org.nasturtium.torch.contract.StopAfter;
import org.nasturtium.torch.contract.Tasks;
import org.nasturtium.torch.data.Augmentation;
import org.nasturtium.torch.data.DataSets;
import org.nasturtium.torch.data.ImageData;
import org.nasturtium.torch.data.ImageSet;
import org.nasturtium.torch.data.Normalization;
import org.nasturtium.torch.engine.NativeMemory;
import org.nasturtium.torch.network.Gates;

/** A training resumes bit for bit, leaks nothing, says when it diverges, and learns. */
final class TrainerTest {
  private static final Seed SEED = Seed.of(8);
  private static final Map<String, String> IDENTITY = Map.of("kind", "training");

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    Engines.fast();
  }

  /** Returns a network with everything that draws or counts: drop path, dropout, two heads. */
  private static NetworkGraph network(int classes) {
    GraphBuilder builder = NetworkGraph.builder();
    Layers layers = Layers.standalone(builder);
    String image = builder.input("image", Graphs.IMAGE);
    String stem = layers.convNorm("stem", 4, Window.same(3, 1), image);
    String block = layers.reluConvNorm("block", 4, Window.same(3, 1), stem);
    String dropped = builder.add("path", new Operation.DropPath(), block);
    String sum = builder.add("sum", new Operation.Add(), stem, dropped);
    String thinned = builder.add("dropout", new Operation.Dropout(0.3), sum);
    String side = builder.add("side.pool", new Operation.GlobalAveragePool(), stem);
    builder.output(
        NetworkGraph.AUXILIARY,
        builder.add("side", new Operation.Linear(Channels.of(classes), true), side));
    layers.classifier(classes, layers.relu("head.relu", thinned));
    return builder.build();
  }

  private static TrainingOptions options(int epochs, TrainingOptions.Kind kind) {
    return new TrainingOptions(
        epochs, 8, kind, 0.05, 1, 0.9, 1e-3, 1, 0.1, 0.3, 0.4, TrainingOptions.Decay.COSINE);
  }

  private Trainer.Task task(String file, ImageSet set, TrainingOptions options, Seed seed) {
    return new Trainer.Task(
        "training",
        network(set.classes()),
        set,
        Normalization.none(3),
        Augmentation.standard(8),
        options,
        seed,
        Optional.of(folder.resolve(file)),
        IDENTITY);
  }

  private static Path file(Trainer.Task task) {
    return task.checkpoint().orElseThrow();
  }

  private static List<EpochResult> run(Trainer.Task task) throws IOException {
    return run(task, RunControl.none());
  }

  private static List<EpochResult> run(Trainer.Task task, RunControl control) throws IOException {
    try (Trainer.Trained trained = new Trainer(task, control).train(Engines.fast())) {
      assertThat(trained.seconds()).isGreaterThanOrEqualTo(0);
      return trained.epochs();
    }
  }

  @Test
  void aRunThatIsStoppedAnywhereEndsAsOneThatWasNot() throws IOException {
    ImageSet set = Tasks.noise(29, 3, SEED);
    for (TrainingOptions.Kind kind : TrainingOptions.Kind.values()) {
      Trainer.Task whole = task(kind + " whole", set, options(3, kind), SEED);
      List<EpochResult> want = run(whole);
      assertThat(want).hasSize(3);
      for (int stop = 1; stop < 12; stop++) {
        Trainer.Task task = task(kind + " " + stop, set, options(3, kind), SEED);
        StopAfter control = StopAfter.steps(stop);
        assertThatExceptionOfType(StoppedException.class)
            .isThrownBy(() -> run(task, control))
            .withMessageContaining("saved " + file(task));
        assertThat(control.pointers()).hasSize(stop);
        String what = kind + " stopped after step " + stop;
        assertThat(run(task)).as(what).isEqualTo(want);
        Tasks.assertSameState(what, file(task), file(whole), IDENTITY);
      }
    }
  }

  @Test
  void aRunThatIsStoppedAfterEveryStepEndsAsOneThatWasNot() throws IOException {
    ImageSet set = Tasks.noise(29, 3, SEED);
    TrainingOptions options = options(2, TrainingOptions.Kind.SGD);
    Trainer.Task whole = task("whole", set, options, SEED);
    List<EpochResult> want = run(whole);
    Trainer.Task task = task("pieces", set, options, SEED);
    for (int step = 0; step < 8; step++) {
      assertThatExceptionOfType(StoppedException.class)
          .isThrownBy(() -> run(task, StopAfter.steps(1)));
    }
    assertThat(run(task)).isEqualTo(want);
    Tasks.assertSameState("pieces", file(task), file(whole), IDENTITY);
    assertThat(run(task)).as("a finished run only tells its result").isEqualTo(want);
  }

  @Test
  void theFirstEpochsOfAScheduleAreThoseOfTheWholeRun() throws IOException {
    ImageSet set = Tasks.noise(29, 3, SEED);
    TrainingOptions options = options(3, TrainingOptions.Kind.SGD);
    List<EpochResult> whole = run(task("whole", set, options, SEED));
    Trainer.Task task = task("prefix", set, options, SEED);
    try (Trainer.Trained trained = new Trainer(task, RunControl.none()).train(Engines.fast(), 2)) {
      assertThat(trained.epochs()).isEqualTo(whole.subList(0, 2));
    }
    assertThat(run(task)).as("continued to the end of the schedule").isEqualTo(whole);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Trainer(task, RunControl.none()).train(Engines.fast(), 4))
        .withMessageContaining("1..3");
  }

  @Test
  void theSeedDecidesTheRun() throws IOException {
    ImageSet set = Tasks.noise(20, 3, SEED);
    TrainingOptions options = options(1, TrainingOptions.Kind.SGD);
    Trainer.Task first = task("first", set, options, SEED);
    Trainer.Task again = task("again", set, options, SEED);
    assertThat(run(first)).isEqualTo(run(again));
    Tasks.assertSameState("again", file(again), file(first), IDENTITY);
    assertThat(run(task("other", set, options, Seed.of(9)))).isNotEqualTo(run(first));
  }

  @Test
  void aRunThatDivergesSaysSo() {
    ImageSet set = Tasks.noise(40, 3, SEED);
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
    assertThatExceptionOfType(DivergedException.class)
        .isThrownBy(() -> run(task("wild", set, wild, SEED)))
        .withMessageContaining("training diverged in epoch");
  }

  @Test
  void theCheckpointOfAnotherRunIsRefused() throws IOException {
    ImageSet set = Tasks.noise(20, 3, SEED);
    TrainingOptions options = options(1, TrainingOptions.Kind.SGD);
    Trainer.Task first = task("first", set, options, SEED);
    run(first);
    Trainer.Task other =
        new Trainer.Task(
            "training",
            first.graph(),
            set,
            first.normalization(),
            first.augmentation(),
            options,
            SEED,
            first.checkpoint(),
            Map.of("kind", "search"));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> run(other))
        .withMessageContaining("its kind is training, expected search");
    Files.writeString(file(first), "nothing of the kind");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> run(first))
        .withMessageContaining("damaged checkpoint");
  }

  @Test
  void stepsAndScoresLeakNothing() throws Exception {
    ImageSet set = Tasks.noise(8 * 110, 3, SEED);
    Tasks.settle();
    StopAfter control = StopAfter.never();
    Trainer.Task task = task("leak", set, options(1, TrainingOptions.Kind.ADAM), SEED);
    try (Trainer.Trained trained = new Trainer(task, control).train(Engines.fast())) {
      assertThat(control.pointers()).hasSize(110);
      assertThat(control.pointers().subList(9, 110)).containsOnly(control.pointers().get(9));
      Scores.of(trained.network(), Gates.none(), set, Normalization.none(3), 64);
      long before = NativeMemory.pointers();
      Scores.of(trained.network(), Gates.none(), set, Normalization.none(3), 8);
      assertThat(NativeMemory.pointers() - before).isZero();
    }
  }

  @Test
  void scoresCountEveryImageOnce() throws IOException {
    ImageSet set = Tasks.noise(31, 3, SEED);
    Trainer.Task task = task("scores", set, options(1, TrainingOptions.Kind.SGD), SEED);
    try (Trainer.Trained trained = new Trainer(task, RunControl.none()).train(Engines.fast())) {
      Scores large = Scores.of(trained.network(), Gates.none(), set, Normalization.none(3), 31);
      Scores small = Scores.of(trained.network(), Gates.none(), set, Normalization.none(3), 4);
      assertThat(small.confusion()).isEqualTo(large.confusion());
      assertThat(small.loss())
          .isCloseTo(large.loss(), org.assertj.core.api.Assertions.within(1e-5));
      int right = 0;
      for (int k = 0; k < 3; k++) {
        assertThat(large.confusion().get(k).stream().mapToInt(Integer::intValue).sum())
            .isEqualTo(k == 0 ? 11 : 10);
        right += large.confusion().get(k).get(k);
      }
      assertThat(large.accuracy()).isEqualTo(100.0 * right / 31);
    }
  }

  @Test
  void aSmallTopologyNetworkLearnsShapes() throws IOException {
    DataSets.Request request = DataSets.Request.of(SEED).withSide(16).withImages(1000, 300);
    ImageData data = DataSets.load("shapes", null, request);
    NetworkGraph graph =
        new NatsTopology()
            .network(
                Architecture.of(3, 1, 3, 1, 3, 3),
                Skeleton.standalone(new Shape(3, 16, 16), 10, 8, 1));
    Trainer.Task task =
        new Trainer.Task(
            "training",
            graph,
            data.train(),
            data.normalization(),
            Augmentation.none(),
            TrainingOptions.natsBench(6, 32),
            SEED,
            Optional.of(folder.resolve("shapes")),
            IDENTITY);
    try (Trainer.Trained trained = new Trainer(task, RunControl.none()).train(Engines.fast())) {
      assertThat(trained.epochs().get(5).loss()).isLessThan(trained.epochs().get(0).loss());
      Scores scores =
          Scores.of(trained.network(), Gates.none(), data.test(), data.normalization(), 100);
      assertThat(scores.accuracy()).as("chance is 10").isGreaterThan(30);
    }
  }
}
