package org.nasturtium.app.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.nasturtium.torch.recipe.SearchResult;

/**
 * A search outcome is all that came of a search run.
 *
 * @param search what the search found
 * @param peakResidentBytes the most resident memory of the process up to the end of the search;
 *     empty where the operating system does not tell
 * @param judgment what a benchmark table says about it; empty without a table
 * @param contestants the trained networks, the found one first; empty if nothing was trained
 * @param exported the exported found network; empty if nothing was trained
 */
record SearchOutcome(
    SearchResult search,
    OptionalLong peakResidentBytes,
    Optional<Judgment> judgment,
    List<Contestant> contestants,
    Optional<Exported> exported) {
  SearchOutcome {
    contestants = List.copyOf(contestants);
  }

  /** Returns the trained found network. */
  Optional<Contestant> best() {
    return contestants.stream().findFirst();
  }
}
