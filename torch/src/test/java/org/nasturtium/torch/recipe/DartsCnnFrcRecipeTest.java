package org.nasturtium.torch.recipe;

import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.library.DartsCnn;
import org.nasturtium.torch.contract.RecipeContract;

final class DartsCnnFrcRecipeTest extends RecipeContract {
  @Override
  protected OpenSpace space() {
    return DartsCnn.fixedReduction();
  }
}
