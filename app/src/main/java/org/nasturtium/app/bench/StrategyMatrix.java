package org.nasturtium.app.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.nasturtium.app.study.SearchStrategies;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.StrategyFactory;
import org.nasturtium.core.search.strategy.StrategyTable;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.predict.GraphEncoder;

/**
 * A strategy matrix is every strategy with every run: searches on one table, to be compared at
 * equal numbers of evaluations. Stored as {@code compare.json}.
 *
 * @param table the file of the table
 * @param dataset the data set
 * @param testGuided whether test accuracies guide the searches
 * @param strategies the strategies, {@code NAME} or {@code LABEL=NAME} each; labels tell the same
 *     strategy with different settings apart
 * @param set settings of strategies, {@code LABEL.NAME=VALUE} each
 * @param encoder the file of the encoder of strategy nasgem; empty for one per run
 * @param distinct whether equivalent architectures are proposed once
 * @param evaluations after how many evaluations incumbents are read, ascending
 * @param runs the runs per strategy
 * @param seed the root of all randomness
 */
public record StrategyMatrix(
    String table,
    String dataset,
    boolean testGuided,
    List<String> strategies,
    List<String> set,
    String encoder,
    boolean distinct,
    List<Integer> evaluations,
    int runs,
    long seed) {
  private static final int MOST_EVALUATIONS = 1_000_000;

  /**
   * Checks the ranges by the names of the options, and sorts the evaluations.
   *
   * @throws InvalidInputException if one is out of range
   */
  public StrategyMatrix {
    strategies = List.copyOf(strategies);
    set = List.copyOf(set);
    evaluations = evaluations.stream().sorted().distinct().toList();
    List<String> labels = strategies.stream().map(StrategyMatrix::label).toList();
    if (labels.isEmpty() || labels.contains("") || new HashSet<>(labels).size() < labels.size()) {
      throw new InvalidInputException(
          "--strategies must name at least one, each once or with a label LABEL=NAME, not "
              + String.join(",", strategies));
    }
    if (evaluations.isEmpty()
        || evaluations.get(0) < 1
        || evaluations.get(evaluations.size() - 1) > MOST_EVALUATIONS) {
      throw new InvalidInputException(
          "--evaluations must be from 1 to %d each, not %s"
              .formatted(MOST_EVALUATIONS, evaluations));
    }
    if (runs < 1) {
      throw new InvalidInputException("--runs must be at least 1, not " + runs);
    }
    for (String each : set) {
      requireLabel(each, labels);
    }
  }

  private static String label(String strategy) {
    int end = strategy.indexOf('=');
    return end < 0 ? strategy : strategy.substring(0, end);
  }

  private static void requireLabel(String setting, List<String> labels) {
    if (labels.stream().noneMatch(label -> setting.startsWith(label + "."))) {
      throw new InvalidInputException(
          "--set %s names no compared strategy; expected LABEL.NAME=VALUE with one of %s"
              .formatted(setting, String.join(", ", labels)));
    }
  }

  /** Returns what the strategies are called in tables. */
  @JsonIgnore
  List<String> labels() {
    return strategies.stream().map(StrategyMatrix::label).toList();
  }

  /** One run of one strategy. */
  record Entry(int number, int strategy, int run) {}

  /** Returns all entries: first the first run of every strategy. */
  @JsonIgnore
  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      for (int strategy = 0; strategy < strategies.size(); strategy++) {
        entries.add(new Entry(entries.size(), strategy, run));
      }
    }
    return entries;
  }

  /**
   * Returns the strategies with their settings chosen.
   *
   * @throws InvalidInputException if one is unknown, a setting does not fit it, or the encoder
   *     cannot be read
   */
  @JsonIgnore
  List<StrategyFactory> factories() {
    StrategyTable known = SearchStrategies.known(loaded());
    List<StrategyFactory> factories = new ArrayList<>();
    for (String strategy : strategies) {
      String prefix = label(strategy) + ".";
      List<String> own =
          set.stream()
              .filter(each -> each.startsWith(prefix))
              .map(each -> each.substring(prefix.length()))
              .toList();
      factories.add(known.configure(strategy.substring(strategy.indexOf('=') + 1), own));
    }
    return factories;
  }

  private Optional<GraphEncoder> loaded() {
    return encoder.isEmpty()
        ? Optional.empty()
        : Optional.of(
            GraphEncoder.load(Path.of(encoder), Engine.start(SearchStrategies.SURROGATE_ENGINE)));
  }
}
