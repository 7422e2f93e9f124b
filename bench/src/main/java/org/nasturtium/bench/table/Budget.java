package org.nasturtium.bench.table;

/**
 * A budget is the number of epochs that a stored training was scheduled for: its learning rate
 * falls over that many.
 *
 * @param epochs at least 1
 */
public record Budget(int epochs) implements Comparable<Budget> {
  /** Checks the number. */
  public Budget {
    if (epochs < 1) {
      throw new IllegalArgumentException("a budget of " + epochs + " epochs is below 1");
    }
  }

  @Override
  public int compareTo(Budget other) {
    return Integer.compare(epochs, other.epochs);
  }

  @Override
  public String toString() {
    return epochs == 1 ? "1 epoch" : epochs + " epochs";
  }
}
