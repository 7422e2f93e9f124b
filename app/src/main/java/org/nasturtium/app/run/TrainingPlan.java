package org.nasturtium.app.run;

/**
 * A training plan is what a preset says of trained networks: their size, how long they learn, and
 * how.
 *
 * @param channels channels of the first stage
 * @param cells cells per stage
 * @param auxiliaryHead whether they have an auxiliary head
 * @param epochs passes over the training set
 * @param settings how they learn
 */
public record TrainingPlan(
    int channels, int cells, boolean auxiliaryHead, int epochs, TrainingSettings settings) {
  /**
   * Returns this plan at another length and batch size, at the same rate per image.
   *
   * @param count passes over the training set; 0, for no training, changes only the batch size
   * @param batch images per step
   */
  public TrainingPlan reduced(int count, int batch) {
    int length = count == 0 ? epochs : count;
    TrainingSettings reduced =
        TrainingSettings.of(
            settings.options(epochs).reduced(length, batch),
            settings.cutout(),
            settings.randomCrop(),
            settings.entry());
    return new TrainingPlan(channels, cells, auxiliaryHead, count, reduced);
  }
}
