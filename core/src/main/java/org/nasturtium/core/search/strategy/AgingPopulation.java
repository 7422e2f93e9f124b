package org.nasturtium.core.search.strategy;

import java.util.ArrayList;
import java.util.List;

/**
 * An aging population lets the oldest member die, whatever its score: the regularization of Real et
 * al. (2019). It compares by the leading objective.
 */
final class AgingPopulation implements Population {
  private final int capacity;
  private final List<Member> ring = new ArrayList<>();
  private int oldest;

  AgingPopulation(int capacity) {
    this.capacity = capacity;
  }

  @Override
  public int size() {
    return ring.size();
  }

  /** Returns a member, the oldest first. */
  @Override
  public Member member(int position) {
    return ring.get((oldest + position) % ring.size());
  }

  @Override
  public boolean beats(int position, int other) {
    return member(position).score(0) > member(other).score(0);
  }

  @Override
  public void add(Member member) {
    if (ring.size() < capacity) {
      ring.add(member);
    } else {
      ring.set(oldest, member);
      oldest = (oldest + 1) % capacity;
    }
  }
}
