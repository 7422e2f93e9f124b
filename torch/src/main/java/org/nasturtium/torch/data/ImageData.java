package org.nasturtium.torch.data;

/**
 * Image data is a training set and a test set with the same classes and shape, and how to prepare
 * them.
 *
 * @param name the registry name, such as {@code cifar10}
 * @param train the images to learn from
 * @param test the images to judge by
 * @param normalization official where one is published, otherwise of all training images
 * @param augmentation what is usual for such images
 */
public record ImageData(
    String name,
    ImageSet train,
    ImageSet test,
    Normalization normalization,
    Augmentation augmentation) {
  /**
   * Checks that the parts fit together.
   *
   * @throws IllegalArgumentException if shapes or classes differ or the normalization has another
   *     number of channels
   */
  public ImageData {
    if (!train.shape().equals(test.shape()) || !train.classNames().equals(test.classNames())) {
      throw new IllegalArgumentException(
          "training and test set differ in shape or classes: " + train + " and " + test);
    }
    if (normalization.mean().size() != train.shape().channels()) {
      throw new IllegalArgumentException(
          "%d channels need as many normalization values, got %d"
              .formatted(train.shape().channels(), normalization.mean().size()));
    }
  }
}
