package org.nasturtium.app.cli;

import java.util.stream.Stream;
import org.nasturtium.torch.predict.GraphEncoding;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that say how graphs are written as rows of numbers. */
final class EncodingOptions {
  @Option(
      names = "--operations",
      defaultValue = "diagonal",
      paramLabel = "HOW",
      description =
          "How the operation of a node is written: ${COMPLETION-CANDIDATES} (on the diagonal of the matrix, one-hot behind it, not at all). Default: ${DEFAULT-VALUE}.")
  private GraphEncoding.Operations operations = GraphEncoding.Operations.DIAGONAL;

  @Option(
      names = "--node-order",
      defaultValue = "given",
      paramLabel = "HOW",
      description =
          "How nodes are numbered: ${COMPLETION-CANDIDATES} (equal for isomorphic graphs). Default: ${DEFAULT-VALUE}.")
  private GraphEncoding.Order nodeOrder = GraphEncoding.Order.GIVEN;

  /** Returns whether one of them was given to a command. */
  boolean given(CommandSpec command) {
    return Stream.of("--operations", "--node-order")
        .anyMatch(command.commandLine().getParseResult()::hasMatchedOption);
  }

  GraphEncoding.Operations operations() {
    return operations;
  }

  GraphEncoding.Order nodeOrder() {
    return nodeOrder;
  }
}
