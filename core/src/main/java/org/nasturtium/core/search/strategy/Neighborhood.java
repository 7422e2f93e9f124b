package org.nasturtium.core.search.strategy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.space.SearchSpace;

/**
 * A neighborhood is the architectures that differ in one pick from a center, in random order.
 *
 * <p>With equivalents, it is those that differ in one pick from anything that computes the same as
 * the center: the space's own list of equivalents, and what one-pick changes without effect lead
 * to. They are looked at one after the other, only when the neighbors of those before are used up.
 */
final class Neighborhood {
  /** The most equivalents looked at: some centers have thousands, by parts that no output reads. */
  private static final int MOST_MEMBERS = 1000;

  private final SearchSpace space;
  private final LocalSearch.Neighbors reach;
  private final RandomGenerator random;
  private final Architecture canonical;
  private final Set<Architecture> members = new HashSet<>();
  private final Deque<Architecture> waiting = new ArrayDeque<>();
  private final Deque<Architecture> neighbors = new ArrayDeque<>();

  /**
   * Creates a neighborhood.
   *
   * @param space the space
   * @param center an architecture of the space
   * @param reach whether the neighbors of its equivalents belong to it
   * @param random where the order is drawn from
   */
  Neighborhood(
      SearchSpace space, Architecture center, LocalSearch.Neighbors reach, RandomGenerator random) {
    this.space = space;
    this.reach = reach;
    this.random = random;
    this.canonical = space.canonical(center);
    join(center);
    if (reach == LocalSearch.Neighbors.EQUIVALENTS) {
      List<Architecture> others = new ArrayList<>(space.equivalents(center));
      shuffle(others);
      others.forEach(this::join);
    }
  }

  private void join(Architecture member) {
    if (members.size() < MOST_MEMBERS && members.add(member)) {
      waiting.add(member);
    }
  }

  /**
   * Returns the next neighbor that is new; each is returned once.
   *
   * @param isNew whether a neighbor is wanted; called once for each
   * @return empty if there is none left
   */
  Optional<Architecture> next(Predicate<Architecture> isNew) {
    while (true) {
      while (!neighbors.isEmpty()) {
        Architecture neighbor = neighbors.poll();
        if (isNew.test(neighbor)) {
          return Optional.of(neighbor);
        }
      }
      if (waiting.isEmpty()) {
        return Optional.empty();
      }
      expand(waiting.poll());
    }
  }

  private void expand(Architecture member) {
    List<Architecture> changed = new ArrayList<>();
    List<Choice> choices = space.choices();
    for (int choice = 0; choice < choices.size(); choice++) {
      for (int pick = 0; pick < choices.get(choice).size(); pick++) {
        Architecture other = member.with(choice, pick);
        if (pick != member.pick(choice) && space.contains(other)) {
          changed.add(other);
        }
      }
    }
    shuffle(changed);
    for (Architecture other : changed) {
      if (reach == LocalSearch.Neighbors.EQUIVALENTS && space.canonical(other).equals(canonical)) {
        join(other);
      } else {
        neighbors.add(other);
      }
    }
  }

  private void shuffle(List<Architecture> list) {
    for (int i = list.size() - 1; i > 0; i--) {
      Collections.swap(list, i, random.nextInt(i + 1));
    }
  }
}
