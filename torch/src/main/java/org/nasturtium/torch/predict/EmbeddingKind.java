package org.nasturtium.torch.predict;

import java.util.Locale;
import java.util.function.Function;

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
   * @param task what to learn; a plain autoencoder leaves the kernel out, the flattened matrix
   *     reads only how graphs become numbers
   * @param trainer trains an encoder
   */
  public GraphEmbedding make(
      EncoderTraining.Task task, Function<EncoderTraining.Task, GraphEncoder> trainer) {
    return switch (this) {
      case ADJACENCY -> new FlattenedAdjacency(task.spec().encoding());
      case AUTOENCODER -> trainer.apply(task.with(task.spec().plain()));
      case NASGEM -> trainer.apply(task);
    };
  }

  /** Returns the name that users type. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
