package org.nasturtium.torch.recipe;

import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.torch.contract.RecipeContract;

final class NatsTopologyRecipeTest extends RecipeContract {
  private final OpenSpace space = new NatsTopology();

  @Override
  protected OpenSpace space() {
    return space;
  }
}
