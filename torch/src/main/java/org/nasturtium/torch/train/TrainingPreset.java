package org.nasturtium.torch.train;

import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.torch.data.Augmentation;

/**
 * A training preset is how a paper trains its found cells: the macro network, the optimizer and the
 * regularization under one name.
 *
 * @param name what users type, such as {@code darts-cifar10}
 * @param source where the numbers come from
 * @param images the images it is made for
 * @param classes the most classes they have
 * @param channels the channels of the first stage
 * @param cells the normal cells per stage; a network of DARTS cells has {@code 3 cells + 2}
 * @param stem how the images enter
 * @param options the training; its auxiliary head is built where its weight is above 0
 * @param augmentation how training images vary
 */
public record TrainingPreset(
    String name,
    String source,
    Shape images,
    int classes,
    int channels,
    int cells,
    Skeleton.Stem stem,
    TrainingOptions options,
    Augmentation augmentation) {
  /**
   * Returns the macro settings of the network.
   *
   * @param input the shape of one image
   * @param labels the number of classes
   * @throws InvalidInputException if the preset is made for other images, or fewer classes
   */
  public Skeleton skeleton(Shape input, int labels) {
    if (!input.equals(images) || labels > classes) {
      throw new InvalidInputException(
          "preset %s is for images %s of at most %d classes, not %s of %d"
              .formatted(name, images, classes, input, labels));
    }
    Skeleton plain = Skeleton.standalone(input, labels, channels, cells).withStem(stem);
    return options.auxiliaryWeight() > 0 ? plain.withAuxiliaryHead() : plain;
  }
}
