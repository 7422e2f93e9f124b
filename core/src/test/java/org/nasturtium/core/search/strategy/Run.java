package org.nasturtium.core.search.strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.nasturtium.core.search.Strategy;
import org.nasturtium.core.trial.Measurement;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Provenance;
import org.nasturtium.core.trial.Trial;

/** A run asks and tells a strategy by hand, and keeps what was asked and told. */
final class Run {
  private static final Provenance NOBODY = new Provenance("test", "", "", 0, 0);

  private final Strategy strategy;
  private final Function<Proposal, Outcome> evaluation;
  private final List<Trial> trials = new ArrayList<>();
  private int told;

  Run(Strategy strategy, Function<Proposal, Outcome> evaluation) {
    this.strategy = strategy;
    this.evaluation = evaluation;
  }

  static Outcome accuracy(double percent) {
    return new Outcome.Completed(Measurement.of(Metric.VALIDATION_ACCURACY, percent, 1));
  }

  /** Asks once; the answer is an open trial. */
  Optional<Proposal> ask() {
    Optional<Proposal> proposal = strategy.ask();
    proposal.ifPresent(
        each ->
            trials.add(
                new Trial(trials.size(), trials.size(), each, evaluation.apply(each), NOBODY)));
    return proposal;
  }

  /** Tells the oldest open trial. */
  void tell() {
    strategy.tell(trials.get(told++));
  }

  /** Asks and tells one by one until there are so many trials, or nothing is proposed any more. */
  List<Trial> until(int count) {
    while (trials.size() < count && ask().isPresent()) {
      while (told < trials.size()) {
        tell();
      }
    }
    return trials();
  }

  List<Trial> trials() {
    return List.copyOf(trials);
  }

  List<Integer> epochs() {
    return trials.stream().map(trial -> trial.proposal().fidelity().epochs()).toList();
  }
}
