package org.nasturtium.torch.supernet;

import java.util.function.Predicate;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.search.Feasibility;
import org.nasturtium.core.search.FeasibleDerivation;
import org.nasturtium.core.space.OpenSpace;

/**
 * Limits say which architectures may be derived, and which of them the space's own rule takes.
 *
 * @param allows whether an architecture may be the answer
 * @param rule the best architecture for the scores of each choice's candidates
 */
public record Limits(Predicate<Architecture> allows, Rule rule) {
  /** Makes an architecture of scores. */
  @FunctionalInterface
  public interface Rule {
    /**
     * Returns the architecture.
     *
     * @param scores for each choice, a score of each candidate, such as log-probabilities
     * @throws org.nasturtium.core.fault.InvalidInputException if none is allowed
     */
    Architecture derive(double[][] scores);
  }

  /** Returns no limits: the architecture reported while a search goes on. */
  public static Limits none(OpenSpace space) {
    return new Limits(architecture -> true, space::derive);
  }

  /**
   * Returns the limits of an answer.
   *
   * @param space the space
   * @param feasibility which architectures are allowed
   */
  public static Limits of(OpenSpace space, Feasibility feasibility) {
    return new Limits(feasibility::allows, new FeasibleDerivation(space, feasibility)::derive);
  }
}
