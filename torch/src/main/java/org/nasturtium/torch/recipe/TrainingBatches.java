package org.nasturtium.torch.recipe;

import org.jspecify.annotations.Nullable;
import org.nasturtium.torch.data.Batch;
import org.nasturtium.torch.data.BatchStream;
import org.nasturtium.torch.data.Epochs;
import org.nasturtium.torch.data.Preparation;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.train.Labeled;

/** The training batches of a search in their order; the steps of a pair read the same one. */
final class TrainingBatches implements AutoCloseable {
  private final BatchStream stream;
  private final Engine engine;
  private @Nullable Batch current;

  TrainingBatches(SupernetSearch.Task task, Epochs range, Engine engine) {
    Preparation preparation =
        new Preparation(task.normalization(), task.augmentation(), task.settings().batchSize());
    this.stream =
        BatchStream.training(task.training(), preparation, range, task.seed().child("training"));
    this.engine = engine;
  }

  /** Returns a batch of an epoch; those before it that no step read are passed over. */
  Labeled at(int epoch, int index) {
    Batch batch = current;
    while (batch == null || batch.epoch() != epoch || batch.index() != index) {
      batch = stream.next();
      current = batch;
    }
    return Labeled.of(batch, engine);
  }

  @Override
  public void close() {
    stream.close();
  }
}
