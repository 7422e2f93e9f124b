package org.nasturtium.torch.recipe;

import org.nasturtium.torch.supernet.ArchitectureStep;
import org.nasturtium.torch.supernet.ReinforcePerEpoch;

/** Makes the steps of REINFORCE, the only ones that read the settings of a controller. */
record ByReward() implements Recipe.StepFactory {
  @Override
  public ArchitectureStep create(SearchSettings settings) {
    return new ReinforcePerEpoch(settings.controller());
  }

  @Override
  public boolean readsController() {
    return true;
  }
}
