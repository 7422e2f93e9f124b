package org.nasturtium.torch.recipe;

import java.util.List;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.library.DartsCnn;
import org.nasturtium.torch.contract.RecipeContract;

final class DartsCnnFrcRecipeTest extends RecipeContract {
  @Override
  protected OpenSpace space() {
    return DartsCnn.fixedReduction();
  }

  /** The other rows see no difference between this space and the one of both cells. */
  @Override
  protected List<Recipe> recipes() {
    return List.of(Recipes.byName("gdas-frc"), Recipes.byName("nge"));
  }
}
