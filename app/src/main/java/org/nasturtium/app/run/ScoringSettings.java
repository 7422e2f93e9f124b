package org.nasturtium.app.run;

import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.torch.recipe.Recipe;

/**
 * What a weight-sharing search scores with its shared weights, and the table that judges it. A part
 * of {@link RunSettings}.
 *
 * @param candidates the candidates of the final derivation; 0 where a method scores none
 * @param previewCandidates those of the architecture reported after each epoch; likewise
 * @param scoreImages the validation images of one batch that scores an architecture, 0 for all of
 *     them
 * @param controllerImages the validation images that score each draw of a controller; 0 where no
 *     controller learns by reward
 * @param table the benchmark table's file; empty for none
 * @param scoreSample how many architectures the rank correlation is measured over; 0 for 500, or
 *     all that the table holds if fewer
 */
public record ScoringSettings(
    int candidates,
    int previewCandidates,
    int scoreImages,
    int controllerImages,
    String table,
    int scoreSample) {
  private static final int USUAL_SAMPLE = 500;

  /** Checks the numbers by the names of their options. */
  public ScoringSettings {
    require("--candidates", candidates);
    require("--preview-candidates", previewCandidates);
    require("--score-images", scoreImages);
    require("--controller-images", controllerImages);
    require("--score-sample", scoreSample);
  }

  private static void require(String option, int value) {
    if (value < 0) {
      throw new InvalidInputException("%s must be at least 1, not %d".formatted(option, value));
    }
  }

  /** Returns the settings of runs that score nothing. */
  public static ScoringSettings none() {
    return new ScoringSettings(0, 0, 0, 0, "", 0);
  }

  /**
   * Checks that a method reads what was asked for.
   *
   * @param method the method
   * @throws InvalidInputException if it does not
   */
  void requireRead(Recipe method) {
    if (!method.derivation().scoresCandidates() && candidates + previewCandidates > 0) {
      throw new InvalidInputException(
          "%s: method %s derives its architecture without scoring candidates; expected with methods such as rsps, setn or enas"
              .formatted(candidates > 0 ? "--candidates" : "--preview-candidates", method.name()));
    }
    if (!method.architectureStep().readsController() && controllerImages > 0) {
      throw new InvalidInputException(
          "--controller-images: method %s has no controller that learns by reward; expected with methods such as enas"
              .formatted(method.name()));
    }
    if (scoreSample > 0 && !hasTable()) {
      throw new InvalidInputException(
          "--score-sample needs --table: without true accuracies there is nothing to compare with");
    }
  }

  boolean hasTable() {
    return !table.isEmpty();
  }

  /**
   * Returns how many architectures to score.
   *
   * @param known of how many the table holds the true accuracy
   * @throws InvalidInputException if more are asked for than there are
   */
  int sample(int known) {
    if (scoreSample > known) {
      throw new InvalidInputException(
          "--score-sample %d is more than the %d architectures whose test accuracy %s holds"
              .formatted(scoreSample, known, table));
    }
    return scoreSample == 0 ? Math.min(known, USUAL_SAMPLE) : scoreSample;
  }
}
