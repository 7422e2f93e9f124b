package org.nasturtium.core.search.strategy;

import java.util.List;
import org.nasturtium.core.contract.StrategyContract;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.Strategy;

/** The settings of the paper keep the contract too, with both kinds of improvement. */
class PublishedLocalSearchTest extends StrategyContract {
  @Override
  protected Strategy strategy(SearchProblem problem, Seed seed) {
    String improvement = "improvement=" + (problem.distinct() ? "best" : "first");
    return Strategies.configure(
            "local", List.of("starts=1", "neighbors=raw", "optimum=restart", improvement))
        .create(problem, seed);
  }
}
