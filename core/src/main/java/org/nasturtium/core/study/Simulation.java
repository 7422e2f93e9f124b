package org.nasturtium.core.study;

import java.util.ArrayDeque;
import java.util.OptionalInt;
import org.nasturtium.core.evaluate.Evaluator;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.StrategyFactory;
import org.nasturtium.core.trial.History;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Provenance;
import org.nasturtium.core.trial.Trial;

/**
 * A simulation is a study in one thread that keeps nothing: for evaluators that answer at once,
 * such as benchmark tables, and for many runs. It makes the trials of a {@link Study} with the same
 * seed and window, but for their provenance.
 *
 * @param problem what to search
 * @param evaluator measures
 * @param budget when it ends
 * @param window how many trials may be open, at least 1
 * @param duplicates what becomes of repeated proposals
 */
public record Simulation(
    SearchProblem problem, Evaluator evaluator, Budget budget, int window, Duplicates duplicates) {
  private static final Provenance SIMULATED = new Provenance("simulation", "", "", 0, 0);

  /** Checks the window. */
  public Simulation {
    if (window < 1) {
      throw new IllegalArgumentException("a window of " + window + " is below 1");
    }
  }

  /**
   * Returns a simulation with one trial at a time, in which duplicates are evaluated again: what
   * the published baselines do.
   *
   * @param problem what to search
   * @param evaluator measures
   * @param budget when it ends
   */
  public static Simulation published(SearchProblem problem, Evaluator evaluator, Budget budget) {
    return new Simulation(problem, evaluator, budget, 1, Duplicates.EVALUATE);
  }

  /**
   * Runs one study.
   *
   * @param factory makes the strategy
   * @param seed the root seed of the study
   * @param listener is told each trial
   */
  public StudyResult run(StrategyFactory factory, Seed seed, StudyListener listener) {
    Conversation conversation =
        new Conversation(
            factory.create(problem, Study.strategySeed(seed)), window, budget.trials());
    Repeats repeats = new Repeats(problem.space(), duplicates);
    History history = new History(problem.objective());
    Budget.Meter meter = new Budget.Meter(budget);
    ArrayDeque<Trial> open = new ArrayDeque<>(window);
    while (true) {
      if (conversation.mayAsk()) {
        int number = conversation.asked();
        conversation.ask().ifPresent(p -> open.add(evaluated(number, p, seed, repeats)));
        continue;
      }
      Trial next = open.poll();
      if (next == null) {
        return new StudyResult(history, StudyResult.End.EXHAUSTED);
      }
      conversation.tell(next);
      history.add(next);
      listener.told(next, history);
      if (!meter.allowsMore(next, history)) {
        return new StudyResult(history, meter.end());
      }
    }
  }

  private Trial evaluated(int number, Proposal proposal, Seed seed, Repeats repeats) {
    Seed own = Study.trialSeed(seed, number);
    repeats.asked(number, proposal);
    OptionalInt original = repeats.original(number);
    Outcome outcome =
        original.isPresent()
            ? repeats.free(original.getAsInt())
            : evaluator.evaluate(proposal, own, RunControl.none());
    repeats.finished(number, outcome);
    return new Trial(number, own.value(), proposal, outcome, SIMULATED);
  }
}
