package org.nasturtium.app.report;

import java.util.List;

/**
 * A choice history is how the probabilities of a choice's candidates moved during the search.
 *
 * @param choice the name of the choice
 * @param candidates one line per candidate, with the candidate's probability from 0 to 1 after each
 *     epoch
 * @param picked the candidate that was derived; empty if that is not known
 */
public record ChoiceHistory(String choice, List<Series> candidates, String picked) {
  /** Checks and copies the lines. */
  public ChoiceHistory {
    candidates = List.copyOf(candidates);
    boolean known = candidates.stream().anyMatch(candidate -> candidate.name().equals(picked));
    if (!picked.isEmpty() && !known) {
      throw new IllegalArgumentException("choice " + choice + " has no candidate " + picked);
    }
  }
}
