package org.nasturtium.torch.recipe;

import java.util.Map;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.torch.supernet.ArchitectureStep;
import org.nasturtium.torch.supernet.Derivation;
import org.nasturtium.torch.supernet.Policy;
import org.nasturtium.torch.supernet.Relaxation;
import org.nasturtium.torch.train.Schedule;

/**
 * A recipe is a weight-sharing method as data: one row of the table.
 *
 * @param name what users type, such as {@code gdas}
 * @param source the paper, and how this row deviates from it
 * @param policy the distribution over architectures
 * @param weightGate the gates of the weight step
 * @param architectureGate the gates of the architecture step
 * @param architectureStep how the policy learns
 * @param derivation how the answer is made of it
 * @param temperature the relaxation's temperature over the epochs
 * @param settings the published settings by space name
 * @param otherSettings the settings on every other space
 */
public record Recipe(
    String name,
    String source,
    PolicyFactory policy,
    Relaxation weightGate,
    Relaxation architectureGate,
    ArchitectureStep architectureStep,
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

  /** Copies the map. */
  public Recipe {
    settings = Map.copyOf(settings);
  }

  /**
   * Returns the published settings for a space.
   *
   * @param space the space
   */
  public SearchSettings settingsFor(OpenSpace space) {
    return settings.getOrDefault(space.name(), otherSettings);
  }
}
