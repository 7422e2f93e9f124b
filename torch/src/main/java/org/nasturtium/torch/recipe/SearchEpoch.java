package org.nasturtium.torch.recipe;

import java.util.List;
import java.util.Locale;

/**
 * The numbers of one epoch of a search.
 *
 * @param epoch the epoch, from 0
 * @param temperature the relaxation's temperature
 * @param learningRate the rate of the weights
 * @param trainingLoss the mean loss of the weight steps
 * @param trainingAccuracy their accuracy in percent
 * @param validationLoss the mean loss of the architecture steps, NaN if none measured anything
 * @param validationAccuracy their accuracy in percent, NaN without any
 * @param probabilities for each choice, the probabilities of its candidates at the end of the epoch
 * @param architecture the text of the architecture that the recipe derives now, of its preview's
 *     candidates and whatever it costs
 */
public record SearchEpoch(
    int epoch,
    double temperature,
    double learningRate,
    double trainingLoss,
    double trainingAccuracy,
    double validationLoss,
    double validationAccuracy,
    List<List<Double>> probabilities,
    String architecture) {
  /** Copies the lists. */
  public SearchEpoch {
    probabilities = probabilities.stream().map(List::copyOf).toList();
  }

  /** Returns this epoch as one line for a person. */
  String line(int epochs) {
    return String.format(
        Locale.ROOT,
        "epoch %d/%d  temperature %.2f  training loss %.4f accuracy %.2f %%  %s%s",
        epoch + 1,
        epochs,
        temperature,
        trainingLoss,
        trainingAccuracy,
        validationWords(),
        architecture);
  }

  /** Methods without an architecture step see no validation images while they search. */
  private String validationWords() {
    return Double.isNaN(validationLoss)
        ? ""
        : String.format(
            Locale.ROOT,
            "validation loss %.4f accuracy %.2f %%  ",
            validationLoss,
            validationAccuracy);
  }
}
