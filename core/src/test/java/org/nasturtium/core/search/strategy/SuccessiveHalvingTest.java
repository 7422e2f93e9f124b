package org.nasturtium.core.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.contract.StrategyContract;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.Strategy;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Trial;

class SuccessiveHalvingTest extends StrategyContract {
  private static final SearchProblem TOPOLOGY =
      new SearchProblem(
          new NatsTopology(), List.of(Metric.VALIDATION_ACCURACY), Fidelity.of(12), false);

  @Override
  protected Strategy strategy(SearchProblem problem, Seed seed) {
    return Strategies.configure("halving", List.of()).create(problem, seed);
  }

  /** Of what is drawn at one epoch, only a part reaches the full fidelity. */
  @Override
  protected boolean seesWholeSmallSpaces() {
    return false;
  }

  private static Run run(Strategy strategy) {
    return new Run(strategy, proposal -> Run.accuracy(proposal.architecture().hashCode() % 97));
  }

  @Test
  void rungsGrowByEtaUpToTheFullFidelity() {
    assertThat(epochs(12, 3, 1)).containsExactly(1, 4, 12);
    assertThat(epochs(9, 3, 1)).containsExactly(1, 3, 9);
    assertThat(epochs(243, 3, 1)).containsExactly(1, 3, 9, 27, 81, 243);
    assertThat(epochs(200, 3, 1)).containsExactly(2, 7, 22, 66, 200);
    assertThat(epochs(200, 2, 20)).containsExactly(25, 50, 100, 200);
    assertThat(epochs(2, 3, 1)).containsExactly(2);
    assertThat(epochs(5, 3, 10)).containsExactly(5);
  }

  private static List<Integer> epochs(int full, int eta, int least) {
    return Bracket.rungs(Fidelity.of(full), eta, least).stream().map(Fidelity::epochs).toList();
  }

  @Test
  void nineThenThreeThenOneThenAnew() {
    Run run = run(strategy(TOPOLOGY, SEED));
    run.until(26);
    assertThat(run.epochs().subList(0, 13)).containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 1, 4, 4, 4, 12);
    assertThat(run.epochs().subList(13, 26)).isEqualTo(run.epochs().subList(0, 13));
    assertThat(run.trials().get(13).proposal().architecture())
        .isNotEqualTo(run.trials().get(0).proposal().architecture());
  }

  @Test
  void itWaitsForTheLastTrialOfARung() {
    Run run = run(strategy(TOPOLOGY, SEED));
    for (int i = 0; i < 9; i++) {
      assertThat(run.ask()).isPresent();
    }
    for (int i = 0; i < 9; i++) {
      assertThat(run.ask()).as("%d told", i).isEmpty();
      run.tell();
    }
    assertThat(run.ask()).isPresent();
    assertThat(run.epochs().get(9)).isEqualTo(4);
  }

  @Test
  void theSurvivorIsTheBestOfEveryRung() {
    List<Trial> trials = run(strategy(TOPOLOGY, SEED)).until(13);
    double best =
        trials.stream()
            .mapToDouble(trial -> trial.value(Metric.VALIDATION_ACCURACY).orElseThrow())
            .max()
            .orElseThrow();
    assertThat(trials.get(12).value(Metric.VALIDATION_ACCURACY)).hasValue(best);
  }

  @Test
  void settingsShapeTheBracket() {
    Strategy strategy =
        Strategies.configure("halving", List.of("eta=2", "min-epochs=3", "survivors=2"))
            .create(TOPOLOGY, SEED);
    Run run = run(strategy);
    run.until(14);
    assertThat(run.epochs()).containsExactly(3, 3, 3, 3, 3, 3, 3, 3, 6, 6, 6, 6, 12, 12);
  }

  /** The best of three cells was at 12 epochs before; only the second best has to go there. */
  @Test
  void aDistinctSearchTakesKnownResultsInsteadOfRepeatingThem() {
    SearchProblem distinct =
        new SearchProblem(TOPOLOGY.space(), TOPOLOGY.objectives(), TOPOLOGY.fidelity(), true);
    Evaluated evaluated = new Evaluated(distinct);
    List<Trial> first = run(oneBracket(4, List.of(3, 1), evaluated)).until(10);
    assertThat(epochs(first)).containsExactly(4, 4, 4, 12);
    List<Trial> second = run(oneBracket(1, List.of(3, 2), evaluated)).until(10);
    assertThat(epochs(second)).containsExactly(1, 1, 1, 12);
    assertThat(second.get(3).proposal().architecture())
        .isNotEqualTo(first.get(3).proposal().architecture());
    SearchProblem repeating =
        new SearchProblem(TOPOLOGY.space(), TOPOLOGY.objectives(), TOPOLOGY.fidelity(), false);
    assertThat(epochs(run(oneBracket(1, List.of(3, 2), new Evaluated(repeating))).until(10)))
        .containsExactly(1, 1, 1, 12, 12);
  }

  private static OneBracket oneBracket(int epochs, List<Integer> sizes, Evaluated evaluated) {
    List<Fidelity> rungs = List.of(Fidelity.of(12).prefix(epochs), Fidelity.of(12));
    return new OneBracket(new Bracket(0, rungs, sizes, evaluated), evaluated);
  }

  private static List<Integer> epochs(List<Trial> trials) {
    return trials.stream().map(trial -> trial.proposal().fidelity().epochs()).toList();
  }

  @Test
  void anEtaOfOneIsRefused() {
    assertThatThrownBy(() -> Strategies.configure("halving", List.of("eta=1")))
        .hasMessageContaining("expected a whole number from 2");
  }
}
