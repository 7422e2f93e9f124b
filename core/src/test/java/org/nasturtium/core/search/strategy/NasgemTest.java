package org.nasturtium.core.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.contract.AdditiveSurrogate;
import org.nasturtium.core.contract.Landscape;
import org.nasturtium.core.contract.StrategyContract;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.Strategy;
import org.nasturtium.core.search.Surrogate;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.library.DagOperation;
import org.nasturtium.core.space.library.DagSpace;
import org.nasturtium.core.space.library.NatsSize;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Provenance;
import org.nasturtium.core.trial.Trial;

class NasgemTest extends StrategyContract {
  private static final Provenance NOBODY = new Provenance("test", "", "", 0, 0);
  private static final Nasgem.Options QUICK = new Nasgem.Options(20, 300, 8, 2, 0);
  private static final SearchProblem TOPOLOGY =
      new SearchProblem(
          new NatsTopology(), List.of(Metric.VALIDATION_ACCURACY), Fidelity.of(12), false);

  @Override
  protected Strategy strategy(SearchProblem problem, Seed seed) {
    return new Nasgem(problem, seed, QUICK, (space, own) -> new AdditiveSurrogate());
  }

  @Override
  protected List<SearchSpace> spaces() {
    return List.of(
        new NatsTopology(),
        new NatsSize(),
        new DagSpace(8, List.of(DagOperation.CONV1X1, DagOperation.SEP3X3)));
  }

  private static List<Trial> trials(Strategy strategy, int count) {
    return trials(strategy, count, new Landscape(TOPOLOGY.space(), SEED).evaluation(TOPOLOGY));
  }

  private static List<Trial> trials(
      Strategy strategy, int count, Function<Trial, Outcome> evaluation) {
    List<Trial> trials = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      Proposal proposal = strategy.ask().orElseThrow();
      Trial open = new Trial(number, 0, proposal, new Outcome.Pruned("open"), NOBODY);
      Trial finished = new Trial(number, 0, proposal, evaluation.apply(open), NOBODY);
      strategy.tell(finished);
      trials.add(finished);
    }
    return trials;
  }

  private static double mean(List<Trial> trials) {
    return trials.stream()
        .mapToDouble(trial -> trial.value(Metric.VALIDATION_ACCURACY).orElseThrow())
        .average()
        .orElseThrow();
  }

  @Test
  void roundsAreRandomFirstThenTheMostPromisingAndAFewRandomOnes() {
    List<String> origins =
        trials(strategy(TOPOLOGY, SEED), 40).stream()
            .map(trial -> trial.proposal().origin())
            .toList();
    assertThat(origins.subList(0, 20)).containsOnly("random");
    assertThat(origins.subList(20, 28)).containsOnly("most promising of 300, round 1");
    assertThat(origins.subList(28, 30)).containsOnly("random");
    assertThat(origins.subList(30, 38)).containsOnly("most promising of 300, round 2");
  }

  @Test
  void whatIsPromisingIsBetterThanRandom() {
    List<Trial> trials = trials(strategy(TOPOLOGY, SEED), 60);
    assertThat(mean(trials.subList(50, 58)))
        .as("%s", SEED)
        .isGreaterThan(mean(trials.subList(0, 20)));
  }

  @Test
  void aGuessIsNeverProposedTwice() {
    Set<Architecture> seen = new HashSet<>();
    for (Trial trial : trials(strategy(TOPOLOGY, SEED), 200)) {
      boolean isNew = seen.add(TOPOLOGY.space().canonical(trial.proposal().architecture()));
      assertThat(isNew || trial.proposal().origin().equals("random")).as("%s", SEED).isTrue();
    }
  }

  /** Remembers what it was taught. */
  private static final class Recorder implements Surrogate {
    private final List<List<Double>> fits = new ArrayList<>();

    @Override
    public void fit(List<Architecture> architectures, double[] scores) {
      fits.add(Arrays.stream(scores).boxed().toList());
    }

    @Override
    public List<Guess> guess(List<Architecture> architectures) {
      return architectures.stream().map(any -> new Guess(0, any.pick(0))).toList();
    }
  }

  @Test
  void eachRoundLearnsFromAllTrialsSoFar() {
    Recorder recorder = new Recorder();
    trials(new Nasgem(TOPOLOGY, SEED, QUICK, (space, seed) -> recorder), 45);
    assertThat(recorder.fits.stream().map(List::size)).containsExactly(20, 30, 40);
  }

  @Test
  void whatFailedTeachesTheLowestScore() {
    Recorder recorder = new Recorder();
    Strategy strategy = new Nasgem(TOPOLOGY, SEED, QUICK, (space, seed) -> recorder);
    Function<Trial, Outcome> landscape = new Landscape(TOPOLOGY.space(), SEED).evaluation(TOPOLOGY);
    trials(
        strategy,
        21,
        trial ->
            trial.number() % 2 == 0 ? new Outcome.Pruned("too large") : landscape.apply(trial));
    List<Double> taught = recorder.fits.get(0);
    double lowest = taught.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    assertThat(taught).hasSize(20);
    assertThat(taught.subList(10, 20)).containsOnly(lowest);
    assertThat(Set.copyOf(taught.subList(0, 10))).hasSizeGreaterThan(5);
  }

  @Test
  void explorationPrefersWhatIsUncertain() {
    Nasgem.Options curious = new Nasgem.Options(5, 300, 8, 0, 1);
    List<Proposal> proposals =
        trials(new Nasgem(TOPOLOGY, SEED, curious, (space, seed) -> new Recorder()), 13).stream()
            .map(Trial::proposal)
            .toList();
    assertThat(proposals.subList(5, 13))
        .as("%s", SEED)
        .allMatch(proposal -> proposal.architecture().pick(0) == 4);
  }

  @Test
  void settingsAreReadAndRefused() {
    StrategyRow row = Nasgem.row(settings -> (space, seed) -> new AdditiveSurrogate());
    assertThat(row.configure(List.of("sample=500", "best=3")).settings())
        .containsEntry("sample", "500")
        .containsEntry("best", "3")
        .containsEntry("initial", "20");
    assertThat(row.published().settings()).containsEntry("sample", "50000");
    assertThatThrownBy(() -> row.configure(List.of("initial=1")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("initial");
    assertThatThrownBy(() -> row.configure(List.of("sample=5")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("sample");
  }
}
