package org.nasturtium.core.search.strategy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Proposal;

/**
 * A bracket is one round of successive halving: new architectures at the cheapest rung, of which
 * the best are evaluated at the next one, and so on.
 *
 * <p>It is synchronous: a rung is decided when all of its trials are told. Failed and pruned trials
 * are never promoted, so a rung may be smaller than planned, and the bracket ends where nothing is
 * left.
 */
final class Bracket {
  private final int number;
  private final List<Fidelity> rungs;
  private final List<Integer> sizes;
  private final Evaluated evaluated;
  private final Deque<Proposal> promoted = new ArrayDeque<>();
  private List<Member> completed = new ArrayList<>();
  private int rung;
  private int drawn;
  private int open;
  private boolean dry;

  /**
   * Creates a bracket.
   *
   * @param number its number in the search, for people
   * @param rungs the fidelities, ascending
   * @param sizes how many architectures each rung evaluates
   * @param evaluated what the search has evaluated
   */
  Bracket(int number, List<Fidelity> rungs, List<Integer> sizes, Evaluated evaluated) {
    this.number = number;
    this.rungs = rungs;
    this.sizes = sizes;
    this.evaluated = evaluated;
  }

  /**
   * Returns the fidelities of which the largest is a whole one and each is a part of the next,
   * whole epochs.
   *
   * @param full the largest
   * @param eta how many times larger each is than the one before, at least 2
   * @param least the fewest epochs
   */
  static List<Fidelity> rungs(Fidelity full, int eta, int least) {
    Deque<Fidelity> rungs = new ArrayDeque<>(List.of(full));
    double epochs = (double) full.epochs() / eta;
    while (epochs >= least) {
      rungs.addFirst(full.prefix((int) epochs));
      epochs /= eta;
    }
    return List.copyOf(rungs);
  }

  /**
   * Returns the next proposal, which is then open.
   *
   * @param fresh draws a new architecture for the first rung; empty if there is none left
   * @return empty if the bracket waits for open trials or is done
   */
  Optional<Proposal> next(Function<Fidelity, Optional<Proposal>> fresh) {
    while (!isDone()) {
      Optional<Proposal> next = promoted.isEmpty() ? drawn(fresh) : Optional.of(promoted.poll());
      if (next.isPresent()) {
        open++;
        return next;
      }
      if (open > 0) {
        return next;
      }
      promote();
    }
    return Optional.empty();
  }

  private Optional<Proposal> drawn(Function<Fidelity, Optional<Proposal>> fresh) {
    if (rung > 0 || dry || drawn == sizes.get(0)) {
      return Optional.empty();
    }
    Optional<Proposal> proposal = fresh.apply(rungs.get(0));
    dry = proposal.isEmpty();
    drawn += dry ? 0 : 1;
    return proposal.map(
        each ->
            new Proposal(
                each.architecture(), each.fidelity(), "bracket " + number + ", " + each.origin()));
  }

  /**
   * Begins the next rung with the best of the last one, the earlier ones on ties. In a distinct
   * problem, what another bracket measured there counts without a trial, and what it is still
   * measuring is left to it.
   */
  private void promote() {
    List<Member> last = completed;
    completed = new ArrayList<>();
    rung++;
    if (isDone()) {
      return;
    }
    last.sort(
        Comparator.comparingDouble((Member member) -> -member.score(0))
            .thenComparingInt(Member::trial));
    for (Member member : last.subList(0, Math.min(sizes.get(rung), last.size()))) {
      Fidelity fidelity = rungs.get(rung);
      if (evaluated.mayPropose(member.architecture(), fidelity)) {
        String origin = "bracket %d, promoted from %d".formatted(number, member.trial());
        promoted.add(new Proposal(member.architecture(), fidelity, origin));
      } else {
        evaluated.find(member.architecture(), fidelity).ifPresent(completed::add);
      }
    }
  }

  /**
   * Ends an open proposal.
   *
   * @param member what came of it; empty if it did not complete
   */
  void tell(Optional<Member> member) {
    open--;
    member.ifPresent(completed::add);
  }

  /** Returns whether nothing is left to propose, now or later. */
  boolean isDone() {
    return rung == rungs.size();
  }

  /** Returns whether the bracket never had anything to propose. */
  boolean isEmpty() {
    return dry && drawn == 0;
  }
}
