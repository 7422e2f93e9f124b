package org.nasturtium.core.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.contract.EvaluatorContract;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;

class ConstrainedTest extends EvaluatorContract {
  private static final NatsTopology SPACE = new NatsTopology();
  private static final NetworkCosts COSTS =
      new NetworkCosts(SPACE, SPACE.skeleton(new Shape(3, 32, 32), 10));
  private static final Proposal LARGEST = proposal(3, 3, 3, 3, 3, 3);
  private static final Proposal RESNET = proposal(3, 0, 3, 1, 0, 1);

  private final PicksEvaluator inner = new PicksEvaluator();

  @Override
  protected Evaluator evaluator() {
    return new Constrained(inner, List.of(new Bound(COSTS.parameters(), 1e6)));
  }

  @Override
  protected List<Proposal> proposals() {
    return List.of(LARGEST, RESNET);
  }

  private static Proposal proposal(int... picks) {
    return new Proposal(Architecture.of(picks), Fidelity.of(12), "test");
  }

  private static Outcome outcome(Evaluator evaluator, Proposal proposal) {
    return evaluator.evaluate(proposal, SEED, RunControl.none());
  }

  @Test
  void whatIsTooLargeIsPrunedWithThePublishedCount() {
    assertThat(outcome(evaluator(), LARGEST))
        .isEqualTo(new Outcome.Pruned("parameters 1531546, at most 1000000 allowed"));
    assertThat(inner.evaluations).as("pruning costs no evaluation").hasValue(0);
    assertThat(outcome(evaluator(), RESNET)).isInstanceOf(Outcome.Completed.class);
  }

  @Test
  void aBoundItselfIsAllowed() {
    Evaluator exact = new Constrained(inner, List.of(new Bound(COSTS.parameters(), 1_531_546)));
    assertThat(outcome(exact, LARGEST)).isInstanceOf(Outcome.Completed.class);
  }

  @Test
  void everyBoundCounts() {
    ArchitectureCost latency = new ArchitectureCost(Metric.LATENCY, any -> 2.5);
    List<Bound> bounds = List.of(new Bound(COSTS.macs(), 1e12), new Bound(latency, 2));
    assertThat(outcome(new Constrained(inner, bounds), LARGEST))
        .isEqualTo(new Outcome.Pruned("latency 2.500 ms, at most 2 allowed"));
  }

  @Test
  void anImpossibleBoundIsRefused() {
    assertThatThrownBy(() -> new Bound(COSTS.macs(), 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("a bound of 0.0 on macs is not possible; expected a number above 0");
  }

  @Test
  void costsBecomeMetrics() {
    Evaluator both = new WithCosts(inner, List.of(COSTS.parameters(), COSTS.macs()));
    Outcome outcome = outcome(both, RESNET);
    assertThat(outcome.found().orElseThrow().value(Metric.PARAMETERS)).hasValue(559_386);
    assertThat(outcome.found().orElseThrow().value(Metric.MACS)).hasValue(78_561_930);
    assertThat(outcome.found().orElseThrow().value(Metric.VALIDATION_ACCURACY)).isPresent();
    Evaluator failing = (proposal, seed, control) -> new Outcome.Failed("diverged", 1);
    assertThat(outcome(new WithCosts(failing, List.of(COSTS.macs())), RESNET))
        .isEqualTo(new Outcome.Failed("diverged", 1));
  }
}
