package org.nasturtium.core.search.strategy;

import java.util.List;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.StrategyFactory;

/** The registry of strategies: the names users type and the methods they stand for. */
public final class Strategies {
  private static final StrategyTable TABLE =
      StrategyTable.of(
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
              }),
          new StrategyRow(
              "bohb",
              "Falkner, Klein and Hutter, BOHB: Robust and Efficient Hyperparameter Optimization at"
                  + " Scale (2018); NATS-Bench BOHB",
              settings -> {
                Bohb.Options options = Bohb.Options.read(settings);
                return (problem, seed) -> new Bohb(problem, seed, options);
              }),
          new StrategyRow(
              "local",
              "White, Nolen and Savani, Exploring the Loss Landscape in Neural Architecture Search"
                  + " (2021), from equivalent architectures and without restarts",
              settings -> {
                LocalSearch.Options options = LocalSearch.Options.read(settings);
                return (problem, seed) -> new LocalSearch(problem, seed, options);
              }),
          new StrategyRow(
              "halving",
              "Jamieson and Talwalkar, Non-stochastic Best Arm Identification and Hyperparameter"
                  + " Optimization (2016), as a bracket of Hyperband",
              settings -> {
                SuccessiveHalving.Options options = SuccessiveHalving.Options.read(settings);
                return (problem, seed) -> new SuccessiveHalving(problem, seed, options);
              }));

  private Strategies() {}

  /** Returns the rows as a table, to which other modules add what needs more than this one. */
  public static StrategyTable table() {
    return TABLE;
  }

  /** Returns the rows, in the order of the documentation. */
  public static List<StrategyRow> all() {
    return TABLE.rows();
  }

  /** Returns the names, in the order of the documentation. */
  public static List<String> names() {
    return TABLE.names();
  }

  /**
   * Returns the row of a name.
   *
   * @param name the name
   * @throws InvalidInputException if there is none; the message lists the known names
   */
  public static StrategyRow byName(String name) {
    return TABLE.byName(name);
  }

  /**
   * Returns a method with its settings chosen.
   *
   * @param name the name of a row
   * @param settings {@code name=value} each; none for the published ones
   * @throws InvalidInputException if there is no such strategy, or a setting does not fit it
   */
  public static StrategyFactory configure(String name, List<String> settings) {
    return TABLE.configure(name, settings);
  }
}
