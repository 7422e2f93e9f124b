package org.nasturtium.core.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.contract.Landscape;
import org.nasturtium.core.contract.StrategyContract;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.Strategy;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.library.ChoiceSpace;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Trial;

class BohbTest extends StrategyContract {
  private static final SearchProblem TOPOLOGY = problem(new NatsTopology());

  /** 4,096 architectures. */
  private static final SearchSpace SIXES =
      new ChoiceSpace(
          "sixes",
          IntStream.range(0, 6).mapToObj(i -> Choice.of("c" + i, "a", "b", "c", "d")).toList());

  private static SearchProblem problem(SearchSpace space) {
    return new SearchProblem(space, List.of(Metric.VALIDATION_ACCURACY), Fidelity.of(12), false);
  }

  @Override
  protected Strategy strategy(SearchProblem problem, Seed seed) {
    return Strategies.configure("bohb", List.of()).create(problem, seed);
  }

  private static Run run(Strategy strategy) {
    return new Run(strategy, proposal -> Run.accuracy(proposal.architecture().hashCode() % 97));
  }

  private static List<Integer> times(int count, int epochs) {
    return Collections.nCopies(count, epochs);
  }

  /** The table of NATS-Bench: 9 at 1 epoch, best 3 at 4, best 1 at 12; 3 at 4, best 1 at 12; 3. */
  @Test
  void oneByOneTheBracketsComeInThePublishedOrder() {
    List<Integer> round = new ArrayList<>();
    round.addAll(times(9, 1));
    round.addAll(times(3, 4));
    round.addAll(times(1, 12));
    round.addAll(times(3, 4));
    round.addAll(times(1, 12));
    round.addAll(times(3, 12));
    Run run = run(strategy(TOPOLOGY, SEED));
    run.until(40);
    List<Integer> twice = new ArrayList<>(round);
    twice.addAll(round);
    assertThat(run.epochs()).isEqualTo(twice);
  }

  @Test
  void thePrefixesAreOfOneSchedule() {
    for (Trial trial : run(strategy(TOPOLOGY, SEED)).until(20)) {
      assertThat(trial.proposal().fidelity().schedule()).isEqualTo(12);
    }
  }

  @Test
  void theBracketsHaveTheSizesOfHyperband() {
    assertThat(IntStream.range(0, 3).mapToObj(i -> Bohb.sizes(3, i, 3)))
        .containsExactly(List.of(9, 3, 1), List.of(3, 1), List.of(3));
    assertThat(IntStream.range(0, 5).mapToObj(i -> Bohb.sizes(5, i, 3)))
        .containsExactly(
            List.of(81, 27, 9, 3, 1),
            List.of(27, 9, 3, 1),
            List.of(9, 3, 1),
            List.of(6, 2),
            List.of(5));
  }

  @Test
  void theBestOfARungArePromoted() {
    List<Trial> trials = run(strategy(TOPOLOGY, SEED)).until(13);
    List<Architecture> best =
        trials.subList(0, 9).stream()
            .sorted((a, b) -> Double.compare(accuracy(b), accuracy(a)))
            .limit(3)
            .map(trial -> trial.proposal().architecture())
            .toList();
    assertThat(trials.subList(9, 12).stream().map(trial -> trial.proposal().architecture()))
        .isEqualTo(best);
    assertThat(trials.get(12).proposal().architecture()).isEqualTo(best.get(0));
  }

  private static double accuracy(Trial trial) {
    return trial.value(Metric.VALIDATION_ACCURACY).orElseThrow();
  }

  @Test
  void whileABracketWaitsTheNextOneBegins() {
    Run run = run(strategy(TOPOLOGY, SEED));
    for (int i = 0; i < 16; i++) {
      assertThat(run.ask()).isPresent();
    }
    List<Integer> expected = new ArrayList<>(times(9, 1));
    expected.addAll(times(3, 4));
    expected.addAll(times(3, 12));
    expected.addAll(times(1, 1));
    assertThat(run.epochs()).isEqualTo(expected);
    for (int i = 0; i < 9; i++) {
      run.tell();
    }
    run.ask();
    assertThat(run.epochs().get(16)).as("the first bracket comes first again").isEqualTo(4);
    assertThat(run.trials().get(16).proposal().origin()).startsWith("bracket 0, promoted from ");
  }

  @Test
  void theModelTakesOverAtFourteenObservations() {
    List<Trial> trials = run(strategy(TOPOLOGY, SEED)).until(100);
    int observed = 0;
    boolean isModeled = false;
    for (Trial trial : trials) {
      String origin = trial.proposal().origin();
      if (!origin.contains("promoted")) {
        assertThat(origin.endsWith("from the model"))
            .as("%s, %s", SEED, trial)
            .isEqualTo(isModeled);
      }
      observed += trial.proposal().fidelity().epochs() == 1 ? 1 : 0;
      long four =
          trials.subList(0, trial.number() + 1).stream()
              .filter(each -> each.proposal().fidelity().epochs() == 4)
              .count();
      isModeled = observed >= 14 || four >= 14;
    }
    assertThat(isModeled).isTrue();
  }

  @Test
  void aRandomFractionOfOneIsHyperband() {
    Strategy hyperband =
        Strategies.configure("bohb", List.of("random-fraction=1")).create(TOPOLOGY, SEED);
    assertThat(run(hyperband).until(200))
        .noneMatch(trial -> trial.proposal().origin().contains("model"));
  }

  @Test
  void theKernelAsCodedProposesOtherArchitectures() {
    Strategy coded =
        Strategies.configure("bohb", List.of("kernel=as-coded")).create(TOPOLOGY, SEED);
    List<Trial> fixed = run(strategy(TOPOLOGY, SEED)).until(200);
    List<Trial> quirky = run(coded).until(200);
    assertThat(quirky.subList(0, 20)).isEqualTo(fixed.subList(0, 20));
    assertThat(quirky).isNotEqualTo(fixed);
  }

  /**
   * A landscape whose best architecture is known. The cost of 400 trials is that of 155 full
   * evaluations, in which a random search finds one of 4,096 in 4 of 100 runs.
   */
  @Test
  void itFindsTheBestOfALandscapeWhereRandomSearchDoesNot() {
    int found = 0;
    int foundAtRandom = 0;
    int runs = 20;
    for (int i = 0; i < runs; i++) {
      Seed seed = SEED.child("landscape", i);
      Landscape landscape = new Landscape(SIXES, seed);
      Architecture best = best(landscape);
      found += finds(strategy(problem(SIXES), seed), landscape, best, 400) ? 1 : 0;
      Strategy random = Strategies.configure("random", List.of()).create(problem(SIXES), seed);
      foundAtRandom += finds(random, landscape, best, 155) ? 1 : 0;
    }
    assertThat(found).as("%s", SEED).isGreaterThanOrEqualTo(16);
    assertThat(foundAtRandom).as("%s", SEED).isLessThanOrEqualTo(4);
  }

  private static Architecture best(Landscape landscape) {
    return IntStream.range(0, SIXES.size().intValueExact())
        .mapToObj(i -> SIXES.unrank(java.math.BigInteger.valueOf(i)))
        .max(
            (a, b) ->
                Double.compare(
                    landscape.accuracy(a, Fidelity.of(12)), landscape.accuracy(b, Fidelity.of(12))))
        .orElseThrow();
  }

  private static boolean finds(
      Strategy strategy, Landscape landscape, Architecture best, int trials) {
    return new Run(
            strategy,
            proposal ->
                Run.accuracy(landscape.accuracy(proposal.architecture(), proposal.fidelity())))
        .until(trials).stream()
            .anyMatch(
                trial ->
                    trial.proposal().architecture().equals(best)
                        && trial.proposal().fidelity().epochs() == 12);
  }

  @Test
  void aBracketInWhichAllFailIsGivenUp() {
    Run run = new Run(strategy(TOPOLOGY, SEED), any -> new Outcome.Failed("diverged", 1));
    run.until(60);
    Set<Integer> first = new TreeSet<>(run.epochs().subList(0, 15));
    assertThat(run.epochs().subList(0, 15)).startsWith(1, 1, 1, 1, 1, 1, 1, 1, 1, 4, 4, 4, 12);
    assertThat(first).containsExactly(1, 4, 12);
    assertThat(run.trials()).noneMatch(trial -> trial.proposal().origin().contains("promoted"));
  }
}
