package org.nasturtium.bench.table;

import org.nasturtium.core.fault.InvalidInputException;

/**
 * A record name says what a stored network was trained on. {@code cifar10-valid} is half of
 * CIFAR-10's training images, {@code cifar10} all of them: two trainings, two records.
 *
 * @param text the name that the benchmark uses
 */
public record RecordName(String text) {
  private static final int LONGEST = 100;

  /** Trained on 25,000 images of CIFAR-10; the other 25,000 are its validation images. */
  public static final RecordName CIFAR10_VALID = new RecordName("cifar10-valid");

  /** Trained on all 50,000 training images of CIFAR-10. */
  public static final RecordName CIFAR10 = new RecordName("cifar10");

  /** Trained on all 50,000 training images of CIFAR-100. */
  public static final RecordName CIFAR100 = new RecordName("cifar100");

  /** Trained on the 151,700 training images of ImageNet16-120. */
  public static final RecordName IMAGENET16_120 = new RecordName("ImageNet16-120");

  /** Checks the name. */
  public RecordName {
    if (!isName(text)) {
      throw new InvalidInputException(
          "a record name is 1 to 100 letters, digits, '.', '_' and '-', not '%s'".formatted(text));
    }
  }

  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isLetterOrDigit(text.charAt(i)) && "._-".indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= LONGEST;
  }

  @Override
  public String toString() {
    return text;
  }
}
