package org.nasturtium.app.cli;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.library.SearchSpaces;
import picocli.CommandLine.Option;

/** The options that name a space and one of its architectures. */
final class ArchitectureOptions {
  @Option(
      names = "--space",
      defaultValue = "nats-topology",
      paramLabel = "S",
      description =
          "The search space, or the .json file of your own network. Default: ${DEFAULT-VALUE}.")
  private String space = "nats-topology";

  @Option(names = "--architecture", paramLabel = "TEXT", description = "The architecture's text.")
  private @Nullable String text;

  @Option(
      names = "--index",
      paramLabel = "N",
      description = "The architecture's index, instead of its text.")
  private @Nullable BigInteger index;

  String spaceName() {
    return space;
  }

  SearchSpace space() {
    return SearchSpaces.byName(space);
  }

  /** Returns the architecture. */
  Architecture architecture() {
    SearchSpace known = space();
    String given = text;
    BigInteger position = index;
    if (given != null && position == null) {
      return known.parse(given);
    }
    if (position != null && given == null) {
      return known.unrank(position);
    }
    throw new InvalidInputException("expected either --architecture TEXT or --index N");
  }

  /**
   * Returns the architecture's text, checked; empty if none was given, as when a run is resumed.
   */
  String text() {
    return text == null && index == null ? "" : space().format(architecture());
  }
}
