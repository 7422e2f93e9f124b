package org.nasturtium.torch.recipe;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.search.Seed;
import org.nasturtium.torch.data.Augmentation;
import org.nasturtium.torch.data.BatchStream;
import org.nasturtium.torch.data.Epochs;
import org.nasturtium.torch.data.Preparation;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.supernet.ArchitectureStep;
import org.nasturtium.torch.train.Labeled;

/**
 * The validation batches of the architecture steps, in one row over the whole run; they continue
 * where a resumed run stopped.
 */
final class ValidationBatches implements AutoCloseable {
  private final SupernetSearch.Task task;
  private final ArchitectureStep.Reading reading;
  private final int stepsBefore;
  private final Engine engine;
  private @Nullable BatchStream stream;

  /**
   * Creates the batches; nothing is read before the first is asked for.
   *
   * @param task the search
   * @param reading what a step reads
   * @param stepsBefore how many architecture steps were done before
   * @param engine where batches go
   */
  ValidationBatches(
      SupernetSearch.Task task, ArchitectureStep.Reading reading, int stepsBefore, Engine engine) {
    this.task = task;
    this.reading = reading;
    this.stepsBefore = stepsBefore;
    this.engine = engine;
  }

  private BatchStream open() {
    int first = stepsBefore * reading.batchesPerStep();
    int all = task.settings().epochs() * reading.stepsPerEpoch() * reading.batchesPerStep();
    Seed seed = task.seed().child("validation");
    Preparation preparation =
        new Preparation(
            task.normalization(),
            switch (reading.variation()) {
              case AUGMENTED -> task.augmentation();
              case PLAIN -> Augmentation.none();
            },
            reading.batchSize());
    return switch (reading.order()) {
      case DRAWN -> BatchStream.sampling(task.validation(), preparation, first, all - first, seed);
      case PASSES -> {
        int perPass = (task.validation().size() + reading.batchSize() - 1) / reading.batchSize();
        Epochs passes = Epochs.of((all + perPass - 1) / perPass);
        yield BatchStream.training(
            task.validation(), preparation, passes.from(first / perPass, first % perPass), seed);
      }
    };
  }

  List<Labeled> next(int count) {
    BatchStream batches = stream;
    if (batches == null) {
      batches = open();
      stream = batches;
    }
    List<Labeled> next = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      next.add(Labeled.of(batches.next(), engine));
    }
    return next;
  }

  @Override
  public void close() {
    if (stream != null) {
      stream.close();
    }
  }
}
