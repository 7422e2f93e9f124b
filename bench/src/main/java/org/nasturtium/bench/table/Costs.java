package org.nasturtium.bench.table;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Costs are what the architectures of a table cost on a record: parameters and MACs, computed where
 * the space has a formula, and the times of the source. What is missing is empty, never zero.
 */
public final class Costs {
  private final BenchmarkTable table;
  private final RecordName record;
  private final Budget budget;
  private final @Nullable ClosedForm closedForm;

  Costs(BenchmarkTable table, RecordName record, Budget budget) {
    this.table = table;
    this.record = record;
    this.budget = budget;
    this.closedForm = ClosedForm.of(table.space(), record);
  }

  /**
   * Returns the number of parameters of an architecture.
   *
   * @param row the architecture's row
   */
  public OptionalLong parameters(int row) {
    return closedForm == null
        ? rounded(stored(Trait.Kind.PARAMETERS, row))
        : OptionalLong.of(closedForm.parameters(table.architecture(row)));
  }

  /**
   * Returns the multiply-accumulates of one image.
   *
   * @param row the architecture's row
   */
  public OptionalLong macs(int row) {
    return closedForm == null
        ? rounded(stored(Trait.Kind.MACS, row))
        : OptionalLong.of(closedForm.macs(table.architecture(row)));
  }

  /**
   * Returns the seconds of one epoch of training.
   *
   * @param row the architecture's row
   */
  public OptionalDouble trainSecondsPerEpoch(int row) {
    return stored(Trait.Kind.TRAIN_SECONDS, row);
  }

  /**
   * Returns the seconds of one evaluation.
   *
   * @param split what is evaluated on
   * @param row the architecture's row
   */
  public OptionalDouble evaluationSeconds(Split split, int row) {
    return at(new Trait(Trait.Kind.EVALUATION_SECONDS, record, Optional.of(split), at()), row);
  }

  /**
   * Returns the seconds of one batch of inference, of 256 images on the benchmarks of NATS.
   *
   * @param row the architecture's row
   */
  public OptionalDouble latencySeconds(int row) {
    return stored(Trait.Kind.LATENCY_SECONDS, row);
  }

  /**
   * Returns the number that the source holds, which for parameters and MACs may be wrong.
   *
   * @param kind which number
   * @param row the architecture's row
   */
  public OptionalDouble stored(Trait.Kind kind, int row) {
    return at(new Trait(kind, record, Optional.empty(), at()), row);
  }

  /**
   * Returns the known defects that parameters and MACs of an architecture touch.
   *
   * @param row the architecture's row
   */
  public List<Defect> defects(int row) {
    boolean differs =
        differs(stored(Trait.Kind.PARAMETERS, row), parameters(row))
            || differs(stored(Trait.Kind.MACS, row), macs(row));
    return Ledger.touchedBy(Reading.cost(table.space().name(), differs));
  }

  /** Returns the known defects that times touch. */
  public List<Defect> timeDefects() {
    return Ledger.touchedBy(Reading.time(table.space().name()));
  }

  private Optional<Budget> at() {
    return Optional.of(budget);
  }

  private OptionalDouble at(Trait trait, int row) {
    Numbers numbers = table.numbers(trait);
    double value = numbers == null ? Double.NaN : numbers.load()[row];
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static OptionalLong rounded(OptionalDouble value) {
    return value.isPresent()
        ? OptionalLong.of(Math.round(value.getAsDouble()))
        : OptionalLong.empty();
  }

  private static boolean differs(OptionalDouble stored, OptionalLong computed) {
    return stored.isPresent()
        && computed.isPresent()
        && Math.round(stored.getAsDouble()) != computed.getAsLong();
  }
}
