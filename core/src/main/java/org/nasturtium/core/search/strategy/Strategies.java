package org.nasturtium.core.search.strategy;

import java.util.List;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.StrategyFactory;

/** The registry of strategies: the names users type and the methods they stand for. */
public final class Strategies {
  private static final List<StrategyRow> ROWS =
      List.of(
          new StrategyRow(
              "random",
              "Bergstra and Bengio, Random Search for Hyper-Parameter Optimization (2012);"
                  + " NATS-Bench RANDOM",
              settings -> RandomSearch::new),
          new StrategyRow(
              "evolution",
              "Real et al., Regularized Evolution for Image Classifier Architecture Search (2019);"
                  + " NATS-Bench REA. Several objectives: selection of NSGA-II, Deb et al. (2002)",
              settings -> {
                RegularizedEvolution.Options options = RegularizedEvolution.Options.read(settings);
                return (problem, seed) -> new RegularizedEvolution(problem, seed, options);
              }),
          new StrategyRow(
              "reinforce",
              "Williams, Simple Statistical Gradient-Following Algorithms for Connectionist"
                  + " Reinforcement Learning (1992); NATS-Bench REINFORCE",
              settings -> {
                Reinforce.Options options = Reinforce.Options.read(settings);
                return (problem, seed) -> new Reinforce(problem, seed, options);
              }));

  private Strategies() {}

  /** Returns the rows, in the order of the documentation. */
  public static List<StrategyRow> all() {
    return ROWS;
  }

  /** Returns the names, in the order of the documentation. */
  public static List<String> names() {
    return ROWS.stream().map(StrategyRow::name).toList();
  }

  /**
   * Returns the row of a name.
   *
   * @param name the name
   * @throws InvalidInputException if there is none; the message lists the known names
   */
  public static StrategyRow byName(String name) {
    return ROWS.stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "unknown strategy '%s'; known: %s"
                        .formatted(name, String.join(", ", names()))));
  }

  /**
   * Returns a method with its settings chosen.
   *
   * @param name the name of a row
   * @param settings {@code name=value} each; none for the published ones
   * @throws InvalidInputException if there is no such strategy, or a setting does not fit it
   */
  public static StrategyFactory configure(String name, List<String> settings) {
    return byName(name).configure(settings);
  }
}
