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
          "Epochs: of the search with --method, of each trial with --strategy (default 1, of generated images 3), of the training with train.")
  private @Nullable Integer epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images per step. Default: the preset's, or 64; 32 with nasgem.")
  private @Nullable Integer batch;

  @Option(
      names = "--train-limit",
      paramLabel = "N",
      description = "Use at most N training images, class by class. Default: the preset's, or all.")
  private @Nullable Integer trainLimit;

  @Mixin private RecipeOptions recipe;

  SizeOptions size() {
    return size;
  }

  /** Returns the epochs, or a default. */
  int epochs(int otherwise) {
    SearchCommand.limit("--epochs", epochs);
    return SearchCommand.or(epochs, otherwise);
  }

  /** Returns the images per step, or a default. */
  int batch(int otherwise) {
    SearchCommand.limit("--batch", batch);
    return SearchCommand.or(batch, otherwise);
  }

  boolean hasBatch() {
    return batch != null;
  }

  /** Returns the most training images, 0 for all, or a default. */
  int trainLimit(int otherwise) {
    return trainLimit == null
        ? otherwise
        : SearchCommand.limit("--train-limit", trainLimit).intValue();
  }

  RecipeOptions recipe() {
    return recipe;
  }
}
