package org.nasturtium.core.search;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.space.OpenSpace;

/**
 * Derives the best-scored architecture that is feasible.
 *
 * <p>The space's own rule answers if its answer is feasible. Otherwise a space of at most {@value
 * #ENUMERABLE} architectures is searched in the order of the summed scores, which is exact. A
 * larger one is searched by Lagrangian relaxation: costs of spaces of selects are sums over the
 * choices, so the rule is applied to {@code score - lambda * cost} with the smallest lambda whose
 * answer is feasible; that is the best of the architectures on the convex hull of score against
 * cost.
 */
public final class FeasibleDerivation {
  private static final int ENUMERABLE = 50_000;
  private static final int BISECTIONS = 40;
  private static final int DESCENTS = 50;

  /** Lambda is searched from 10 to minus this to 10 to this. */
  private static final double EXPONENT = 9;

  private final OpenSpace space;
  private final Feasibility feasibility;

  /**
   * Creates a derivation.
   *
   * @param space the space
   * @param feasibility which of its architectures are allowed
   */
  public FeasibleDerivation(OpenSpace space, Feasibility feasibility) {
    this.space = space;
    this.feasibility = feasibility;
  }

  /**
   * Returns the best-scored feasible architecture.
   *
   * @param scores for each choice, a score of each candidate, such as log-probabilities
   * @throws InvalidInputException if no architecture is feasible
   */
  public Architecture derive(double[][] scores) {
    Architecture first = space.derive(scores);
    if (feasibility.allows(first)) {
      return first;
    }
    Architecture found =
        space.size().compareTo(BigInteger.valueOf(ENUMERABLE)) <= 0
            ? enumerated(scores)
            : relaxed(scores);
    if (found == null) {
      throw new InvalidInputException(
          "nothing feasible: no architecture of space %s has %s"
              .formatted(space.name(), feasibility.describe()));
    }
    return found;
  }

  private @Nullable Architecture enumerated(double[][] scores) {
    List<Architecture> all = new ArrayList<>();
    for (int i = 0; i < space.size().intValueExact(); i++) {
      all.add(space.unrank(BigInteger.valueOf(i)));
    }
    all.sort(Comparator.comparingDouble(a -> -sum(scores, a)));
    return all.stream().filter(feasibility::allows).findFirst().orElse(null);
  }

  private static double sum(double[][] scores, Architecture architecture) {
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      sum += scores[i][architecture.pick(i)];
    }
    return sum;
  }

  private @Nullable Architecture relaxed(double[][] scores) {
    double[][] costs = marginalCosts();
    Architecture best = derive(scores, costs, Math.pow(10, EXPONENT));
    if (!feasibility.allows(best)) {
      return descended(scores, costs);
    }
    double low = -EXPONENT;
    double high = EXPONENT;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      Architecture candidate = derive(scores, costs, Math.pow(10, middle));
      if (feasibility.allows(candidate)) {
        best = candidate;
        high = middle;
      } else {
        low = middle;
      }
    }
    return best;
  }

  /**
   * Makes the most expensive and some random architectures cheaper, choice by choice, as long as
   * they still read their input; for spaces whose cheapest picks cut the network off. Returns the
   * best-scored feasible one.
   */
  private @Nullable Architecture descended(double[][] scores, double[][] costs) {
    RandomGenerator random = Seed.of(0).child("feasible").random();
    Architecture start = derive(scores, costs, -Math.pow(10, EXPONENT));
    Architecture best = null;
    for (int i = 0; i < DESCENTS; i++) {
      Architecture candidate = cheapened(start, costs);
      start = space.sample(random);
      boolean better = best == null || sum(scores, candidate) > sum(scores, best);
      if (better && feasibility.allows(candidate)) {
        best = candidate;
      }
    }
    return best;
  }

  private Architecture cheapened(Architecture start, double[][] costs) {
    Architecture current = start;
    for (int i = 0; i < costs.length; i++) {
      int cheapest = current.pick(i);
      for (int k = 0; k < costs[i].length; k++) {
        Architecture changed = current.with(i, k);
        boolean cheaper = costs[i][k] < costs[i][cheapest];
        if (cheaper && space.contains(changed) && feasibility.isConnected(changed)) {
          cheapest = k;
        }
      }
      current = current.with(i, cheapest);
    }
    return current;
  }

  private Architecture derive(double[][] scores, double[][] costs, double lambda) {
    double[][] adjusted = new double[scores.length][];
    for (int i = 0; i < scores.length; i++) {
      adjusted[i] = new double[scores[i].length];
      for (int k = 0; k < adjusted[i].length; k++) {
        adjusted[i][k] = scores[i][k] - lambda * costs[i][k];
      }
    }
    return space.derive(adjusted);
  }

  /**
   * Returns what each candidate adds to the cost, relative to the first candidate of its choice.
   */
  private double[][] marginalCosts() {
    NetworkGraph open = space.supernet(feasibility.skeleton());
    Architecture base = Architecture.of(new int[space.choices().size()]);
    double baseCost = feasibility.weight(CostModel.of(open.fold(base)));
    double[][] costs = new double[base.size()][];
    for (int i = 0; i < costs.length; i++) {
      costs[i] = new double[space.choices().get(i).size()];
      for (int k = 1; k < costs[i].length; k++) {
        costs[i][k] = feasibility.weight(CostModel.of(open.fold(base.with(i, k)))) - baseCost;
      }
    }
    return costs;
  }

  /**
   * Checks before a search that some architecture is feasible.
   *
   * @throws InvalidInputException if none is
   */
  public void requireAny() {
    double[][] indifferent = new double[space.choices().size()][];
    for (int i = 0; i < indifferent.length; i++) {
      indifferent[i] = new double[space.choices().get(i).size()];
    }
    derive(indifferent);
  }
}
