package org.nasturtium.bench.table;

import java.util.Arrays;
import org.nasturtium.core.fault.InvalidInputException;

/** A split is a set of images that a trained network was evaluated on. */
public enum Split {
  /** The images it was trained on. */
  TRAIN("train"),
  /** The validation images. */
  X_VALID("x-valid"),
  /** The test images that are no validation images. */
  X_TEST("x-test"),
  /**
   * The whole official test set. On CIFAR-100 and ImageNet16-120 it is validation and test images
   * mixed (also called {@code valtest}).
   */
  ORI_TEST("ori-test");

  private final String label;

  Split(String label) {
    this.label = label;
  }

  /** Returns the name users type. */
  public String label() {
    return label;
  }

  /**
   * Returns the split of a name.
   *
   * @param name the name users type
   * @throws InvalidInputException if there is none
   */
  public static Split byName(String name) {
    for (Split split : values()) {
      if (split.label.equals(name)) {
        return split;
      }
    }
    throw new InvalidInputException("unknown split '%s'; expected %s".formatted(name, labels()));
  }

  private static String labels() {
    return String.join(", ", Arrays.stream(values()).map(Split::label).toList());
  }

  @Override
  public String toString() {
    return label;
  }
}
