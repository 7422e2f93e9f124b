package org.nasturtium.torch.recipe;

/** How the weight and architecture steps of an epoch follow one another. */
public enum StepOrder {
  /** A weight step, then an architecture step, and so on (NATS-Bench, GDAS). */
  WEIGHTS_FIRST,
  /** An architecture step, then a weight step, and so on (DARTS). */
  ARCHITECTURE_FIRST,
  /** All weight steps, then all architecture steps (NGE algorithm 1; ENAS). */
  EPOCHWISE;

  /**
   * The moves of one epoch: which steps it has, in which order.
   *
   * @param order the order
   * @param weightSteps the number of weight steps
   * @param architectureSteps the number of architecture steps; equal to the other when they
   *     alternate, or 0
   */
  record Moves(StepOrder order, int weightSteps, int architectureSteps) {
    Moves {
      if (order != EPOCHWISE && architectureSteps != 0 && architectureSteps != weightSteps) {
        throw new IllegalArgumentException(
            "%d weight and %d architecture steps cannot alternate"
                .formatted(weightSteps, architectureSteps));
      }
    }

    int count() {
      return weightSteps + architectureSteps;
    }

    boolean isArchitecture(int move) {
      if (architectureSteps == 0) {
        return false;
      }
      return switch (order) {
        case WEIGHTS_FIRST -> move % 2 == 1;
        case ARCHITECTURE_FIRST -> move % 2 == 0;
        case EPOCHWISE -> move >= weightSteps;
      };
    }

    /** Returns the number of the step among those of its kind. */
    int step(int move) {
      if (architectureSteps == 0) {
        return move;
      }
      if (order == EPOCHWISE) {
        return move < weightSteps ? move : move - weightSteps;
      }
      return move / 2;
    }

    /**
     * Returns which training batch a move reads; an epoch-wise architecture step reads the last
     * one.
     */
    int trainingBatch(int move) {
      boolean after = order == EPOCHWISE && isArchitecture(move);
      return after ? weightSteps - 1 : step(move);
    }

    /** Returns how many architecture steps precede a move. */
    int architectureStepsBefore(int move) {
      int count = 0;
      for (int m = 0; m < move; m++) {
        count += isArchitecture(m) ? 1 : 0;
      }
      return count;
    }
  }
}
