package org.nasturtium.app.cli;

import org.jspecify.annotations.Nullable;
import org.nasturtium.core.fault.InvalidInputException;
import picocli.CommandLine.Option;

/** The options that size a network. */
final class SizeOptions {
  @Option(
      names = "--channels",
      paramLabel = "N",
      description =
          "Channels of the first stage. Default: the preset's, or 4 with nasgem; the papers' for cost.")
  private @Nullable Integer channels;

  @Option(
      names = "--cells",
      paramLabel = "N",
      description =
          "Cells per stage (darts-cnn: 3 N + 2 cells in all). Default: the preset's; the papers' for cost.")
  private @Nullable Integer cells;

  boolean hasChannels() {
    return channels != null;
  }

  boolean hasCells() {
    return cells != null;
  }

  /** Returns the channels, or a default. */
  int channels(int otherwise) {
    return SearchCommand.or(channels, otherwise);
  }

  /** Returns the cells per stage, or a default. */
  int cells(int otherwise) {
    return SearchCommand.or(cells, otherwise);
  }

  /**
   * Checks the numbers by the names of their options.
   *
   * @throws InvalidInputException if one is below 1
   */
  void check() {
    SearchCommand.limit("--channels", channels);
    SearchCommand.limit("--cells", cells);
  }
}
