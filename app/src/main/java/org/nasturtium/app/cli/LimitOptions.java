package org.nasturtium.app.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that limit what a found network may cost. */
final class LimitOptions {
  @Option(
      names = "--max-parameters",
      paramLabel = "N",
      description = "The found network has at most N parameters.")
  private @Nullable Long maxParameters;

  @Option(
      names = "--max-macs",
      paramLabel = "N",
      description = "The found network has at most N multiply-accumulates.")
  private @Nullable Long maxMacs;

  /** Returns the most parameters, 0 for any number. */
  long maxParameters() {
    return SearchCommand.limit("--max-parameters", maxParameters).longValue();
  }

  /** Returns the most multiply-accumulates, 0 for any number. */
  long maxMacs() {
    return SearchCommand.limit("--max-macs", maxMacs).longValue();
  }
}
