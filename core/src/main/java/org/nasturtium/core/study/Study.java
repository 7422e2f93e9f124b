package org.nasturtium.core.study;

import org.nasturtium.core.evaluate.Evaluator;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.StrategyFactory;
import org.nasturtium.core.trial.StudyLog;

/**
 * A study joins a strategy, an evaluator and a log under a budget.
 *
 * <p>Running it first tells a fresh strategy the stored trials again, checking that it proposes
 * what is stored, and then goes on: so starting, resuming after a crash and joining a study that
 * other processes work on are one thing. The trials depend on the specification of the log, never
 * on the number of workers or processes. Numbers that another process holds are waited for, and
 * taken over when it falls silent. With several open trials, a log may hold a few finished ones
 * beyond the end of the budget; they do not count, and are used if the budget grows.
 *
 * @param log the trials, and what decides them
 * @param problem what to search
 * @param factory makes the strategy
 * @param evaluator measures; called by several threads at once if there are several workers
 * @param options how it is worked on
 */
public record Study(
    StudyLog log,
    SearchProblem problem,
    StrategyFactory factory,
    Evaluator evaluator,
    StudyOptions options) {
  /**
   * Checks that the log is one of this problem and strategy.
   *
   * @throws InvalidInputException if it is not
   */
  public Study {
    require(log, "space", log.spec().space(), problem.space().name());
    require(log, "strategy", log.spec().strategy(), factory.name());
  }

  private static void require(StudyLog log, String what, String stored, String given) {
    if (!stored.equals(given)) {
      throw new InvalidInputException(
          "study '%s' is of %s %s, not of %s".formatted(log.spec().name(), what, stored, given));
    }
  }

  /**
   * Runs the study until its budget is spent, or it is asked to stop.
   *
   * @param budget when it ends
   * @param control is told the epochs and steps of evaluations, and asked whether to stop; only on
   *     this thread
   * @param listener is told each trial that counts
   * @throws InvalidInputException if a stored trial is not what the strategy proposes
   */
  public StudyResult run(Budget budget, RunControl control, StudyListener listener) {
    return new StudyRun(this, budget, control, listener).run();
  }

  /**
   * Returns the seed that the strategy of a study draws from.
   *
   * @param root the root seed of the study
   */
  public static Seed strategySeed(Seed root) {
    return root.child("strategy");
  }

  /**
   * Returns the seed that the evaluation of a trial draws from.
   *
   * @param root the root seed of the study
   * @param number the number of the trial
   */
  public static Seed trialSeed(Seed root, int number) {
    return root.child("trial", number);
  }
}
