package org.nasturtium.core.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.contract.StrategyContract;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.Strategy;
import org.nasturtium.core.space.library.NatsSize;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Measurement;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Provenance;
import org.nasturtium.core.trial.Trial;

class RegularizedEvolutionTest extends StrategyContract {
  private static final Provenance NOBODY = new Provenance("test", "", "", 0, 0);
  private static final SearchProblem TOPOLOGY =
      new SearchProblem(
          new NatsTopology(), List.of(Metric.VALIDATION_ACCURACY), Fidelity.of(12), false);

  @Override
  protected Strategy strategy(SearchProblem problem, Seed seed) {
    return Strategies.configure("evolution", List.of()).create(problem, seed);
  }

  private static Trial told(Strategy strategy, int number, double accuracy) {
    Proposal proposal = strategy.ask().orElseThrow();
    Trial trial =
        new Trial(
            number,
            number,
            proposal,
            new Outcome.Completed(Measurement.of(Metric.VALIDATION_ACCURACY, accuracy, 1)),
            NOBODY);
    strategy.tell(trial);
    return trial;
  }

  private static int differences(Architecture one, Architecture other) {
    int differences = 0;
    for (int i = 0; i < one.size(); i++) {
      differences += one.pick(i) == other.pick(i) ? 0 : 1;
    }
    return differences;
  }

  @Test
  void theFirstTenAreRandomAndAllLaterOnesDifferFromALivingParentInOneEdge() {
    Strategy strategy = strategy(TOPOLOGY, SEED);
    List<Trial> trials = new ArrayList<>();
    for (int n = 0; n < 60; n++) {
      trials.add(told(strategy, n, n % 7));
    }
    for (Trial trial : trials) {
      String origin = trial.proposal().origin();
      if (trial.number() < 10) {
        assertThat(origin).isEqualTo("random");
        continue;
      }
      int parent = Integer.parseInt(origin.substring("mutation of ".length()));
      assertThat(parent)
          .as("%s: the ten youngest are alive", SEED)
          .isBetween(trial.number() - 10, trial.number() - 1);
      assertThat(
              differences(
                  trial.proposal().architecture(), trials.get(parent).proposal().architecture()))
          .isEqualTo(1);
    }
  }

  @Test
  void theParentIsTheBestOfThreeDrawnWithReplacement() {
    int best = 0;
    int runs = 3000;
    for (int run = 0; run < runs; run++) {
      Strategy strategy = strategy(TOPOLOGY, SEED.child("run", run));
      for (int n = 0; n < 10; n++) {
        told(strategy, n, n == 4 ? 90 : 50);
      }
      best += strategy.ask().orElseThrow().origin().equals("mutation of 4") ? 1 : 0;
    }
    double expected = 1 - Math.pow(0.9, 3);
    double deviation = Math.sqrt(expected * (1 - expected) / runs);
    assertThat((best / (double) runs - expected) / deviation).as("%s", SEED).isBetween(-4.0, 4.0);
  }

  @Test
  void withoutReplacementTheBestIsDrawnMoreOften() {
    int best = 0;
    int runs = 3000;
    for (int run = 0; run < runs; run++) {
      Strategy strategy =
          Strategies.configure("evolution", List.of("replacement=without"))
              .create(TOPOLOGY, SEED.child("run", run));
      for (int n = 0; n < 10; n++) {
        told(strategy, n, n == 4 ? 90 : 50);
      }
      best += strategy.ask().orElseThrow().origin().equals("mutation of 4") ? 1 : 0;
    }
    double deviation = Math.sqrt(0.3 * 0.7 / runs);
    assertThat((best / (double) runs - 0.3) / deviation).as("%s", SEED).isBetween(-4.0, 4.0);
  }

  @Test
  void theFirstEdgeIsMutatedMostOftenAsCodedAndAsOftenAsOthersWhenUniform() {
    assertThat(firstEdgeShare(List.of())).as("%s", SEED).isBetween(0.28, 0.39);
    assertThat(firstEdgeShare(List.of("mutation=uniform"))).as("%s", SEED).isBetween(0.12, 0.21);
  }

  private static double firstEdgeShare(List<String> settings) {
    Strategy strategy = Strategies.configure("evolution", settings).create(TOPOLOGY, SEED);
    List<Trial> trials = new ArrayList<>();
    int first = 0;
    int children = 1000;
    for (int n = 0; n < 10 + children; n++) {
      trials.add(told(strategy, n, 50));
      String origin = trials.get(n).proposal().origin();
      if (n >= 10) {
        int parent = Integer.parseInt(origin.substring("mutation of ".length()));
        first +=
            trials.get(n).proposal().architecture().pick(0)
                    != trials.get(parent).proposal().architecture().pick(0)
                ? 1
                : 0;
      }
    }
    return (double) first / children;
  }

  @Test
  void aSizeMutationMayChangeNothingAsCodedOnly() {
    assertThat(unchangedShare(List.of())).as("%s", SEED).isBetween(0.08, 0.17);
    assertThat(unchangedShare(List.of("mutation=uniform"))).isZero();
  }

  private static double unchangedShare(List<String> settings) {
    SearchProblem problem =
        new SearchProblem(
            new NatsSize(), List.of(Metric.VALIDATION_ACCURACY), Fidelity.of(12), false);
    Strategy strategy = Strategies.configure("evolution", settings).create(problem, SEED);
    List<Trial> trials = new ArrayList<>();
    int unchanged = 0;
    int children = 1000;
    for (int n = 0; n < 10 + children; n++) {
      trials.add(told(strategy, n, 50));
      if (n >= 10) {
        String origin = trials.get(n).proposal().origin();
        int parent = Integer.parseInt(origin.substring("mutation of ".length()));
        Architecture child = trials.get(n).proposal().architecture();
        unchanged += child.equals(trials.get(parent).proposal().architecture()) ? 1 : 0;
      }
    }
    return (double) unchanged / children;
  }

  @Test
  void failedTrialsAreNoParents() {
    Strategy strategy = strategy(TOPOLOGY, SEED);
    for (int n = 0; n < 40; n++) {
      Proposal proposal = strategy.ask().orElseThrow();
      if (n < 19) {
        assertThat(proposal.origin()).as("trial %d", n).isEqualTo("random");
      } else {
        assertThat(Integer.parseInt(proposal.origin().substring("mutation of ".length())) % 2)
            .as("%s: the odd ones failed", SEED)
            .isZero();
      }
      Outcome outcome =
          n % 2 == 0
              ? new Outcome.Completed(Measurement.of(Metric.VALIDATION_ACCURACY, 50, 1))
              : new Outcome.Failed("diverged", 1);
      strategy.tell(new Trial(n, n, proposal, outcome, NOBODY));
    }
  }

  @Test
  void severalObjectivesKeepTheNonDominated() {
    NonDominatedPopulation population = new NonDominatedPopulation(3);
    double[][] values = {{90, 10}, {80, 5}, {70, 20}, {85, 7}, {60, 30}};
    for (int n = 0; n < values.length; n++) {
      population.add(member(n, values[n]));
    }
    List<Integer> alive = new ArrayList<>();
    for (int i = 0; i < population.size(); i++) {
      alive.add(population.member(i).trial());
    }
    assertThat(alive)
        .as("2 and 4 are dominated; 0, 1 and 3 are the front")
        .containsExactlyInAnyOrder(0, 1, 3);
  }

  @Test
  void amongEquallyGoodTheCrowdedDie() {
    NonDominatedPopulation population = new NonDominatedPopulation(4);
    double[][] values = {{90, 40}, {50, 10}, {70, 20}, {71, 21}, {72, 30}};
    for (int n = 0; n < values.length; n++) {
      population.add(member(n, values[n]));
    }
    List<Integer> alive = new ArrayList<>();
    for (int i = 0; i < population.size(); i++) {
      alive.add(population.member(i).trial());
    }
    assertThat(alive).as("3 stands closest to its neighbors").containsExactlyInAnyOrder(0, 1, 2, 4);
  }

  private static Member member(int number, double[] values) {
    Measurement measurement =
        Measurement.of(Metric.VALIDATION_ACCURACY, values[0], 1).with(Metric.PARAMETERS, values[1]);
    Trial trial =
        new Trial(
            number,
            0,
            new Proposal(Architecture.of(0), Fidelity.of(1), "test"),
            new Outcome.Completed(measurement),
            NOBODY);
    Optional<Member> member =
        Member.of(trial, List.of(Metric.VALIDATION_ACCURACY, Metric.PARAMETERS));
    return member.orElseThrow();
  }

  @Test
  void anImpossibleTournamentIsRefused() {
    assertThatThrownBy(() -> Strategies.configure("evolution", List.of("population=5", "sample=6")))
        .hasMessage(
            "setting 'sample' of strategy evolution is '6'; expected a whole number from 1 to 5");
  }
}
