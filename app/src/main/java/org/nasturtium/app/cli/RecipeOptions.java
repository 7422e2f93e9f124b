package org.nasturtium.app.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nasturtium.app.run.TrainingSettings;
import org.nasturtium.core.fault.InvalidInputException;
import picocli.CommandLine.Option;

/** The options that say how networks are trained; each overrides what the preset says. */
final class RecipeOptions {
  /** Their names. */
  static final List<String> NAMES =
      List.of(
          "--optimizer",
          "--learning-rate",
          "--schedule",
          "--warmup-epochs",
          "--momentum",
          "--weight-decay",
          "--gradient-clip",
          "--label-smoothing",
          "--drop-path",
          "--auxiliary-head",
          "--auxiliary-weight",
          "--cutout",
          "--random-crop",
          "--stem");

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      description = "Trainings: sgd (Nesterov momentum), plain-sgd or adam.")
  private @Nullable String optimizer;

  @Option(
      names = "--learning-rate",
      paramLabel = "R",
      description =
          "Trainings: learning rate after warm-up. Default: the preset's, scaled to the batch.")
  private @Nullable Double learningRate;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      description =
          "Trainings: how the learning rate falls: cosine, linear, exponential or cosine-as-coded.")
  private @Nullable String schedule;

  @Option(
      names = "--warmup-epochs",
      paramLabel = "N",
      description = "Trainings: epochs in which the learning rate rises to its start.")
  private @Nullable Integer warmupEpochs;

  @Option(
      names = "--momentum",
      paramLabel = "M",
      description = "Trainings: momentum of SGD, in [0, 1).")
  private @Nullable Double momentum;

  @Option(names = "--weight-decay", paramLabel = "D", description = "Trainings: the L2 factor.")
  private @Nullable Double weightDecay;

  @Option(
      names = "--gradient-clip",
      paramLabel = "G",
      description = "Trainings: largest norm of all gradients together; 0 for no limit.")
  private @Nullable Double gradientClip;

  @Option(
      names = "--label-smoothing",
      paramLabel = "S",
      description = "Trainings: share of probability spread over all classes, in [0, 1).")
  private @Nullable Double labelSmoothing;

  @Option(
      names = "--drop-path",
      paramLabel = "P",
      description = "Trainings: drop-path probability at the end, in [0, 1); cells of DARTS only.")
  private @Nullable Double dropPath;

  @Option(
      names = "--auxiliary-head",
      negatable = true,
      fallbackValue = "true",
      description =
          "Train darts-cnn networks with an auxiliary classifier; --no-auxiliary-head without. Default: the preset's.")
  private @Nullable Boolean auxiliaryHead;

  @Option(
      names = "--auxiliary-weight",
      paramLabel = "W",
      description = "Trainings: weight of the auxiliary classifier's loss.")
  private @Nullable Double auxiliaryWeight;

  @Option(
      names = "--cutout",
      paramLabel = "N",
      description = "Trainings: side of the square cut out of each image; 0 for none.")
  private @Nullable Integer cutout;

  @Option(
      names = "--random-crop",
      negatable = true,
      fallbackValue = "true",
      description =
          "Trainings: crop images at random where that is usual for the data set; --no-random-crop does not.")
  private @Nullable Boolean randomCrop;

  @Option(
      names = "--stem",
      paramLabel = "NAME",
      description =
          "Trained darts-cnn networks: cifar (full resolution) or imagenet (an eighth of it).")
  private @Nullable String stem;

  /**
   * Returns whether networks get an auxiliary head.
   *
   * @param otherwise whether they do if the options say nothing
   */
  boolean auxiliaryHead(boolean otherwise) {
    boolean head = or(auxiliaryHead, otherwise);
    if (auxiliaryWeight != null && !head) {
      throw new InvalidInputException("--auxiliary-weight needs --auxiliary-head");
    }
    return head;
  }

  /** Returns settings with those that were given. */
  TrainingSettings over(TrainingSettings base) {
    return new TrainingSettings(
        base.retrainBatch(),
        or(optimizer, base.optimizer()),
        or(learningRate, base.learningRate()),
        or(warmupEpochs, base.warmupEpochs()),
        or(momentum, base.momentum()),
        or(weightDecay, base.weightDecay()),
        or(gradientClip, base.gradientClip()),
        or(labelSmoothing, base.labelSmoothing()),
        or(dropPath, base.dropPath()),
        or(auxiliaryWeight, base.auxiliaryWeight()),
        or(schedule, base.schedule()),
        or(cutout, base.cutout()),
        or(randomCrop, base.randomCrop()),
        or(stem, base.stem()));
  }

  private static <T> T or(@Nullable T given, T otherwise) {
    return given == null ? otherwise : given;
  }
}
