package org.nasturtium.app.run;

import java.util.Map;
import java.util.function.BiFunction;
import org.nasturtium.torch.train.TrainingOptions;

/**
 * Which published recipe trains the networks of which space; a new space that wants its own adds a
 * row.
 */
public final class TrainingTable {
  private static final Map<String, BiFunction<Integer, Integer, TrainingOptions>> ROWS =
      Map.of(
          "darts-cnn", TrainingOptions::darts,
          "darts-cnn-nge", TrainingOptions::darts);

  private TrainingTable() {}

  /**
   * Returns the recipe of a space.
   *
   * @param space the name of the space
   * @param epochs passes over the training set
   * @param batch images per step
   */
  public static TrainingOptions of(String space, int epochs, int batch) {
    return ROWS.getOrDefault(space, TrainingOptions::natsBench).apply(epochs, batch);
  }
}
