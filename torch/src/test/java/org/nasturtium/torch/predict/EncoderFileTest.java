package org.nasturtium.torch.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.core.contract.StoppingControl;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.graph.Dag;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.library.DagSpace;
import org.nasturtium.torch.contract.Engines;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.NativeMemory;

class EncoderFileTest {
  private static final Seed SEED = Seed.of(20_261_122);
  private static final DagSpace SPACE = new DagSpace(6, DagSpace.OPERATIONS);
  private static final GraphSource SOURCE = GraphSource.of(SPACE);
  private static final Map<String, String> IDENTITY = Map.of("space", "dag-6", "seed", "1");

  @TempDir Path folder;

  private static EncoderTraining.Task task(EncoderSpec spec) {
    return new EncoderTraining.Task(
        spec, SOURCE, new EncoderTraining.Options(500, 60, 16, 1e-3, 25), SEED);
  }

  @Test
  void anInterruptedTrainingEndsAsAnUndisturbedOne() {
    Engine engine = Engines.plain();
    EncoderTraining.Task task = task(EncoderSpec.standard(SPACE));
    List<Dag> graphs = EncoderTraining.freshPairs(SOURCE, 5, SEED);
    EncoderTraining.Result undisturbed =
        new EncoderFile(folder.resolve("whole")).train(task, IDENTITY, engine, RunControl.none());
    EncoderFile pieces = new EncoderFile(folder.resolve("pieces"));
    long before = NativeMemory.pointers();
    for (int step : new int[] {30, 7}) {
      assertThatThrownBy(
              () -> pieces.train(task, IDENTITY, engine, StoppingControl.afterQuestions(step)))
          .isInstanceOf(StoppedException.class)
          .hasMessageContaining("pieces");
    }
    assertThat(pieces.isBegun()).isTrue();
    assertThat(pieces.isTrained()).isFalse();
    assertThat(pieces.identity()).containsAllEntriesOf(IDENTITY);
    assertThatThrownBy(() -> pieces.train(task, Map.of("seed", "2"), engine, RunControl.none()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("its seed is 1, expected 2");
    EncoderTraining.Result resumed = pieces.train(task, IDENTITY, engine, RunControl.none());
    assertThat(resumed.encoder().embed(graphs)).isEqualTo(undisturbed.encoder().embed(graphs));
    assertThat(resumed.curve()).isEqualTo(undisturbed.curve());
    assertThat(resumed.curve().stream().map(EncoderTraining.Point::iteration))
        .containsExactly(25, 50, 60);
    assertThat(resumed.seconds()).isPositive();
    assertThat(pieces.isBegun()).isFalse();
    assertThat(pieces.identity()).containsAllEntriesOf(IDENTITY);
    assertThat(NativeMemory.pointers()).isEqualTo(before);
  }

  @Test
  void aTrainedEncoderIsReadAgainAndAnotherOneRefused() throws Exception {
    Engine engine = Engines.plain();
    EncoderSpec spec = EncoderSpec.standard(SPACE);
    EncoderFile file = new EncoderFile(folder.resolve("encoder"));
    List<Dag> graphs = EncoderTraining.freshPairs(SOURCE, 5, SEED);
    EncoderTraining.Result made = file.train(task(spec), IDENTITY, engine, RunControl.none());
    EncoderTraining.Result read =
        file.train(task(spec), IDENTITY, engine, StoppingControl.atOnce());
    assertThat(read.encoder().embed(graphs)).isEqualTo(made.encoder().embed(graphs));
    assertThat(read.curve()).isEqualTo(made.curve()).hasSize(3);
    read.encoder().save(folder.resolve("bare"));
    EncoderFile bare = new EncoderFile(folder.resolve("bare"));
    assertThat(bare.train(task(spec), IDENTITY, engine, RunControl.none()).curve()).isEmpty();
    assertThatThrownBy(
            () -> file.train(task(spec.withDimension(3)), IDENTITY, engine, RunControl.none()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("another encoder");
  }

  @Test
  void aDamagedStateIsRefused() throws Exception {
    EncoderFile file = new EncoderFile(folder.resolve("encoder"));
    Files.writeString(folder.resolve("encoder.unfinished"), "no state");
    assertThatThrownBy(
            () ->
                file.train(
                    task(EncoderSpec.standard(SPACE)),
                    IDENTITY,
                    Engines.plain(),
                    RunControl.none()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void aCurveHasAtMostTheWantedPoints() {
    EncoderTraining.Options options = new EncoderTraining.Options();
    assertThat(options.withPoints(100).report()).isEqualTo(100);
    assertThat(options.withIterations(30).withPoints(100).report()).isEqualTo(1);
    assertThat(options.withIterations(250).withPoints(100).report()).isEqualTo(3);
  }

  @Test
  void halfPrecisionLearnsTheSame() {
    EncoderTraining.Task task = task(EncoderSpec.standard(SPACE));
    EncoderTraining.Point full = last(task, Engines.plain());
    EncoderTraining.Point half = last(task, Engines.bf16());
    assertThat(half.similarity()).isCloseTo(full.similarity(), within(full.similarity()));
    assertThat(half.reconstruction())
        .isCloseTo(full.reconstruction(), within(full.reconstruction()));
  }

  private static org.assertj.core.data.Offset<Double> within(double value) {
    return org.assertj.core.api.Assertions.within(0.1 * value);
  }

  private static EncoderTraining.Point last(EncoderTraining.Task task, Engine engine) {
    List<EncoderTraining.Point> curve =
        EncoderTraining.train(
                task.spec(), task.source(), task.options(), engine, SEED, RunControl.none())
            .curve();
    return curve.get(curve.size() - 1);
  }
}
