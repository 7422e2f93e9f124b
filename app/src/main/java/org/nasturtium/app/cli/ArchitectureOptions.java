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
  private static final String DEFAULT = "nats-topology";

  @Option(
      names = "--space",
      paramLabel = "S",
      description =
          "A search space listed below, or the .json file of your own network. Default: that of the named architecture or the preset, otherwise nats-topology.")
  private @Nullable String space;

  @Option(
      names = "--architecture",
      paramLabel = "TEXT",
      description = "The architecture's text, or a name listed below.")
  private @Nullable String text;

  @Option(
      names = "--index",
      paramLabel = "N",
      description = "The architecture's index, instead of its text.")
  private @Nullable BigInteger index;

  /**
   * Returns the name of the space: as given, or that of the named architecture.
   *
   * @param otherwise the name if neither says it
   */
  String spaceName(String otherwise) {
    if (space != null) {
      return space;
    }
    @Nullable String named = text == null ? null : SearchSpaces.named().get(text.strip());
    return named == null ? otherwise : named;
  }

  SearchSpace space() {
    return space(spaceName(DEFAULT));
  }

  SearchSpace space(String name) {
    return SearchSpaces.byName(name);
  }

  /** Returns the architecture of a space. */
  Architecture architecture(SearchSpace known) {
    String given = text;
    BigInteger position = index;
    if (given != null && position == null) {
      return SearchSpaces.architecture(known, given);
    }
    if (position != null && given == null) {
      return known.unrank(position);
    }
    throw new InvalidInputException("expected either --architecture TEXT or --index N");
  }

  /** Returns the architecture. */
  Architecture architecture() {
    return architecture(space());
  }

  /**
   * Returns the architecture's text, checked; empty if none was given, as when a run is resumed.
   *
   * @param known the space
   */
  String text(SearchSpace known) {
    return text == null && index == null ? "" : known.format(architecture(known));
  }
}
