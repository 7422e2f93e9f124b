package org.nasturtium.bench.table;

/**
 * An epoch says when in a training a value was measured: at its end, or after so many epochs of it.
 */
public sealed interface Epoch {
  /** Returns the end of the training. */
  static Epoch last() {
    return Last.END;
  }

  /**
   * Returns the moment after some epochs. The official archives number epochs from 0: their epoch
   * 11 is {@code after(12)}.
   *
   * @param epochs at least 1
   */
  static Epoch after(int epochs) {
    return new After(epochs);
  }

  /**
   * Returns the number of epochs trained at this moment.
   *
   * @param budget the budget of the training
   */
  int in(Budget budget);

  /** The end of the training. */
  enum Last implements Epoch {
    /** The only one. */
    END;

    @Override
    public int in(Budget budget) {
      return budget.epochs();
    }

    @Override
    public String toString() {
      return "the last epoch";
    }
  }

  /**
   * The moment after some epochs.
   *
   * @param epochs at least 1
   */
  record After(int epochs) implements Epoch {
    /** Checks the number. */
    public After {
      if (epochs < 1) {
        throw new IllegalArgumentException("an epoch of " + epochs + " is below 1");
      }
    }

    @Override
    public int in(Budget budget) {
      return epochs;
    }

    @Override
    public String toString() {
      return "epoch " + epochs;
    }
  }
}
