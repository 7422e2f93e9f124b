package org.nasturtium.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.contract.Rehearsal.Call;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.Strategy;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.library.DartsCnn;
import org.nasturtium.core.space.library.NatsSize;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Trial;

/**
 * What every strategy promises. An implementation's test extends this and supplies {@link
 * #strategy}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class StrategyContract {
  private static final int TRIALS = 120;
  private static final List<Integer> WINDOWS = List.of(1, 4, 8);
  private static final Fidelity FULL = Fidelity.of(12);

  /** The root of every draw, printed when a test fails. */
  protected static final Seed SEED = Seed.of(20_261_123);

  /**
   * Returns a fresh strategy.
   *
   * @param problem what to search
   * @param seed where all its randomness comes from
   */
  protected abstract Strategy strategy(SearchProblem problem, Seed seed);

  /** Returns the spaces the strategy is tried on; an implementation may add more. */
  protected List<SearchSpace> spaces() {
    return List.of(new NatsTopology(), new NatsSize(), DartsCnn.eightOperations());
  }

  /** Returns whether a distinct search of a small space proposes all of it before it ends. */
  protected boolean seesWholeSmallSpaces() {
    return true;
  }

  private Stream<Arguments> cases() {
    return spaces().stream()
        .flatMap(space -> WINDOWS.stream().map(window -> Arguments.of(space.name(), window)));
  }

  private SearchSpace space(String name) {
    return spaces().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  private SearchProblem problem(String space, boolean distinct) {
    return new SearchProblem(space(space), List.of(Metric.VALIDATION_ACCURACY), FULL, distinct);
  }

  private Rehearsal rehearsal(SearchProblem problem, Seed seed, int window) {
    return new Rehearsal(strategy(problem, seed), window, landscape(problem));
  }

  private static Function<Trial, Outcome> landscape(SearchProblem problem) {
    return new Landscape(problem.space(), SEED).evaluation(problem);
  }

  @ParameterizedTest(name = "{0}, window {1}")
  @MethodSource("cases")
  void theSameSeedProposesTheSame(String space, int window) {
    SearchProblem problem = problem(space, false);
    List<Proposal> once = rehearsal(problem, SEED, window).until(TRIALS).proposals();
    assertThat(rehearsal(problem, SEED, window).until(TRIALS).proposals()).isEqualTo(once);
    assertThat(once).hasSize(TRIALS);
  }

  @ParameterizedTest(name = "{0}, window {1}")
  @MethodSource("cases")
  void anotherSeedProposesSomethingElse(String space, int window) {
    SearchProblem problem = problem(space, false);
    assertThat(rehearsal(problem, SEED.child("other"), window).until(TRIALS).proposals())
        .isNotEqualTo(rehearsal(problem, SEED, window).until(TRIALS).proposals());
  }

  @ParameterizedTest(name = "{0}, window {1}")
  @MethodSource("cases")
  void theSameCallsRebuildTheState(String space, int window) {
    for (boolean distinct : new boolean[] {false, true}) {
      SearchProblem problem = problem(space, distinct);
      Rehearsal undisturbed = rehearsal(problem, SEED, window).until(TRIALS);
      for (int calls : List.of(1, 17, 60, 151)) {
        List<Call> begun = undisturbed.calls().subList(0, calls);
        Rehearsal resumed = rehearsal(problem, SEED, window).replay(begun);
        assertThat(resumed.calls()).as("%s, %d calls replayed", SEED, calls).isEqualTo(begun);
        assertThat(resumed.until(TRIALS).trials())
            .as("%s, continued after %d calls, distinct %s", SEED, calls, distinct)
            .isEqualTo(undisturbed.trials());
      }
    }
  }

  @ParameterizedTest(name = "{0}, window {1}")
  @MethodSource("cases")
  void everyProposalCanBeEvaluated(String space, int window) {
    SearchProblem problem = problem(space, false);
    for (Proposal proposal : rehearsal(problem, SEED, window).until(TRIALS).proposals()) {
      assertCanBeEvaluated(problem, proposal);
    }
  }

  private static void assertCanBeEvaluated(SearchProblem problem, Proposal proposal) {
    assertThat(problem.space().contains(proposal.architecture()))
        .as("%s, %s of %s", SEED, proposal, problem.space().name())
        .isTrue();
    assertThat(proposal.fidelity())
        .as("a prefix of the problem's fidelity")
        .isEqualTo(problem.fidelity().prefix(proposal.fidelity().epochs()));
    assertThat(proposal.origin()).isNotBlank();
  }

  @ParameterizedTest(name = "{0}, window {1}")
  @MethodSource("cases")
  void failedAndPrunedTrialsAreSurvived(String space, int window) {
    SearchProblem problem = problem(space, false);
    Function<Trial, Outcome> landscape = landscape(problem);
    Function<Trial, Outcome> brittle =
        trial ->
            switch (Math.floorMod(trial.proposal().architecture().hashCode(), 5)) {
              case 0 -> new Outcome.Failed("diverged", 3);
              case 1 -> new Outcome.Pruned("too large");
              default -> landscape.apply(trial);
            };
    List<Proposal> proposals =
        new Rehearsal(strategy(problem, SEED), window, brittle).until(TRIALS).proposals();
    assertThat(proposals).hasSize(TRIALS);
    proposals.forEach(proposal -> assertCanBeEvaluated(problem, proposal));
  }

  @ParameterizedTest(name = "{0}, window {1}")
  @MethodSource("cases")
  void aSearchInWhichNothingSucceedsGoesOn(String space, int window) {
    SearchProblem problem = problem(space, false);
    Function<Trial, Outcome> hopeless = trial -> new Outcome.Pruned("too large");
    List<Proposal> proposals =
        new Rehearsal(strategy(problem, SEED), window, hopeless).until(TRIALS).proposals();
    assertThat(proposals).hasSize(TRIALS);
    assertThat(Set.copyOf(proposals.stream().map(Proposal::architecture).toList()))
        .as("a search that never succeeded keeps looking elsewhere")
        .hasSizeGreaterThan(TRIALS / 4);
  }

  @ParameterizedTest(name = "{0}, window {1}")
  @MethodSource("cases")
  void distinctProblemsSeeNothingTwice(String space, int window) {
    SearchProblem problem = problem(space, true);
    List<Proposal> proposals = rehearsal(problem, SEED, window).until(2 * TRIALS).proposals();
    assertThat(proposals).hasSize(2 * TRIALS);
    assertDistinct(problem, proposals);
  }

  private static void assertDistinct(SearchProblem problem, List<Proposal> proposals) {
    Set<List<Object>> seen = new HashSet<>();
    for (Proposal proposal : proposals) {
      Architecture canonical = problem.space().canonical(proposal.architecture());
      assertThat(seen.add(List.of(canonical, proposal.fidelity())))
          .as("%s, %s was proposed before", SEED, proposal)
          .isTrue();
    }
  }

  @Test
  void aDistinctSearchOfASmallSpaceEnds() {
    SearchProblem problem =
        new SearchProblem(new TinySpace(), List.of(Metric.VALIDATION_ACCURACY), FULL, true);
    for (int window : WINDOWS) {
      List<Proposal> proposals = rehearsal(problem, SEED, window).until(1000).proposals();
      assertDistinct(problem, proposals);
      List<Proposal> full = new ArrayList<>(proposals);
      full.removeIf(proposal -> !proposal.fidelity().equals(FULL));
      if (seesWholeSmallSpaces()) {
        assertThat(full).as("%s, window %d", SEED, window).hasSize(TinySpace.DIFFERENT);
      }
    }
  }

  @Test
  void aSmallSpaceIsSearchedAgainAndAgainWhereDuplicatesAreAllowed() {
    SearchProblem problem =
        new SearchProblem(new TinySpace(), List.of(Metric.VALIDATION_ACCURACY), FULL, false);
    assertThat(rehearsal(problem, SEED, 4).until(TRIALS).proposals()).hasSize(TRIALS);
  }

  @ParameterizedTest(name = "{0}, window {1}")
  @MethodSource("cases")
  void severalObjectivesAreSurvived(String space, int window) {
    SearchProblem problem =
        new SearchProblem(
            space(space), List.of(Metric.VALIDATION_ACCURACY, Metric.PARAMETERS), FULL, false);
    List<Proposal> proposals = rehearsal(problem, SEED, window).until(TRIALS).proposals();
    assertThat(proposals).hasSize(TRIALS);
    proposals.forEach(proposal -> assertCanBeEvaluated(problem, proposal));
  }

  @Test
  void theDirectionOfTheObjectiveIsRespected() {
    SearchSpace space = new NatsSize();
    SearchProblem larger =
        new SearchProblem(space, List.of(Metric.VALIDATION_ACCURACY), FULL, false);
    SearchProblem smaller = new SearchProblem(space, List.of(Metric.VALIDATION_LOSS), FULL, false);
    assertThat(rehearsal(smaller, SEED, 1).until(TRIALS).proposals())
        .as("%s: the landscape upside down is the same search", SEED)
        .isEqualTo(rehearsal(larger, SEED, 1).until(TRIALS).proposals());
  }
}
