package org.nasturtium.app.study;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.predict.EmbeddingKind;
import org.nasturtium.torch.predict.EncoderFile;
import org.nasturtium.torch.predict.EncoderTraining;
import org.nasturtium.torch.predict.GraphEmbedding;
import org.nasturtium.torch.predict.GraphEncoder;
import org.nasturtium.torch.predict.GraphSurrogate;

/**
 * Trains the encoder of a search before its first trial, and keeps it in the folder of the run: a
 * search that goes on reads it again.
 *
 * @param file where the encoder is kept
 * @param control is told the progress, and asked whether to stop
 */
record FolderEmbeddings(Path file, RunControl control) implements GraphSurrogate.Embeddings {
  /** The name of the encoder in the folder of a search. */
  static final String NAME = "encoder.checkpoint";

  @Override
  public Supplier<GraphEmbedding> prepare(EmbeddingKind kind, EncoderTraining.Task task) {
    GraphEmbedding made = kind.make(task, this::trained);
    return () -> made;
  }

  private GraphEncoder trained(EncoderTraining.Task task) {
    Engine.Options learning = SearchStrategies.ENCODER_ENGINE;
    Map<String, String> identity =
        Map.of(
            "encoder", task.spec().toString(),
            "pairs", Integer.toString(task.options().pairs()),
            "seed", Long.toString(task.seed().value()),
            "precision", learning.precision().toString());
    return new EncoderFile(file)
        .train(task, identity, Engine.start(learning), control)
        .encoder()
        .on(Engine.start(SearchStrategies.SURROGATE_ENGINE));
  }
}
