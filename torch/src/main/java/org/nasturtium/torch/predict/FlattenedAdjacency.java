package org.nasturtium.torch.predict;

import java.util.List;
import org.nasturtium.core.graph.Dag;

/**
 * The flattened adjacency matrix embeds a graph as the upper triangle of its matrix and its labels,
 * without learning anything: the first comparison row of NASGEM's tables 3 and 4.
 */
public final class FlattenedAdjacency implements GraphEmbedding {
  private final GraphEncoding encoding;

  /**
   * Creates the embedding.
   *
   * @param encoding how graphs become numbers
   */
  public FlattenedAdjacency(GraphEncoding encoding) {
    this.encoding = encoding;
  }

  @Override
  public int dimension() {
    return encoding.width();
  }

  @Override
  public float[] embed(List<Dag> graphs) {
    return encoding.rows(graphs);
  }
}
