package org.nasturtium.app.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.core.search.Seed;
import org.nasturtium.torch.data.ImageSet;
import org.nasturtium.torch.recipe.Recipes;
import org.nasturtium.torch.supernet.CandidateOptions.Batches;
import org.nasturtium.torch.supernet.CandidateScore;
import org.nasturtium.torch.supernet.ScoringImages;
import org.nasturtium.torch.supernet.SharedWeights;

/**
 * Scores architectures with the shared weights of a search, on the images its policy learned from:
 * all on the same ones, so that differences are the architectures'.
 */
final class SharedScores {
  private static final String STAGE = "score";

  /** How many architectures are scored between two looks at the control. */
  private static final int AT_ONCE = 25;

  /** The images of a batch when all are read. */
  private static final int BATCH = 512;

  private final RunSettings settings;
  private final RunInputs inputs;
  private final Path checkpoint;

  /**
   * Creates the scorer of a search.
   *
   * @param settings the settings of the search
   * @param inputs what it works on
   * @param folder the folder of its run
   */
  SharedScores(RunSettings settings, RunInputs inputs, RunFolder folder) {
    this.settings = settings;
    this.inputs = inputs;
    this.checkpoint = folder.file(SearchRun.CHECKPOINT);
  }

  /**
   * Returns the score of each architecture as the method of the search compares them: the accuracy
   * in percent for most.
   *
   * @param architectures the architectures
   * @param images the images of the one batch that scores, 0 for all images
   * @param control whom to tell
   * @throws InvalidInputException if the search left no shared weights
   * @throws StoppedException if asked to stop
   */
  List<Double> of(List<Architecture> architectures, int images, RunControl control) {
    try (SharedWeights shared =
        SharedWeights.read(
            checkpoint,
            Map.of(
                "kind",
                "search",
                "space",
                settings.space(),
                "data-fingerprint",
                inputs.fingerprint()),
            inputs.openSpace().supernet(inputs.searchSkeleton().searching()),
            inputs.engine())) {
      ScoringImages scoring = images(images);
      CandidateScore score = Recipes.byName(settings.method()).derivation().score();
      List<double[]> measured = new ArrayList<>();
      for (int from = 0; from < architectures.size(); from += AT_ONCE) {
        if (control.stopRequested()) {
          throw new StoppedException("stopped while scoring; the search is saved in " + checkpoint);
        }
        int to = Math.min(architectures.size(), from + AT_ONCE);
        measured.addAll(score.measured(shared, architectures.subList(from, to), scoring));
        control.steps(STAGE, to, architectures.size());
      }
      return score.combined(measured);
    }
  }

  /** Where a sample of architectures is drawn from: the same for a search as for its folder. */
  static Seed sampleSeed(long root) {
    return Seed.of(root).child("score sample");
  }

  private ScoringImages images(int count) {
    ImageSet half = inputs.halves().second(inputs.training());
    return new ScoringImages(
        half,
        inputs.data().normalization(),
        count == 0 ? Batches.WHOLE_SET : Batches.COMMON,
        Math.min(half.size(), count == 0 ? BATCH : count),
        inputs.seed().child("score images"));
  }
}
