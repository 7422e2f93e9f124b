package org.nasturtium.bench.table;

import org.nasturtium.core.fault.InvalidInputException;

/** A quantity is what an evaluation on a split measured. */
public enum Quantity {
  /** The top-1 accuracy in percent. */
  ACCURACY("accuracy"),
  /** The top-5 accuracy in percent. */
  TOP5_ACCURACY("top5-accuracy"),
  /** The cross-entropy loss. */
  LOSS("loss");

  private final String label;

  Quantity(String label) {
    this.label = label;
  }

  /** Returns the name users type. */
  public String label() {
    return label;
  }

  /**
   * Returns the quantity of a name.
   *
   * @param name the name users type
   * @throws InvalidInputException if there is none
   */
  public static Quantity byName(String name) {
    for (Quantity quantity : values()) {
      if (quantity.label.equals(name)) {
        return quantity;
      }
    }
    throw new InvalidInputException(
        "unknown quantity '%s'; expected accuracy, top5-accuracy or loss".formatted(name));
  }

  @Override
  public String toString() {
    return label;
  }
}
