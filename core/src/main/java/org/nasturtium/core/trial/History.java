package org.nasturtium.core.trial;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * A history is the trials of a study in the order of their numbers, and the incumbent after each:
 * the completed trial with the best value of the leading objective so far, the first one on ties.
 *
 * <p>The incumbent never gets worse. Trials of all fidelities compete, as in the published
 * multi-fidelity baselines. A history grows by {@link #add} and is not thread-safe.
 */
public final class History {
  /**
   * An improvement is the moment a trial became the incumbent.
   *
   * @param trial the trial
   * @param seconds the cost of all trials until then, its own included
   * @param value its value of the objective
   */
  public record Improvement(Trial trial, double seconds, double value) {}

  private final Metric objective;
  private final List<Trial> trials = new ArrayList<>();
  private final List<Improvement> improvements = new ArrayList<>();
  private double seconds;
  private int completed;
  private int failed;

  /**
   * Creates an empty history.
   *
   * @param objective the leading objective
   */
  public History(Metric objective) {
    this.objective = objective;
  }

  /**
   * Returns the history of finished trials.
   *
   * @param objective the leading objective
   * @param trials the trials, ascending by number
   */
  public static History of(Metric objective, List<Trial> trials) {
    History history = new History(objective);
    trials.forEach(history::add);
    return history;
  }

  /**
   * Adds the next trial.
   *
   * @param trial the trial
   * @throws IllegalArgumentException if its number is not above the last one
   */
  public void add(Trial trial) {
    if (!trials.isEmpty() && trial.number() <= trials.get(trials.size() - 1).number()) {
      throw new IllegalArgumentException(
          "trial %d after trial %d"
              .formatted(trial.number(), trials.get(trials.size() - 1).number()));
    }
    trials.add(trial);
    seconds += trial.outcome().seconds();
    completed += trial.outcome() instanceof Outcome.Completed ? 1 : 0;
    failed += trial.outcome() instanceof Outcome.Failed ? 1 : 0;
    OptionalDouble value = trial.value(objective);
    if (value.isPresent() && improves(value.getAsDouble())) {
      improvements.add(new Improvement(trial, seconds, value.getAsDouble()));
    }
  }

  private boolean improves(double value) {
    return improvements.isEmpty()
        || objective.direction().better(value, improvements.get(improvements.size() - 1).value());
  }

  /** Returns the leading objective. */
  public Metric objective() {
    return objective;
  }

  /** Returns the trials, ascending by number: a view that grows with this history. */
  public List<Trial> trials() {
    return Collections.unmodifiableList(trials);
  }

  /** Returns the cost of all trials, in seconds, real or simulated. */
  public double seconds() {
    return seconds;
  }

  /** Returns how many trials were completed. */
  public int completed() {
    return completed;
  }

  /** Returns how many trials failed. */
  public int failed() {
    return failed;
  }

  /** Returns how many trials were pruned. */
  public int pruned() {
    return trials.size() - completed - failed;
  }

  /** Returns the incumbent; empty if nothing feasible was found. */
  public Optional<Trial> incumbent() {
    return improvements.isEmpty()
        ? Optional.empty()
        : Optional.of(improvements.get(improvements.size() - 1).trial());
  }

  /**
   * Returns the incumbent of a search that must have one.
   *
   * @throws InvalidInputException if nothing feasible was found; the message counts what was tried
   *     and quotes the last reason
   */
  public Trial best() {
    return incumbent().orElseThrow(this::nothingFeasible);
  }

  private InvalidInputException nothingFeasible() {
    String last = trials.isEmpty() ? "" : "; the last: " + reason(trials.get(trials.size() - 1));
    return new InvalidInputException(
        "nothing feasible was found in %d trials: %d pruned, %d failed, %d without %s%s"
            .formatted(trials.size(), pruned(), failed, completed, objective.name(), last));
  }

  private static String reason(Trial trial) {
    if (trial.outcome() instanceof Outcome.Pruned pruned) {
      return pruned.reason();
    }
    return trial.outcome() instanceof Outcome.Failed failed ? failed.reason() : "completed";
  }

  /** Returns the moments the incumbent changed, in order: the curve over cost and over trials. */
  public List<Improvement> improvements() {
    return Collections.unmodifiableList(improvements);
  }

  /**
   * Returns the incumbent's improvement at a cost.
   *
   * @param spent the cost in seconds; a trial counts from the moment all of its cost is spent
   */
  public Optional<Improvement> at(double spent) {
    return last(improvement -> improvement.seconds() <= spent);
  }

  /**
   * Returns the incumbent's improvement after a trial.
   *
   * @param number the number of the trial
   */
  public Optional<Improvement> after(int number) {
    return last(improvement -> improvement.trial().number() <= number);
  }

  private Optional<Improvement> last(Predicate<Improvement> reached) {
    Optional<Improvement> last = Optional.empty();
    for (Improvement improvement : improvements) {
      if (!reached.test(improvement)) {
        return last;
      }
      last = Optional.of(improvement);
    }
    return last;
  }
}
