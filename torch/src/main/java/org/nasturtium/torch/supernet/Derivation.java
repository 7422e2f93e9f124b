package org.nasturtium.torch.supernet;

import java.util.Arrays;
import java.util.List;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.torch.data.ImageSet;
import org.nasturtium.torch.data.Normalization;

/** A derivation makes an architecture of a trained policy and of shared weights. */
@FunctionalInterface
public interface Derivation {
  /**
   * What a derivation works on.
   *
   * @param supernet the supernet and its policy
   * @param limits which architectures are allowed
   * @param candidates how many candidates to score
   * @param options on which images
   * @param validation the validation images
   * @param normalization how pixels become inputs
   * @param seed where draws come from
   */
  record Context(
      Supernet supernet,
      Limits limits,
      int candidates,
      CandidateOptions options,
      ImageSet validation,
      Normalization normalization,
      Seed seed) {
    /** Returns the logarithms of the policy's probabilities. */
    public double[][] logProbabilities() {
      return Arrays.stream(supernet.probabilities())
          .map(row -> Arrays.stream(row).map(Math::log).toArray())
          .toArray(double[][]::new);
    }

    /**
     * Returns the accuracy in percent of each architecture with the shared weights.
     *
     * @param architectures the architectures
     */
    public List<Double> accuracies(List<Architecture> architectures) {
      return scores(new SharedAccuracy(), architectures);
    }

    /**
     * Returns the score of each architecture with the shared weights.
     *
     * @param score how they are compared
     * @param architectures the architectures
     */
    public List<Double> scores(CandidateScore score, List<Architecture> architectures) {
      ScoringImages images =
          new ScoringImages(
              validation, normalization, options.batches(), options.images(), seed.child("images"));
      return score.of(supernet.shared(), architectures, images);
    }

    /**
     * Returns this context with one common batch of another size for all candidates.
     *
     * @param images the images of the batch
     */
    Context common(int images) {
      return new Context(
          supernet,
          limits,
          candidates,
          options.on(CandidateOptions.Batches.COMMON, Math.min(images, validation.size())),
          validation,
          normalization,
          seed.child("common", images));
    }
  }

  /**
   * Returns the architecture.
   *
   * @param context what to work on
   * @throws org.nasturtium.core.fault.InvalidInputException if no architecture is allowed
   */
  Architecture derive(Context context);

  /** Returns how this derivation compares architectures; by default by accuracy. */
  default CandidateScore score() {
    return new SharedAccuracy();
  }

  /** Returns whether the derivation scores a number of candidates; by default it does not. */
  default boolean scoresCandidates() {
    return false;
  }

  /**
   * Checks before a search that it can end; by default it can.
   *
   * @param space the space
   * @param options how many candidates are wanted
   * @throws org.nasturtium.core.fault.InvalidInputException if the space has fewer
   */
  default void require(OpenSpace space, CandidateOptions options) {}
}
