package org.nasturtium.torch.recipe;

import java.math.BigInteger;
import java.util.Map;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.torch.supernet.ArchitectureStep;
import org.nasturtium.torch.supernet.CandidateOptions;
import org.nasturtium.torch.supernet.Derivation;
import org.nasturtium.torch.supernet.Policy;
import org.nasturtium.torch.supernet.Relaxation;
import org.nasturtium.torch.train.Schedule;

/**
 * A recipe is a weight-sharing method as data: one row of the table.
 *
 * @param name what users type, such as {@code gdas}
 * @param source the paper, and how this row deviates from it
 * @param applies which spaces it can search
 * @param policy the distribution over architectures
 * @param weightGate the gates of the weight step
 * @param architectureGate the gates of the architecture step
 * @param architectureStep makes the step by which the policy learns
 * @param derivation how the answer is made of it
 * @param temperature the relaxation's temperature over the epochs
 * @param settings the published settings by space name
 * @param otherSettings the settings on every other space
 */
public record Recipe(
    String name,
    String source,
    Applies applies,
    PolicyFactory policy,
    Relaxation weightGate,
    Relaxation architectureGate,
    StepFactory architectureStep,
    Derivation derivation,
    Schedule temperature,
    Map<String, SearchSettings> settings,
    SearchSettings otherSettings) {
  /** Makes the policy of a space. */
  @FunctionalInterface
  public interface PolicyFactory {
    /**
     * Returns a new policy.
     *
     * @param space the space
     * @param type fp32 or fp64
     * @param seed where its initial numbers come from
     */
    Policy create(OpenSpace space, ScalarType type, Seed seed);
  }

  /** Makes the architecture step of a run. */
  @FunctionalInterface
  public interface StepFactory {
    /**
     * Returns a new step, which the run closes.
     *
     * @param settings the settings of the run
     */
    ArchitectureStep create(SearchSettings settings);

    /** Returns whether the steps read {@link SearchSettings#controller}; by default not. */
    default boolean readsController() {
      return false;
    }
  }

  /** Copies the map. */
  public Recipe {
    settings = Map.copyOf(settings);
  }

  /**
   * Returns the published settings for a space; a space smaller than the published number of
   * candidates has all of its architectures as candidates.
   *
   * @param space the space
   */
  public SearchSettings settingsFor(OpenSpace space) {
    SearchSettings published = settings.getOrDefault(space.name(), otherSettings);
    CandidateOptions candidates = published.candidates();
    int most = space.size().min(BigInteger.valueOf(Integer.MAX_VALUE)).intValueExact();
    return published.withCandidates(
        candidates.withCounts(
            Math.min(most, candidates.count()), Math.min(most, candidates.preview())));
  }

  /**
   * Checks that this method can search a space.
   *
   * @param space the space
   * @throws InvalidInputException if it cannot; the message says which it can
   */
  public void requireSearches(OpenSpace space) {
    if (!applies.to().test(space)) {
      throw new InvalidInputException(
          "method %s cannot search space %s: it searches %s"
              .formatted(name, space.name(), applies.where()));
    }
  }
}
