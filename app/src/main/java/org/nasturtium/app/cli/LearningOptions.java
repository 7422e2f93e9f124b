package org.nasturtium.app.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how large a network is and how long and on what it learns. */
final class LearningOptions {
  @Mixin private SizeOptions size;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description =
          "Epochs: of the search with --method, of each trial with --strategy, of the training with train.")
  private @Nullable Integer epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images per step. Default: 64; 32 with nasgem.")
  private @Nullable Integer batch;

  @Option(
      names = "--train-limit",
      paramLabel = "N",
      description = "Use at most N training images, class by class.")
  private @Nullable Integer trainLimit;

  @Option(
      names = "--auxiliary-head",
      description = "Train darts-cnn networks with an auxiliary classifier.")
  private boolean auxiliaryHead;

  SizeOptions size() {
    return size;
  }

  /** Returns the epochs, or a default. */
  int epochs(int otherwise) {
    return SearchCommand.or(epochs, otherwise);
  }

  /** Returns the images per step, or a default. */
  int batch(int otherwise) {
    return SearchCommand.or(batch, otherwise);
  }

  /** Returns the most training images, 0 for all. */
  int trainLimit() {
    return SearchCommand.limit("--train-limit", trainLimit).intValue();
  }

  boolean auxiliaryHead() {
    return auxiliaryHead;
  }
}
