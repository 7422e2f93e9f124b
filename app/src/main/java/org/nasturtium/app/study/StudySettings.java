package org.nasturtium.app.study;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.nasturtium.app.run.SettingsFile;
import org.nasturtium.core.evaluate.EfficiencyScore;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.study.Budget;
import org.nasturtium.core.study.Duplicates;
import org.nasturtium.core.trial.Metric;

/**
 * What a black-box search adds to the settings of a run. Stored as {@code study.json}.
 *
 * @param strategy the name of the strategy
 * @param set settings of the strategy, {@code name=value} each
 * @param table the benchmark table's file; empty when trials are trained
 * @param objectives the names of the metrics to optimize, the leading one first
 * @param window how many trials may be open at once
 * @param distinct whether the strategy proposes equivalent architectures once
 * @param duplicates what becomes of repeated proposals, {@code evaluate} or {@code reuse}
 * @param maxLatency the largest latency in milliseconds, 0 for no limit
 * @param trials the most trials, 0 for no limit
 * @param timeBudget the most seconds that trials cost, real or simulated, 0 for no limit
 * @param store the JDBC URL of the trial store; empty for a file in the folder of the run
 * @param study the name of the study
 * @param trainBest whether the best architecture is trained again, tested and exported
 * @param penalty the penalty of the efficiency score, at least 0
 * @param encoder the file of the encoder that a surrogate reads; empty to train one
 * @param testGuided whether trials on a table are worth their test accuracies
 * @param dataFraction the share of the training images that a trial learns from, in (0, 1]
 */
public record StudySettings(
    String strategy,
    List<String> set,
    String table,
    List<String> objectives,
    int window,
    boolean distinct,
    String duplicates,
    double maxLatency,
    int trials,
    double timeBudget,
    String store,
    String study,
    boolean trainBest,
    double penalty,
    String encoder,
    boolean testGuided,
    double dataFraction) {
  /** The settings that may change when a search goes on: it may take longer. */
  private static final Set<String> GROWING = Set.of("trials", "timeBudget");

  /** Checks the numbers by the names of their options. */
  public StudySettings {
    set = List.copyOf(set);
    objectives = List.copyOf(objectives);
    require(window >= 1, "--window", "at least 1", window);
    require(trials >= 0, "--trials", "at least 1", trials);
    require(timeBudget >= 0, "--time-budget", "above 0", timeBudget);
    require(maxLatency >= 0, "--max-latency", "above 0", maxLatency);
    require(
        dataFraction > 0 && dataFraction <= 1,
        "--data-fraction",
        "above 0 and at most 1",
        dataFraction);
    require(!objectives.isEmpty(), "--objectives", "at least one metric", "none");
    require(!study.isBlank(), "--study", "a name", "nothing");
  }

  private static void require(boolean holds, String option, String range, Object found) {
    if (!holds) {
      throw new InvalidInputException("%s must be %s, not %s".formatted(option, range, found));
    }
  }

  boolean isOnTable() {
    return !table.isEmpty();
  }

  /** Returns the efficiency score, if it is to be measured. */
  Optional<EfficiencyScore> score() {
    return objectives.contains(Metric.EFFICIENCY_SCORE.name())
        ? Optional.of(new EfficiencyScore(penalty))
        : Optional.empty();
  }

  Budget budget() {
    Budget trialsOnly = Budget.ofTrials(trials == 0 ? Integer.MAX_VALUE : trials);
    double seconds = timeBudget == 0 ? Double.POSITIVE_INFINITY : timeBudget;
    return new Budget(trialsOnly.trials(), seconds, trialsOnly.inVain());
  }

  Duplicates repeated() {
    return duplicates(duplicates);
  }

  /**
   * Returns the treatment of duplicates of a name.
   *
   * @param name {@code evaluate} or {@code reuse}
   * @throws InvalidInputException if it is neither
   */
  public static Duplicates duplicates(String name) {
    for (Duplicates each : Duplicates.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(name)) {
        return each;
      }
    }
    throw new InvalidInputException(
        "unknown treatment of duplicates '%s'; expected evaluate or reuse".formatted(name));
  }

  /**
   * Returns these settings with those of others whose option was given.
   *
   * @param others the settings of the options
   * @param given whether an option, such as {@code --time-budget}, was given
   */
  public StudySettings overlaid(StudySettings others, Predicate<String> given) {
    Map<String, Object> fields = SettingsFile.fields(this);
    SettingsFile.fields(others)
        .forEach(
            (name, value) -> {
              if (given.test(option(name))) {
                fields.put(name, value);
              }
            });
    return SettingsFile.of(fields, StudySettings.class);
  }

  private static String option(String field) {
    return field.equals("trainBest")
        ? "--retrain-epochs"
        : "--" + field.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /**
   * Checks that a search can go on with other settings.
   *
   * @param wanted the other settings
   * @param place the folder of the search, for the message
   * @throws InvalidInputException if something else than the budget differs
   */
  void requireContinues(StudySettings wanted, Object place) {
    Map<String, Object> found = SettingsFile.fields(this);
    SettingsFile.fields(wanted)
        .forEach(
            (name, value) -> {
              if (!GROWING.contains(name) && !value.equals(found.get(name))) {
                throw new InvalidInputException(
                    "cannot resume %s: its %s is %s, but %s was asked for"
                        .formatted(place, name, found.get(name), value));
              }
            });
  }
}
