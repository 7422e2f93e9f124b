package org.nasturtium.core.trial;

/**
 * A fidelity is how much is spent on one evaluation: so many epochs of a schedule, on a part of the
 * data.
 *
 * <p>Stopping within a schedule is not the same as training on a shorter one: the learning rate of
 * epoch 4 of a schedule of 12 is still high. BOHB on NATS-Bench reads epochs 1, 4 and 12 of one
 * schedule of 12.
 *
 * @param epochs the epochs trained, at least 1 and at most {@code schedule}
 * @param schedule the epochs of the learning-rate schedule these epochs are the beginning of
 * @param dataFraction the part of the training images used, above 0 and at most 1
 */
public record Fidelity(int epochs, int schedule, double dataFraction) {
  /** Checks the ranges. */
  public Fidelity {
    if (epochs < 1 || epochs > schedule) {
      throw new IllegalArgumentException(
          "a fidelity of %d epochs is outside 1..%d".formatted(epochs, schedule));
    }
    if (!(dataFraction > 0 && dataFraction <= 1)) {
      throw new IllegalArgumentException(
          "a data fraction of " + dataFraction + " is outside (0, 1]");
    }
  }

  /**
   * Returns the fidelity of a whole schedule on all data.
   *
   * @param epochs the epochs of the schedule
   */
  public static Fidelity of(int epochs) {
    return new Fidelity(epochs, epochs, 1);
  }

  /**
   * Returns the first epochs of this fidelity's schedule.
   *
   * @param first the number of epochs
   */
  public Fidelity prefix(int first) {
    return new Fidelity(first, schedule, dataFraction);
  }
}
