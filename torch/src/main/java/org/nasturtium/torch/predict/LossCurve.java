package org.nasturtium.torch.predict;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;
import org.nasturtium.torch.train.Checkpoint;

/** A loss curve is kept in the file of its encoder as one tensor, a row per point. */
final class LossCurve {
  private static final String NAME = "curve";
  private static final int COLUMNS = 3;

  private LossCurve() {}

  /** Adds a curve to the tensors of a file; an empty one is not kept. */
  static void put(Map<String, Tensor> tensors, List<EncoderTraining.Point> curve) {
    if (curve.isEmpty()) {
      return;
    }
    double[] values = new double[curve.size() * COLUMNS];
    for (int i = 0; i < curve.size(); i++) {
      values[i * COLUMNS] = curve.get(i).iteration();
      values[i * COLUMNS + 1] = curve.get(i).similarity();
      values[i * COLUMNS + 2] = curve.get(i).reconstruction();
    }
    tensors.put(NAME, Tensors.of(values, curve.size(), COLUMNS));
  }

  /**
   * Reads a curve.
   *
   * @param file the file of an encoder
   * @return its points; none if the file keeps no curve
   * @throws InvalidInputException if the file is missing or damaged
   */
  static List<EncoderTraining.Point> read(Path file) {
    try (StepScope scope = StepScope.open()) {
      @Nullable Tensor kept = Checkpoint.read(file, Map.of()).tensors().get(NAME);
      return kept == null ? List.of() : points(Tensors.doubles(kept), file);
    }
  }

  private static List<EncoderTraining.Point> points(double[] values, Path file) {
    if (values.length % COLUMNS != 0) {
      throw new InvalidInputException("damaged encoder " + file + ": its loss curve is malformed");
    }
    List<EncoderTraining.Point> points = new ArrayList<>();
    for (int i = 0; i < values.length; i += COLUMNS) {
      points.add(new EncoderTraining.Point((int) values[i], values[i + 1], values[i + 2]));
    }
    return points;
  }
}
