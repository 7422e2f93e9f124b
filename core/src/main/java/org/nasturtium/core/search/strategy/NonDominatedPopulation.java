package org.nasturtium.core.search.strategy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A non-dominated population keeps the members of the best fronts, and of the last front those in
 * the least crowded regions: the selection of NSGA-II (Deb et al., 2002).
 *
 * <p>Unlike there, one member comes and one dies at a time, so that several evaluations may be
 * open.
 */
final class NonDominatedPopulation implements Population {
  private final int capacity;
  private final List<Member> members = new ArrayList<>();
  private int[] fronts = {};
  private double[] distances = {};

  NonDominatedPopulation(int capacity) {
    this.capacity = capacity;
  }

  @Override
  public int size() {
    return members.size();
  }

  @Override
  public Member member(int position) {
    return members.get(position);
  }

  /** Returns whether a member stands on a better front, or on the same one in a lonelier place. */
  @Override
  public boolean beats(int position, int other) {
    return fronts[position] != fronts[other]
        ? fronts[position] < fronts[other]
        : distances[position] > distances[other];
  }

  @Override
  public void add(Member member) {
    members.add(member);
    rank();
    if (members.size() > capacity) {
      members.remove(worst());
      rank();
    }
  }

  private int worst() {
    int worst = 0;
    for (int i = 1; i < members.size(); i++) {
      if (beats(worst, i)) {
        worst = i;
      }
    }
    return worst;
  }

  private void rank() {
    fronts = new int[members.size()];
    distances = new double[members.size()];
    Arrays.fill(fronts, -1);
    int ranked = 0;
    for (int front = 0; ranked < fronts.length; front++) {
      List<Integer> on = nextFront();
      for (int i : on) {
        fronts[i] = front;
      }
      measureCrowding(on);
      ranked += on.size();
    }
  }

  /** The members that no other unranked member dominates. */
  private List<Integer> nextFront() {
    List<Integer> front = new ArrayList<>();
    for (int i = 0; i < fronts.length; i++) {
      if (fronts[i] < 0 && !isDominated(i)) {
        front.add(i);
      }
    }
    return front;
  }

  private boolean isDominated(int i) {
    for (int k = 0; k < fronts.length; k++) {
      if (fronts[k] < 0 && members.get(k).dominates(members.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** The crowding distance: per objective the gap between the two neighbors over the range. */
  private void measureCrowding(List<Integer> front) {
    for (int objective = 0; objective < members.get(0).objectives(); objective++) {
      int by = objective;
      front.sort(Comparator.comparingDouble(i -> members.get(i).score(by)));
      int first = front.get(0);
      int last = front.get(front.size() - 1);
      double range = members.get(last).score(by) - members.get(first).score(by);
      distances[first] = Double.POSITIVE_INFINITY;
      distances[last] = Double.POSITIVE_INFINITY;
      for (int k = 1; range > 0 && k < front.size() - 1; k++) {
        double gap =
            members.get(front.get(k + 1)).score(by) - members.get(front.get(k - 1)).score(by);
        distances[front.get(k)] += gap / range;
      }
    }
  }
}
