package org.nasturtium.bench.table;

import java.util.Optional;

/**
 * A trait is a number of an architecture that no seed and no epoch changes: a cost or a time.
 *
 * @param kind which number
 * @param record the record it belongs to
 * @param split the split, for times of evaluation
 * @param budget the budget whose records hold it, if others may hold another value
 */
public record Trait(Kind kind, RecordName record, Optional<Split> split, Optional<Budget> budget) {
  /** Which number of an architecture. */
  public enum Kind {
    /** The seconds of one epoch of training. */
    TRAIN_SECONDS("train-seconds"),
    /** The seconds of one evaluation on a split. */
    EVALUATION_SECONDS("evaluation-seconds"),
    /** The seconds of one batch of inference. */
    LATENCY_SECONDS("latency-seconds"),
    /** The number of parameters that the source holds. */
    PARAMETERS("parameters"),
    /** The multiply-accumulates of one image that the source holds. */
    MACS("macs");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** Returns the name in files. */
    public String label() {
      return label;
    }
  }

  /**
   * Returns a trait of a record at every budget.
   *
   * @param kind which number
   * @param record the record
   */
  public static Trait of(Kind kind, RecordName record) {
    return new Trait(kind, record, Optional.empty(), Optional.empty());
  }

  /**
   * Returns the time of an evaluation.
   *
   * @param record the record
   * @param split what is evaluated on
   */
  public static Trait evaluation(RecordName record, Split split) {
    return new Trait(Kind.EVALUATION_SECONDS, record, Optional.of(split), Optional.empty());
  }

  /**
   * Returns this trait as the records of one budget hold it.
   *
   * @param holder the budget
   */
  public Trait at(Budget holder) {
    return new Trait(kind, record, split, Optional.of(holder));
  }

  /** Returns this trait for the budgets that have none of their own. */
  Trait atEveryBudget() {
    return new Trait(kind, record, split, Optional.empty());
  }
}
