package org.nasturtium.app.cli;

import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.library.GraphSpace;
import picocli.CommandLine.Model.CommandSpec;

/** What the command line knows of a graph that a user gives as a file: it fixes its own size. */
final class OwnGraph {
  private OwnGraph() {}

  /**
   * Refuses options that a graph from a file would silently ignore.
   *
   * @param space the space
   * @param command the command, which knows which options were given
   * @param options the options that size a known space
   * @throws InvalidInputException if the space is such a graph and one of the options was given
   */
  static void refuseSizes(SearchSpace space, CommandSpec command, String... options) {
    if (!(space instanceof GraphSpace)) {
      return;
    }
    for (String option : options) {
      if (command.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new InvalidInputException(
            "%s does not fit --space %s.json: the graph of a file fixes its widths and depth"
                .formatted(option, space.name()));
      }
    }
  }
}
