package org.nasturtium.app.cli;

import picocli.CommandLine.Option;

/** The option {@code --seed} of commands whose randomness all comes from it. */
final class SeedOption {
  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "The root of all randomness. Default: ${DEFAULT-VALUE}.")
  private long value;

  long value() {
    return value;
  }
}
