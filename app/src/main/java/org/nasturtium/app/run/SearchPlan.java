package org.nasturtium.app.run;

import org.nasturtium.core.network.Shape;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.torch.recipe.Recipe;
import org.nasturtium.torch.recipe.SearchSettings;

/**
 * A search plan is what a preset says of a search; 0 stands for what is published for the method
 * and the space.
 *
 * @param channels channels of the first stage
 * @param cells cells per stage, 0 where channels are
 * @param epochs passes over the training half
 * @param batch images per step
 * @param weightRate first learning rate of the shared weights
 * @param policyRate learning rate of the policy
 * @param trainLimit the most training images, 0 for all
 */
public record SearchPlan(
    int channels,
    int cells,
    int epochs,
    int batch,
    double weightRate,
    double policyRate,
    int trainLimit) {
  /** Returns the plan that is as published in everything. */
  static SearchPlan published() {
    return new SearchPlan(0, 0, 0, 0, 0, 0, 0);
  }

  /** Returns the settings of a search. */
  public SearchSettings settings(Recipe recipe, OpenSpace space) {
    SearchSettings published = recipe.settingsFor(space);
    return published
        .withEpochs(epochs == 0 ? published.epochs() : epochs)
        .withBatchSize(batch == 0 ? published.batchSize() : batch)
        .withRates(
            weightRate == 0 ? published.weightRate() : weightRate,
            policyRate == 0 ? published.policyRate() : policyRate);
  }

  /** Returns the macro settings of the supernet, of which only the size means something. */
  public Skeleton skeleton(OpenSpace space, Shape input, int classes) {
    return channels == 0
        ? space.searchSkeleton(input, classes)
        : Skeleton.standalone(input, classes, channels, cells);
  }
}
