package org.nasturtium.core.search.strategy;

import java.util.Optional;
import org.nasturtium.core.search.Strategy;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Trial;

/** A single bracket as a strategy; it draws the cells of ascending indices. */
final class OneBracket implements Strategy {
  private static final NatsTopology SPACE = new NatsTopology();

  private final Bracket bracket;
  private final Evaluated evaluated;
  private int index;

  OneBracket(Bracket bracket, Evaluated evaluated) {
    this.bracket = bracket;
    this.evaluated = evaluated;
  }

  @Override
  public Optional<Proposal> ask() {
    return bracket.next(this::draw);
  }

  private Optional<Proposal> draw(Fidelity fidelity) {
    Proposal proposal = new Proposal(SPACE.architecture(index++), fidelity, "next");
    evaluated.mayPropose(proposal.architecture(), fidelity);
    return Optional.of(proposal);
  }

  @Override
  public void tell(Trial trial) {
    bracket.tell(evaluated.tell(trial));
  }
}
