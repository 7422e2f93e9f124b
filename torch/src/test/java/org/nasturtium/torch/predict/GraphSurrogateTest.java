package org.nasturtium.torch.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.contract.Landscape;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.Strategy;
import org.nasturtium.core.search.strategy.Nasgem;
import org.nasturtium.core.search.strategy.StrategyRow;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.library.DagSpace;
import org.nasturtium.core.space.library.NatsSize;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Provenance;
import org.nasturtium.core.trial.Trial;
import org.nasturtium.torch.contract.Engines;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.NativeMemory;

class GraphSurrogateTest {
  private static final Seed SEED = Seed.of(20_261_129);
  private static final List<String> QUICK =
      List.of("sample=200", "pairs=500", "iterations=20", "epochs=10", "later-epochs=5");

  private static StrategyRow row(Optional<GraphEncoder> trained) {
    Engine.Options engine = Engines.plain().options();
    return Nasgem.row(
        trained
            .map(encoder -> GraphSurrogate.reader(engine, encoder))
            .orElseGet(
                () ->
                    GraphSurrogate.reader(
                        engine, GraphSurrogate.Embeddings.onDemand(engine, RunControl.none()))));
  }

  private static SearchProblem problem(SearchSpace space) {
    return new SearchProblem(space, List.of(Metric.VALIDATION_ACCURACY), Fidelity.of(12), true);
  }

  private static List<Trial> search(SearchSpace space, List<String> settings) {
    SearchProblem problem = problem(space);
    Strategy strategy = row(Optional.empty()).configure(settings).create(problem, SEED);
    Function<Trial, Outcome> landscape = new Landscape(space, SEED).evaluation(problem);
    List<Trial> trials = new ArrayList<>();
    for (int number = 0; number < 35; number++) {
      Trial open =
          new Trial(
              number,
              0,
              strategy.ask().orElseThrow(),
              new Outcome.Pruned("open"),
              new Provenance("test", "", "", 0, 0));
      Trial told = new Trial(number, 0, open.proposal(), landscape.apply(open), open.provenance());
      strategy.tell(told);
      trials.add(told);
    }
    return trials;
  }

  @Test
  void theWholeMethodRepeatsItselfAndLeavesNoNativeMemoryBehind() {
    List<Trial> trials = search(new NatsTopology(), QUICK);
    long before = NativeMemory.pointers();
    assertThat(search(new NatsTopology(), QUICK)).isEqualTo(trials);
    assertThat(NativeMemory.pointers()).isEqualTo(before);
  }

  @Test
  void allEmbeddingsSearchFreeCells() {
    DagSpace space = new DagSpace(7, DagSpace.OPERATIONS);
    for (EmbeddingKind kind : EmbeddingKind.values()) {
      List<String> settings = new ArrayList<>(QUICK);
      settings.add("embedding=" + kind.name().toLowerCase(Locale.ROOT));
      settings.add("members=2");
      assertThat(search(space, settings)).hasSize(35);
    }
  }

  @Test
  void aSpaceThatIsNoGraphIsRefused() {
    assertThatThrownBy(
            () -> row(Optional.empty()).published().create(problem(new NatsSize()), SEED))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("nats-size are not graphs");
  }

  @Test
  void anEncoderForOtherCellsIsRefusedAtOnce() {
    DagSpace space = new DagSpace(7, DagSpace.OPERATIONS);
    GraphEncoder encoder =
        EncoderTraining.train(
                EncoderSpec.standard(space),
                GraphSource.of(space),
                new EncoderTraining.Options(10, 1, 4, 1e-3, 1),
                Engines.plain(),
                SEED,
                RunControl.none())
            .encoder();
    StrategyRow row = row(Optional.of(encoder));
    assertThat(row.published().create(problem(space), SEED).ask()).isPresent();
    assertThatThrownBy(() -> row.published().create(problem(new DagSpace()), SEED))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("at most 7 nodes")
        .hasMessageContaining("up to 30");
    assertThatThrownBy(() -> row.configure(List.of("iterations=5")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no setting 'iterations'");
    assertThatThrownBy(() -> row.configure(List.of("kernel-iterations=2")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("3 iterations, directed")
        .hasMessageContaining("2 iterations, directed");
    assertThatThrownBy(() -> row.configure(List.of("dimension=9")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("50")
        .hasMessageContaining("dimension=9");
  }

  @Test
  void impossibleSettingsAreRefused() {
    for (String setting : List.of("embedding=magic", "members=0", "held-out=1", "dimension=-1")) {
      assertThatThrownBy(() -> row(Optional.empty()).configure(List.of(setting)))
          .as(setting)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(setting.substring(0, setting.indexOf('=')));
    }
  }
}
