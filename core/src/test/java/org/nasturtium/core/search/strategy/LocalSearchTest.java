package org.nasturtium.core.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.contract.Landscape;
import org.nasturtium.core.contract.StrategyContract;
import org.nasturtium.core.contract.TinySpace;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.Strategy;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.library.NasBench101;
import org.nasturtium.core.space.library.NatsSize;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Trial;

class LocalSearchTest extends StrategyContract {
  private static final NatsTopology TOPOLOGY = new NatsTopology();
  private static final NatsSize SIZE = new NatsSize();

  /** The method of White, Nolen and Savani. */
  private static final List<String> PUBLISHED =
      List.of("starts=1", "neighbors=raw", "optimum=restart");

  private static SearchProblem problem(SearchSpace space) {
    return new SearchProblem(space, List.of(Metric.VALIDATION_ACCURACY), Fidelity.of(12), false);
  }

  @Override
  protected Strategy strategy(SearchProblem problem, Seed seed) {
    return Strategies.configure("local", List.of()).create(problem, seed);
  }

  private static Strategy strategy(SearchSpace space, List<String> settings) {
    return Strategies.configure("local", settings).create(problem(space), SEED);
  }

  /** An accuracy without optima but the best: the sum of the picks. */
  private static Run climb(Strategy strategy) {
    return new Run(strategy, proposal -> Run.accuracy(sum(proposal.architecture())));
  }

  private static double sum(Architecture architecture) {
    double sum = 0;
    for (int i = 0; i < architecture.size(); i++) {
      sum += architecture.pick(i);
    }
    return sum;
  }

  private static int center(Trial trial) {
    return Integer.parseInt(trial.proposal().origin().substring("neighbor of ".length()));
  }

  private static boolean isNeighbor(Trial trial) {
    return trial.proposal().origin().startsWith("neighbor of ");
  }

  private static int differences(Architecture one, Architecture other) {
    int differences = 0;
    for (int i = 0; i < one.size(); i++) {
      differences += one.pick(i) == other.pick(i) ? 0 : 1;
    }
    return differences;
  }

  @Test
  void nothingEquivalentIsEvaluatedTwiceThoughDuplicatesAreAllowed() {
    for (List<String> settings : List.of(List.<String>of(), PUBLISHED)) {
      Set<Architecture> seen = new HashSet<>();
      for (Trial trial : climb(strategy(TOPOLOGY, settings)).until(1000)) {
        assertThat(seen.add(TOPOLOGY.canonical(trial.proposal().architecture())))
            .as("%s, %s", SEED, trial)
            .isTrue();
      }
      assertThat(seen).hasSize(1000);
    }
  }

  @Test
  void publishedNeighborsDifferInOnePickFromTheirCenter() {
    List<Trial> trials = climb(strategy(TOPOLOGY, PUBLISHED)).until(300);
    assertThat(trials).anyMatch(LocalSearchTest::isNeighbor);
    for (Trial trial : trials) {
      if (isNeighbor(trial)) {
        Architecture from = trials.get(center(trial)).proposal().architecture();
        assertThat(differences(from, trial.proposal().architecture())).as("%s", SEED).isEqualTo(1);
      }
    }
  }

  @Test
  void otherwiseTheyDifferInOnePickFromAnEquivalentOfIt() {
    List<Trial> trials = climb(strategy(TOPOLOGY, List.of())).until(500);
    boolean isFar = false;
    for (Trial trial : trials) {
      if (isNeighbor(trial)) {
        Architecture from = trials.get(center(trial)).proposal().architecture();
        assertThat(TOPOLOGY.equivalents(from))
            .as("%s, %s", SEED, trial)
            .anyMatch(each -> differences(each, trial.proposal().architecture()) == 1);
        isFar |= differences(from, trial.proposal().architecture()) > 1;
      }
    }
    assertThat(isFar).as("%s: some neighbors are only those of equivalents", SEED).isTrue();
  }

  @Test
  void theFirstImprovementIsTheNextCenter() {
    List<Trial> trials = climb(strategy(SIZE, List.of("starts=3"))).until(60);
    assertThat(trials.subList(0, 3)).noneMatch(LocalSearchTest::isNeighbor);
    double best = 0;
    for (Trial trial : trials) {
      if (isNeighbor(trial) && best < 35) {
        assertThat(sum(trials.get(center(trial)).proposal().architecture())).isEqualTo(best);
      }
      best = Math.max(best, sum(trial.proposal().architecture()));
    }
  }

  /** Five choices of eight candidates have 35 neighbors. */
  @Test
  void theBestImprovementSeesAllNeighborsFirst() {
    List<Trial> trials = climb(strategy(SIZE, List.of("starts=1", "improvement=best"))).until(40);
    assertThat(trials.subList(1, 36)).allMatch(trial -> center(trial) == 0);
    int next = center(trials.get(36));
    double best =
        trials.subList(1, 36).stream()
            .mapToDouble(trial -> sum(trial.proposal().architecture()))
            .max()
            .orElseThrow();
    assertThat(sum(trials.get(next).proposal().architecture())).isEqualTo(best);
  }

  @Test
  void anOptimumIsFollowedByARestartOrByTheNextBest() {
    Run restarting = climb(strategy(SIZE, PUBLISHED));
    List<Trial> trials = restarting.until(400);
    int top = first(trials, 35);
    int restart = top + 1;
    while (isNeighbor(trials.get(restart))) {
      restart++;
    }
    assertThat(restart - top).as("%s: the 35 neighbors at most", SEED).isBetween(1, 36);
    assertThat(center(trials.get(restart + 1))).isEqualTo(restart);

    List<Trial> onward = climb(strategy(SIZE, List.of())).until(400);
    List<Trial> after = onward.subList(first(onward, 35) + 40, 400);
    assertThat(after).allMatch(LocalSearchTest::isNeighbor);
    assertThat(after).allMatch(trial -> sum(trial.proposal().architecture()) >= 26);
  }

  private static int first(List<Trial> trials, double accuracy) {
    for (Trial trial : trials) {
      if (sum(trial.proposal().architecture()) == accuracy) {
        return trial.number();
      }
    }
    throw new AssertionError(SEED + ": no trial reached " + accuracy);
  }

  @Test
  void aRestartWaitsForOpenTrials() {
    Run run = new Run(strategy(new TinySpace(), PUBLISHED), any -> Run.accuracy(50));
    run.ask();
    run.tell();
    Optional<Proposal> asked = run.ask();
    int open = 0;
    while (asked.isPresent() && asked.get().origin().startsWith("neighbor")) {
      open++;
      asked = run.ask();
    }
    assertThat(open).isPositive();
    assertThat(asked).as("the climb is over, but %d trials are open", open).isEmpty();
    for (int i = 0; i < open; i++) {
      assertThat(run.ask()).isEmpty();
      run.tell();
    }
    assertThat(run.ask().map(Proposal::origin)).isPresent();
  }

  /** Climbing a rugged landscape is faster than drawing from it. */
  @Test
  void itBeatsRandomSearchOnARuggedLandscape() {
    for (SearchSpace space : List.of(TOPOLOGY, SIZE, new NasBench101())) {
      double local = 0;
      double random = 0;
      for (int i = 0; i < 10; i++) {
        Seed seed = SEED.child("landscape", i);
        Landscape landscape = new Landscape(space, seed);
        local += best(strategy(problem(space), seed), landscape);
        random +=
            best(Strategies.configure("random", List.of()).create(problem(space), seed), landscape);
      }
      assertThat(local / 10).as("%s, %s", SEED, space.name()).isGreaterThan(random / 10 + 5);
    }
  }

  private static double best(Strategy strategy, Landscape landscape) {
    return new Run(
            strategy,
            each -> Run.accuracy(landscape.accuracy(each.architecture(), each.fidelity())))
        .until(150).stream()
            .mapToDouble(trial -> trial.value(Metric.VALIDATION_ACCURACY).orElseThrow())
            .max()
            .orElseThrow();
  }

  @Test
  void anUnknownWordIsRefused() {
    assertThatThrownBy(() -> Strategies.configure("local", List.of("optimum=stop")))
        .hasMessageEndingWith("expected one of continue, restart");
  }
}
