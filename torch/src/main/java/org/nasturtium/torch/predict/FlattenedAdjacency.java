package org.nasturtium.torch.predict;

import java.util.List;
import java.util.stream.IntStream;
import org.nasturtium.core.graph.Dag;

/**
 * The flattened adjacency matrix embeds a graph as the upper triangle of its matrix and its labels,
 * without learning anything: the first comparison row of NASGEM's tables 3 and 4.
 */
public final class FlattenedAdjacency implements GraphEmbedding {
  private final GraphEncoding encoding;
  private final int[] entries;

  /**
   * Creates the embedding.
   *
   * @param encoding how graphs become numbers
   */
  public FlattenedAdjacency(GraphEncoding encoding) {
    this.encoding = encoding;
    float[] meaningful = encoding.meaningful();
    entries = IntStream.range(0, meaningful.length).filter(i -> meaningful[i] > 0).toArray();
  }

  @Override
  public int dimension() {
    return entries.length;
  }

  @Override
  public float[] embed(List<Dag> graphs) {
    float[] vectors = new float[Math.multiplyExact(graphs.size(), entries.length)];
    for (int i = 0; i < graphs.size(); i++) {
      float[] row = encoding.rows(graphs.subList(i, i + 1));
      for (int k = 0; k < entries.length; k++) {
        vectors[i * entries.length + k] = row[entries[k]];
      }
    }
    return vectors;
  }
}
