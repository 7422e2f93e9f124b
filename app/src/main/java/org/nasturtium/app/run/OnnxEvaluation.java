package org.nasturtium.app.run;

import java.nio.file.Path;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.export.onnx.OnnxModel;
import org.nasturtium.torch.data.Batch;
import org.nasturtium.torch.data.BatchStream;
import org.nasturtium.torch.data.ImageData;
import org.nasturtium.torch.data.Normalization;

/** The accuracy of an ONNX file on a data set, computed by ONNX Runtime alone. */
public final class OnnxEvaluation {
  private static final int BATCH = 100;

  private OnnxEvaluation() {}

  /**
   * Returns the share of test images that a file classifies correctly, in percent.
   *
   * @param file the ONNX file, which names its normalization
   * @param data the data
   * @throws InvalidInputException if the file is for other images
   */
  public static double accuracy(Path file, ImageData data) {
    try (OnnxModel model = OnnxModel.open(file, Runtime.getRuntime().availableProcessors())) {
      var shape = data.test().shape();
      if (model.inputShape().channels() != shape.channels()
          || model.inputShape().height() != shape.height()
          || model.inputShape().width() != shape.width()
          || model.classCount() != data.test().classes()) {
        throw new InvalidInputException(
            "%s is for images %s of %d classes, not for %s"
                .formatted(file, model.inputShape(), model.classCount(), data.test()));
      }
      Normalization normalization =
          model.metadata().mean().isEmpty()
              ? Normalization.none(shape.channels())
              : new Normalization(model.metadata().mean(), model.metadata().standardDeviation());
      long correct = 0;
      try (BatchStream batches = BatchStream.evaluation(data.test(), normalization, BATCH)) {
        while (batches.hasNext()) {
          correct += correct(model, batches.next());
        }
      }
      return 100.0 * correct / data.test().size();
    }
  }

  private static long correct(OnnxModel model, Batch batch) {
    float[] logits = model.run(planes(batch), batch.size());
    int classes = model.classCount();
    long correct = 0;
    for (int i = 0; i < batch.size(); i++) {
      int best = 0;
      for (int k = 1; k < classes; k++) {
        best = logits[i * classes + k] > logits[i * classes + best] ? k : best;
      }
      correct += best == batch.labels()[i] ? 1 : 0;
    }
    return correct;
  }

  /** Returns the pixels of a batch as [N, C, H, W]. */
  private static float[] planes(Batch batch) {
    int channels = batch.shape().channels();
    int positions = batch.shape().height() * batch.shape().width();
    float[] planes = new float[batch.size() * channels * positions];
    for (int i = 0; i < batch.size(); i++) {
      for (int p = 0; p < positions; p++) {
        for (int c = 0; c < channels; c++) {
          planes[(i * channels + c) * positions + p] =
              batch.pixels()[(i * positions + p) * channels + c];
        }
      }
    }
    return planes;
  }
}
