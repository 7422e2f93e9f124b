package org.nasturtium.torch.recipe;

import java.util.List;
import org.nasturtium.core.choice.Architecture;

/**
 * What a search found and how it went.
 *
 * @param architecture the derived architecture
 * @param epochs the numbers of every epoch
 * @param supernetAccuracy the accuracy in percent of that architecture with the shared weights on
 *     the validation part
 * @param seconds wall seconds, earlier sessions included
 */
public record SearchResult(
    Architecture architecture, List<SearchEpoch> epochs, double supernetAccuracy, double seconds) {
  /** Copies the list. */
  public SearchResult {
    epochs = List.copyOf(epochs);
  }
}
