package org.nasturtium.app.run;

import java.util.Map;
import org.nasturtium.torch.train.TrainingOptions;

/**
 * Which published recipe trains the networks of which space; a new space that wants its own adds a
 * row.
 */
public final class TrainingTable {
  private static final TrainingOptions NATS_BENCH = TrainingOptions.natsBench(200, 256);
  private static final TrainingOptions DARTS = TrainingOptions.darts(600, 96);
  private static final Map<String, TrainingOptions> ROWS =
      Map.of("darts-cnn", DARTS, "darts-cnn-nge", DARTS, "darts-cnn-frc", DARTS);

  private TrainingTable() {}

  /**
   * Returns the recipe of a space, at its published length and batch size.
   *
   * @param space the name of the space
   */
  public static TrainingOptions of(String space) {
    return ROWS.getOrDefault(space, NATS_BENCH);
  }
}
