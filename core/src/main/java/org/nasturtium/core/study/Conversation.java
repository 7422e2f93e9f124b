package org.nasturtium.core.study;

import java.util.Optional;
import org.nasturtium.core.search.Strategy;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Trial;

/**
 * A conversation is the order in which a strategy is asked and told.
 *
 * <p>It is asked as long as fewer than {@code window} trials are open, the limit is not reached and
 * it did not answer "nothing" since it was told last; otherwise it is told the trial of the lowest
 * number. Nothing else decides the order, above all not which trial is finished when; so the
 * proposals depend on the outcomes only.
 */
final class Conversation {
  private final Strategy strategy;
  private final int window;
  private final int limit;
  private int asked;
  private int told;
  private boolean isWaiting;

  /**
   * Begins a conversation.
   *
   * @param strategy a fresh strategy
   * @param window how many trials may be open
   * @param limit how many trials may be asked for in all
   */
  Conversation(Strategy strategy, int window, int limit) {
    this.strategy = strategy;
    this.window = window;
    this.limit = limit;
  }

  /** Returns how many proposals there were: the number of the next one. */
  int asked() {
    return asked;
  }

  /** Returns how many trials were told: the number of the next one. */
  int told() {
    return told;
  }

  /** Returns whether it is the strategy's turn to propose. */
  boolean mayAsk() {
    return !isWaiting && asked < limit && asked - told < window;
  }

  /** Asks; the caller made sure that it is the strategy's turn. */
  Optional<Proposal> ask() {
    Optional<Proposal> proposal = strategy.ask();
    isWaiting = proposal.isEmpty();
    asked += isWaiting ? 0 : 1;
    return proposal;
  }

  /** Returns whether nothing is open: if the strategy may not be asked then, the study is over. */
  boolean isIdle() {
    return asked == told;
  }

  /** Tells the next trial. */
  void tell(Trial trial) {
    if (trial.number() != told || told == asked) {
      throw new IllegalStateException(
          "trial %d told out of order; next is %d of %d".formatted(trial.number(), told, asked));
    }
    strategy.tell(trial);
    told++;
    isWaiting = false;
  }
}
