package org.nasturtium.app.run;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.torch.data.Augmentation;
import org.nasturtium.torch.train.TrainingOptions;

/**
 * How the networks of a run are trained, apart from their epochs: the numbers of a published recipe
 * under the options that were given. Part of {@code run.json}.
 *
 * @param retrainBatch images per step
 * @param optimizer {@code sgd} (with Nesterov momentum), {@code plain-sgd} or {@code adam}
 * @param learningRate the rate after warm-up
 * @param warmupEpochs epochs of linear rise
 * @param momentum the momentum of SGD
 * @param weightDecay the L2 factor
 * @param gradientClip the largest norm of all gradients together, 0 for no limit
 * @param labelSmoothing the share of probability spread over all classes
 * @param dropPath the drop-path probability reached at the end
 * @param auxiliaryWeight the weight of the auxiliary head's loss where there is one
 * @param schedule {@code cosine}, {@code linear}, {@code exponential} or {@code cosine-as-coded}
 * @param cutout the side of the square that is cut out of training images, 0 for none
 * @param randomCrop whether training images are cropped at random where their set is
 * @param stem {@code cifar} or {@code imagenet}
 */
public record TrainingSettings(
    int retrainBatch,
    String optimizer,
    double learningRate,
    int warmupEpochs,
    double momentum,
    double weightDecay,
    double gradientClip,
    double labelSmoothing,
    double dropPath,
    double auxiliaryWeight,
    String schedule,
    int cutout,
    boolean randomCrop,
    String stem) {
  /** Checks the numbers and names, by the names of their options. */
  public TrainingSettings {
    require(retrainBatch >= 1, "--retrain-batch", "at least 1", retrainBatch);
    require(learningRate > 0 && isFinite(learningRate), "--learning-rate", "above 0", learningRate);
    require(warmupEpochs >= 0, "--warmup-epochs", "at least 0", warmupEpochs);
    require(momentum >= 0 && momentum < 1, "--momentum", "in [0, 1)", momentum);
    require(weightDecay >= 0 && isFinite(weightDecay), "--weight-decay", "at least 0", weightDecay);
    require(
        gradientClip >= 0 && isFinite(gradientClip), "--gradient-clip", "at least 0", gradientClip);
    require(
        labelSmoothing >= 0 && labelSmoothing < 1,
        "--label-smoothing",
        "in [0, 1)",
        labelSmoothing);
    require(dropPath >= 0 && dropPath < 1, "--drop-path", "in [0, 1)", dropPath);
    require(
        auxiliaryWeight >= 0 && isFinite(auxiliaryWeight),
        "--auxiliary-weight",
        "at least 0",
        auxiliaryWeight);
    require(cutout >= 0, "--cutout", "at least 0", cutout);
    parsed("--optimizer", TrainingOptions.Kind.values(), optimizer);
    parsed("--schedule", TrainingOptions.Decay.values(), schedule);
    parsed("--stem", Skeleton.Stem.values(), stem);
  }

  private static boolean isFinite(double value) {
    return Double.isFinite(value);
  }

  private static void require(boolean holds, String option, String range, Number found) {
    if (!holds) {
      throw new InvalidInputException("%s must be %s, not %s".formatted(option, range, found));
    }
  }

  private static <E extends Enum<E>> E parsed(String option, E[] values, String name) {
    return Stream.of(values)
        .filter(value -> text(value).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "%s must be one of %s, not '%s'"
                        .formatted(
                            option,
                            Stream.of(values)
                                .map(TrainingSettings::text)
                                .collect(Collectors.joining(", ")),
                            name)));
  }

  private static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the names of the optimizers, as options have them. */
  public static List<String> optimizers() {
    return Stream.of(TrainingOptions.Kind.values()).map(TrainingSettings::text).toList();
  }

  /** Returns the names of the schedules, as options have them. */
  public static List<String> schedules() {
    return Stream.of(TrainingOptions.Decay.values()).map(TrainingSettings::text).toList();
  }

  /**
   * Returns the settings of a recipe.
   *
   * @param options the recipe
   * @param cutout the side of the square that is cut out, 0 for none
   * @param randomCrop whether training images are cropped at random
   * @param stem how the images enter the network
   */
  public static TrainingSettings of(
      TrainingOptions options, int cutout, boolean randomCrop, Skeleton.Stem stem) {
    return new TrainingSettings(
        options.batchSize(),
        text(options.optimizer()),
        options.learningRate(),
        options.warmupEpochs(),
        options.momentum(),
        options.weightDecay(),
        options.gradientClip(),
        options.labelSmoothing(),
        options.dropPath(),
        options.auxiliaryWeight(),
        text(options.decay()),
        cutout,
        randomCrop,
        text(stem));
  }

  /**
   * Returns the recipe of a space on small images.
   *
   * @param space the name of the space
   * @param epochs passes over the training set
   * @param batch images per step
   */
  public static TrainingSettings ofSpace(String space, int epochs, int batch) {
    return of(TrainingTable.of(space).reduced(epochs, batch), 0, true, Skeleton.Stem.CIFAR);
  }

  /**
   * Returns the recipe.
   *
   * @param epochs passes over the training set, at least 1
   */
  public TrainingOptions options(int epochs) {
    return new TrainingOptions(
        epochs,
        retrainBatch,
        parsed("--optimizer", TrainingOptions.Kind.values(), optimizer),
        learningRate,
        warmupEpochs,
        momentum,
        weightDecay,
        gradientClip,
        labelSmoothing,
        dropPath,
        auxiliaryWeight,
        parsed("--schedule", TrainingOptions.Decay.values(), schedule));
  }

  /**
   * Returns how training images vary.
   *
   * @param usual how those of the data set usually do
   */
  public Augmentation augmentation(Augmentation usual) {
    Augmentation cropped = randomCrop ? usual : usual.withPadding(0);
    return cropped.withCutout(cutout);
  }

  /** Returns how the images enter the network. */
  public Skeleton.Stem entry() {
    return parsed("--stem", Skeleton.Stem.values(), stem);
  }
}
