package org.nasturtium.core.search.strategy;

/** A population is the members that evolution draws parents from. */
sealed interface Population permits AgingPopulation, NonDominatedPopulation {
  /** Returns how many members are alive. */
  int size();

  /**
   * Returns a member.
   *
   * @param position from 0 to {@link #size}, exclusive
   */
  Member member(int position);

  /**
   * Returns whether one member wins a tournament against another.
   *
   * @param position the position of the one
   * @param other the position of the other
   */
  boolean beats(int position, int other);

  /**
   * Adds a member; if there are too many then, one dies.
   *
   * @param member the member
   */
  void add(Member member);
}
