package org.nasturtium.app.study;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.space.CellGraphs;
import org.nasturtium.torch.predict.EncoderSpec;
import org.nasturtium.torch.predict.FlattenedAdjacency;
import org.nasturtium.torch.predict.GraphEmbedding;
import org.nasturtium.torch.predict.GraphEncoder;

/**
 * Graph vectors are the architectures of a space as one embedding shows them.
 *
 * @param graphs shows architectures as graphs
 * @param embedding maps graphs to vectors
 */
record GraphVectors(CellGraphs graphs, GraphEmbedding embedding) {
  /** Returns the vectors of the flattened adjacency matrix, which learns nothing. */
  static GraphVectors flattened(CellGraphs graphs) {
    return new GraphVectors(
        graphs, new FlattenedAdjacency(EncoderSpec.standard(graphs).encoding()));
  }

  /** Returns what the embedding is, for people. */
  String name() {
    if (embedding instanceof GraphEncoder encoder) {
      return encoder.spec().similarityWeight() > 0 ? "kernel-guided encoder" : "plain autoencoder";
    }
    return "flattened adjacency matrix";
  }

  /** Returns whether the vectors were learned. */
  boolean isLearned() {
    return embedding instanceof GraphEncoder;
  }

  /** Returns the vectors of architectures, in order. */
  List<double[]> of(List<Architecture> architectures) {
    float[] all = embedding.embed(architectures.stream().map(graphs::graph).toList());
    int length = embedding.dimension();
    return IntStream.range(0, architectures.size())
        .mapToObj(i -> widened(Arrays.copyOfRange(all, i * length, (i + 1) * length)))
        .toList();
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
