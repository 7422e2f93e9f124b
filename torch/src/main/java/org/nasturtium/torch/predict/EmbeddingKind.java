package org.nasturtium.torch.predict;

import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.search.Seed;
import org.nasturtium.torch.engine.Engine;

/** The embeddings that NASGEM is compared with, and its own: the rows of its tables 3 and 4. */
public enum EmbeddingKind {
  /** The flattened adjacency matrix. */
  ADJACENCY,
  /** The code of an autoencoder without similarity loss. */
  AUTOENCODER,
  /** The code of the kernel-guided encoder. */
  NASGEM;

  /**
   * Returns the embedding, trained where it learns.
   *
   * @param spec what the encoder is; a plain autoencoder leaves the kernel out, the flattened
   *     matrix reads only how graphs become numbers
   * @param source the graphs to learn from
   * @param training how to learn
   * @param engine where to compute
   * @param seed where all randomness comes from
   * @param control is told the progress
   */
  public GraphEmbedding make(
      EncoderSpec spec,
      GraphSource source,
      EncoderTraining.Options training,
      Engine engine,
      Seed seed,
      RunControl control) {
    return switch (this) {
      case ADJACENCY -> new FlattenedAdjacency(spec.encoding());
      case AUTOENCODER ->
          EncoderTraining.train(spec.plain(), source, training, engine, seed, control).encoder();
      case NASGEM -> EncoderTraining.train(spec, source, training, engine, seed, control).encoder();
    };
  }
}
