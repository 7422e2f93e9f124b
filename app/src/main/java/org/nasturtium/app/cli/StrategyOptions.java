package org.nasturtium.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nasturtium.app.study.StrategyDefaults;
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
          "--initial",
          "--sample",
          "--encoder",
          "--data-fraction",
          "--penalty",
          "--test-guided",
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
      names = "--initial",
      paramLabel = "N",
      description = "With --strategy, the same as --set initial=N: nasgem's random trials first.")
  private @Nullable Integer initial;

  @Option(
      names = "--sample",
      paramLabel = "N",
      description =
          "With --strategy, the same as --set sample=N: the architectures nasgem looks at per round, evolution's tournament.")
  private @Nullable Integer sample;

  @Option(
      names = "--encoder",
      paramLabel = "FILE",
      description =
          "With --strategy nasgem, a graph encoder of 'encoder train'. Default: the search trains a small one first.")
  private @Nullable Path encoder;

  @Option(
      names = "--data-fraction",
      paramLabel = "F",
      description =
          "With --strategy, the share of the training images that a trial learns from, the same for all; the found network learns from all. Default: 1; 0.1 with nasgem, but for the embedded images.")
  private @Nullable Double dataFraction;

  @Option(
      names = "--penalty",
      paramLabel = "L",
      description =
          "With --objectives efficiency-score, the points of accuracy that e times the multiply-adds cost. Default: 1.")
  private @Nullable Double penalty;

  @Option(
      names = "--table",
      paramLabel = "FILE",
      description =
          "A benchmark table: with --strategy, trials are looked up in it instead of trained; with --method, it judges what the search derives, which never sees it.")
  private @Nullable Path table;

  @Option(
      names = "--test-guided",
      description =
          "With --table, compare by test accuracies: for tables that hold no others, such as NAS-Bench-101.")
  private boolean testGuided;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description =
          "With --strategy, stop after N trials. Default: 20, or 30 with nasgem, unless --time-budget is given or published for the table.")
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
          "With --strategy, trials evaluated at once, on one thread each; changes no result. Default: 1; with nasgem on images one per processor, 4 at most.")
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
          "With --strategy, what to optimize, the leading one first: validation-accuracy, validation-loss, parameters, macs, latency, efficiency-score. Default: validation-accuracy; efficiency-score with --penalty, or nasgem on images.")
  private List<String> objectives = List.of();

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
    return SearchCommand.or(workers, table == null ? defaults().workers() : 1);
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
    int defaultWindow = table == null ? Math.max(StrategyDefaults.WINDOW, workers()) : 1;
    return new StudySettings(
        strategy(),
        allSettings(),
        table == null ? "" : table.toString(),
        objectives.isEmpty() ? List.of(objective().name()) : objectives,
        SearchCommand.or(window, defaultWindow),
        distinct,
        duplicates,
        maxLatency == null ? 0 : maxLatency,
        open && publishedSeconds == 0 ? defaults().trials() : SearchCommand.or(trials, 0),
        open ? publishedSeconds : timeBudget == null ? 0 : timeBudget,
        store,
        study.isEmpty() ? "%s-%s-%s-%d".formatted(strategy(), space, dataset, seed) : study,
        trainBest,
        penalty == null ? 1 : penalty,
        encoder == null ? "" : encoder.toString(),
        testGuided,
        dataFraction == null ? table == null ? defaults().dataFraction(dataset) : 1 : dataFraction);
  }

  /** Returns what the strategy does on images unless it is told otherwise. */
  StrategyDefaults defaults() {
    return StrategyDefaults.of(strategy());
  }

  /** The settings that were given, those with an option of their own among them. */
  private List<String> allSettings() {
    List<String> all = new ArrayList<>(set);
    if (initial != null) {
      all.add("initial=" + initial);
    }
    if (sample != null) {
      all.add("sample=" + sample);
    }
    return all;
  }

  private Metric objective() {
    if (penalty != null) {
      return Metric.EFFICIENCY_SCORE;
    }
    return table == null ? defaults().objective() : Metric.VALIDATION_ACCURACY;
  }

  /** Checks that a penalty has something to act on. */
  void requireScore(StudySettings settings) {
    if (penalty != null && !settings.objectives().contains(Metric.EFFICIENCY_SCORE.name())) {
      throw new InvalidInputException(
          "--penalty needs --objectives %s, not %s"
              .formatted(Metric.EFFICIENCY_SCORE.name(), String.join(",", settings.objectives())));
    }
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
