/**
 * The recipe table and the one loop that runs every row of it.
 *
 * <p>A weight-sharing method is one row of {@link org.nasturtium.torch.recipe.Recipes}; {@link
 * org.nasturtium.torch.recipe.SupernetSearch} never asks which.
 */
@NullMarked
package org.nasturtium.torch.recipe;

import org.jspecify.annotations.NullMarked;
