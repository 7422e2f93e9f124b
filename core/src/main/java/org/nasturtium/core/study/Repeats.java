package org.nasturtium.core.study;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Measurement;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;

/**
 * The repeats of a study are the trials that only repeat one of a lower number. The numbers decide
 * which one is evaluated, never the time at which it ends.
 */
final class Repeats {
  private record Key(Architecture canonical, Fidelity fidelity) {}

  private final SearchSpace space;
  private final Duplicates duplicates;
  private final Map<Key, Integer> first = new HashMap<>();
  private final Map<Integer, Integer> originals = new HashMap<>();
  private final Map<Integer, Outcome> outcomes = new HashMap<>();

  Repeats(SearchSpace space, Duplicates duplicates) {
    this.space = space;
    this.duplicates = duplicates;
  }

  /** Notes a proposal; they come in the order of their numbers. */
  void asked(int number, Proposal proposal) {
    if (duplicates == Duplicates.REUSE) {
      Key key = new Key(space.canonical(proposal.architecture()), proposal.fidelity());
      Integer earlier = first.putIfAbsent(key, number);
      if (earlier != null) {
        originals.put(number, earlier);
      }
    }
  }

  /** Notes the outcome of a trial. */
  void finished(int number, Outcome outcome) {
    if (duplicates == Duplicates.REUSE) {
      outcomes.put(number, outcome);
    }
  }

  /** Returns the number of the trial that a trial repeats, if it repeats one. */
  OptionalInt original(int number) {
    Integer earlier = originals.get(number);
    return earlier == null ? OptionalInt.empty() : OptionalInt.of(earlier);
  }

  /** Returns whether the outcome of a trial is known. */
  boolean isFinished(int number) {
    return outcomes.containsKey(number);
  }

  /** Returns the outcome of a finished trial, at no cost. */
  Outcome free(int number) {
    Outcome outcome = outcomes.get(number);
    if (outcome instanceof Outcome.Completed completed) {
      return new Outcome.Completed(new Measurement(completed.measurement().values(), 0));
    }
    if (outcome instanceof Outcome.Failed failed) {
      return new Outcome.Failed(failed.reason(), 0);
    }
    return Objects.requireNonNull(outcome);
  }
}
