package org.nasturtium.app.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nasturtium.app.study.StudySettings;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.trial.Metric;
import picocli.CommandLine.Option;

/** The options of a search with a black-box strategy. */
final class StrategyOptions {
  /** Their names, all of which mean nothing to a weight-sharing method. */
  static final List<String> NAMES =
      List.of(
          "--strategy",
          "--set",
          "--objectives",
          "--window",
          "--distinct",
          "--duplicates",
          "--max-latency",
          "--trials",
          "--time-budget",
          "--workers",
          "--store",
          "--study");

  private static final int TRIALS = 20;
  private static final int WINDOW = 4;

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      description = "Search trial by trial instead, with a strategy listed below.")
  private @Nullable String strategy;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "With --strategy, one of its settings; may be repeated.")
  private List<String> set = List.of();

  @Option(
      names = "--table",
      paramLabel = "FILE",
      description =
          "A benchmark table: with --strategy, trials are looked up in it instead of trained; with --method, it judges what the search derives, which never sees it.")
  private @Nullable Path table;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description =
          "With --strategy, stop after N trials. Default: 20, unless --time-budget is given or published for the table.")
  private @Nullable Integer trials;

  @Option(
      names = "--time-budget",
      paramLabel = "S",
      description =
          "With --strategy, stop once trials cost S seconds: simulated ones on a table. Default: the published ones of a table.")
  private @Nullable Double timeBudget;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "With --strategy, trials evaluated at once, on one thread each; changes no result. Default: 1.")
  private @Nullable Integer workers;

  @Option(
      names = "--window",
      paramLabel = "N",
      description =
          "With --strategy, trials that may be open at once, in all processes together. Default: 4, or the workers if more; 1 on a table.")
  private @Nullable Integer window;

  @Option(
      names = "--objectives",
      split = ",",
      paramLabel = "NAME",
      description =
          "With --strategy, what to optimize, the leading one first: validation-accuracy, validation-loss, parameters, macs, latency. Default: validation-accuracy.")
  private List<String> objectives = List.of(Metric.VALIDATION_ACCURACY.name());

  @Option(
      names = "--max-latency",
      paramLabel = "MS",
      description =
          "With --table, the found network takes at most MS milliseconds, as the table measured it.")
  private @Nullable Double maxLatency;

  @Option(
      names = "--distinct",
      description = "With --strategy, propose equivalent architectures once.")
  private boolean distinct;

  @Option(
      names = "--duplicates",
      defaultValue = "evaluate",
      paramLabel = "HOW",
      description =
          "With --strategy, evaluate repeated proposals again, as published, or reuse their outcome at no cost. Default: ${DEFAULT-VALUE}.")
  private String duplicates = "evaluate";

  @Option(
      names = "--store",
      defaultValue = "",
      paramLabel = "URL",
      description =
          "With --strategy, where trials are kept: jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE. Default: a file in the folder of the run.")
  private String store = "";

  @Option(
      names = "--study",
      defaultValue = "",
      paramLabel = "NAME",
      description =
          "With --strategy, the name of the study; one that is in the store is joined. Default: strategy, space, data set and seed.")
  private String study = "";

  /** Returns the strategy's name, empty if none was given. */
  String strategy() {
    return strategy == null ? "" : strategy;
  }

  @Nullable Path table() {
    return table;
  }

  String store() {
    return store;
  }

  int workers() {
    return SearchCommand.or(workers, 1);
  }

  /**
   * Returns the settings of the search.
   *
   * @param space the name of the space
   * @param dataset the name of the data set
   * @param seed the root seed
   * @param publishedSeconds the time budget to use if none is given, 0 if none is published
   * @param trainBest whether the best architecture is trained again
   */
  StudySettings settings(
      String space, String dataset, long seed, double publishedSeconds, boolean trainBest) {
    boolean open = trials == null && timeBudget == null;
    int defaultWindow = table == null ? Math.max(WINDOW, workers()) : 1;
    return new StudySettings(
        strategy(),
        set,
        table == null ? "" : table.toString(),
        objectives,
        SearchCommand.or(window, defaultWindow),
        distinct,
        duplicates,
        maxLatency == null ? 0 : maxLatency,
        open && publishedSeconds == 0 ? TRIALS : SearchCommand.or(trials, 0),
        open ? publishedSeconds : timeBudget == null ? 0 : timeBudget,
        store,
        study.isEmpty() ? "%s-%s-%s-%d".formatted(strategy(), space, dataset, seed) : study,
        trainBest);
  }

  /** Checks the values that need nothing else, by the names of their options. */
  void check() {
    requirePositive("--time-budget", timeBudget);
    requirePositive("--max-latency", maxLatency);
    SearchCommand.limit("--trials", trials);
    SearchCommand.limit("--window", window);
    SearchCommand.limit("--workers", workers);
    StudySettings.duplicates(duplicates);
  }

  private static void requirePositive(String option, @Nullable Double value) {
    if (value != null && !(value > 0 && Double.isFinite(value))) {
      throw new InvalidInputException(
          "%s must be above 0 and finite, not %s".formatted(option, value));
    }
  }

  /** Checks that the workers of a search find trials to work on. */
  void requireWindow(StudySettings settings) {
    if (workers() > settings.window()) {
      throw new InvalidInputException(
          "--workers %d is more than --window %d: no more than %d trials are open at once"
              .formatted(workers(), settings.window(), settings.window()));
    }
  }
}
