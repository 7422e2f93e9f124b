package org.nasturtium.app.run;

import org.nasturtium.core.network.Shape;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.torch.recipe.Recipe;
import org.nasturtium.torch.recipe.SearchSettings;
import org.nasturtium.torch.supernet.CandidateOptions;

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
 * @param searchOnly whether nothing is trained unless epochs of it are given
 */
public record SearchPlan(
    int channels,
    int cells,
    int epochs,
    int batch,
    double weightRate,
    double policyRate,
    int trainLimit,
    boolean searchOnly) {
  private static final int PREVIEW = 10;

  /** Returns the plan that is as published in everything. */
  static SearchPlan published() {
    return new SearchPlan(0, 0, 0, 0, 0, 0, 0, false);
  }

  /** Returns the settings of a search. */
  public SearchSettings settings(Recipe recipe, OpenSpace space) {
    SearchSettings published = recipe.settingsFor(space);
    return published
        .withCandidates(preview(published.candidates()))
        .withEpochs(epochs == 0 ? published.epochs() : epochs)
        .withBatchSize(batch == 0 ? published.batchSize() : batch)
        .withRates(
            weightRate == 0 ? published.weightRate() : weightRate,
            policyRate == 0 ? published.policyRate() : policyRate);
  }

  /** After each epoch, a short search scores few candidates: it would spend most of its time. */
  private CandidateOptions preview(CandidateOptions published) {
    return epochs == 0
        ? published
        : published.withCounts(published.count(), Math.min(PREVIEW, published.preview()));
  }

  /** Returns the macro settings of the supernet, of which only the size means something. */
  public Skeleton skeleton(OpenSpace space, Shape input, int classes) {
    return channels == 0
        ? space.searchSkeleton(input, classes)
        : Skeleton.standalone(input, classes, channels, cells);
  }
}
