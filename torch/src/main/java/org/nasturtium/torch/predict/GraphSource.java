package org.nasturtium.torch.predict;

import java.util.random.RandomGenerator;
import org.nasturtium.core.graph.Dag;
import org.nasturtium.core.space.CellGraphs;
import org.nasturtium.core.space.SearchSpace;

/** A graph source draws random graphs, for an encoder to learn from. Thread-safe. */
@FunctionalInterface
public interface GraphSource {
  /**
   * Returns a graph.
   *
   * @param random where the draws come from
   */
  Dag draw(RandomGenerator random);

  /**
   * Returns the graphs of a space's architectures, drawn as the space draws them.
   *
   * @param space a space whose architectures are graphs
   */
  static GraphSource of(SearchSpace space) {
    CellGraphs graphs = CellGraphs.of(space);
    return random -> graphs.graph(space.sample(random));
  }
}
