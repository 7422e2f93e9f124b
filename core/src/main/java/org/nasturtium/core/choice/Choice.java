package org.nasturtium.core.choice;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A choice is a named, ordered list of candidates of which an architecture picks one.
 *
 * @param name the name, unique in its space, for example {@code 1<-0}
 * @param candidates the names of the candidates, at least one and at most {@value
 *     #MOST_CANDIDATES}, all different
 * @param basis the numbers the candidates stand for when the choice is a continuous hyperparameter
 *     (AutoHAS, thesis chapter 4), one per candidate; empty for a categorical choice
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Choice(String name, List<String> candidates, List<Double> basis) {
  /** The most candidates a choice can have; picks are stored as signed bytes. */
  public static final int MOST_CANDIDATES = 127;

  /** Checks and copies the lists. */
  public Choice {
    candidates = List.copyOf(candidates);
    basis = basis == null ? List.of() : List.copyOf(basis);
    if (name.isBlank()) {
      throw new IllegalArgumentException("a choice needs a name");
    }
    if (candidates.isEmpty() || candidates.size() > MOST_CANDIDATES) {
      throw new IllegalArgumentException(
          "choice %s has %d candidates; expected 1 to %d"
              .formatted(name, candidates.size(), MOST_CANDIDATES));
    }
    if (candidates.stream().distinct().count() != candidates.size()) {
      throw new IllegalArgumentException(
          "choice " + name + " names a candidate twice: " + candidates);
    }
    if (!basis.isEmpty() && basis.size() != candidates.size()) {
      throw new IllegalArgumentException("choice " + name + " needs one basis value per candidate");
    }
  }

  /**
   * Returns a categorical choice.
   *
   * @param name the name of the choice
   * @param candidates the names of its candidates, in order
   */
  public static Choice of(String name, String... candidates) {
    return new Choice(name, List.of(candidates), List.of());
  }

  /**
   * Returns a categorical choice.
   *
   * @param name the name of the choice
   * @param candidates the names of its candidates, in order
   */
  public static Choice of(String name, List<String> candidates) {
    return new Choice(name, candidates, List.of());
  }

  /**
   * Returns a continuous choice whose candidates are the values of a basis.
   *
   * @param name the name of the choice
   * @param values the basis, in order
   */
  public static Choice continuous(String name, double... values) {
    List<Double> basis = DoubleStream.of(values).boxed().toList();
    return new Choice(name, basis.stream().map(String::valueOf).toList(), basis);
  }

  /** Returns the number of candidates. */
  @JsonIgnore
  public int size() {
    return candidates.size();
  }

  /**
   * Returns the name of a candidate.
   *
   * @param pick its position, from 0
   */
  public String candidate(int pick) {
    return candidates.get(pick);
  }
}
