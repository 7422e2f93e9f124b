package org.nasturtium.torch.predict;

import java.util.List;
import org.nasturtium.core.graph.Dag;

/** A graph embedding maps graphs to vectors that a predictor reads. Immutable. */
public interface GraphEmbedding {
  /** Returns the length of a vector. */
  int dimension();

  /**
   * Returns the vectors of graphs.
   *
   * @param graphs the graphs, each within the bounds of the embedding
   * @return [graphs, dimension], row by row
   */
  float[] embed(List<Dag> graphs);
}
