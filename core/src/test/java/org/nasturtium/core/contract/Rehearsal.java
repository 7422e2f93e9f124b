package org.nasturtium.core.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.nasturtium.core.search.Strategy;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Provenance;
import org.nasturtium.core.trial.Trial;

/**
 * A rehearsal is a study by hand: it asks and tells a strategy in the order of the protocol,
 * without workers and without a store.
 *
 * <p>It asks as long as fewer than {@code window} trials are open and the last answer was not
 * empty, and otherwise tells the next trial.
 */
final class Rehearsal {
  /** One call: an ask with its answer, or a told trial. */
  sealed interface Call {
    /** The strategy was asked. */
    record Asked(Optional<Proposal> answer) implements Call {}

    /** The strategy was told. */
    record Told(Trial trial) implements Call {}
  }

  private static final Provenance NOBODY = new Provenance("rehearsal", "", "", 0, 0);

  private final Strategy strategy;
  private final int window;
  private final Function<Trial, Outcome> evaluation;
  private final List<Trial> trials = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private int told;
  private boolean waiting;

  /**
   * Prepares a rehearsal.
   *
   * @param strategy a fresh strategy
   * @param window how many trials may be open
   * @param evaluation what comes of a trial; the outcome of the trial it is given is a placeholder
   */
  Rehearsal(Strategy strategy, int window, Function<Trial, Outcome> evaluation) {
    this.strategy = strategy;
    this.window = window;
    this.evaluation = evaluation;
  }

  /** Asks until a number of trials were asked for, or the strategy proposes nothing any more. */
  Rehearsal until(int count) {
    while (trials.size() < count && step()) {}
    return this;
  }

  /** Makes the calls of another rehearsal, whose answers must be those of this strategy too. */
  Rehearsal replay(List<Call> recorded) {
    for (Call call : recorded) {
      if (call instanceof Call.Told) {
        tell();
      } else {
        ask();
      }
    }
    return this;
  }

  private boolean step() {
    if (!waiting && trials.size() < told + window) {
      ask();
      return true;
    }
    if (told == trials.size()) {
      return false;
    }
    tell();
    return true;
  }

  private void ask() {
    Optional<Proposal> answer = strategy.ask();
    calls.add(new Call.Asked(answer));
    waiting = answer.isEmpty();
    answer.ifPresent(proposal -> trials.add(evaluated(proposal)));
  }

  private Trial evaluated(Proposal proposal) {
    int number = trials.size();
    Trial open = new Trial(number, number, proposal, new Outcome.Pruned("open"), NOBODY);
    return new Trial(number, number, proposal, evaluation.apply(open), NOBODY);
  }

  private void tell() {
    Trial trial = trials.get(told++);
    calls.add(new Call.Told(trial));
    strategy.tell(trial);
    waiting = false;
  }

  /** Returns the trials asked for so far. */
  List<Trial> trials() {
    return List.copyOf(trials);
  }

  /** Returns the proposals so far. */
  List<Proposal> proposals() {
    return trials.stream().map(Trial::proposal).toList();
  }

  /** Returns the calls so far, in order. */
  List<Call> calls() {
    return List.copyOf(calls);
  }
}
