package org.nasturtium.torch.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.torch.contract.RecipeContract;
import org.nasturtium.torch.recipe.Applies;
import org.nasturtium.torch.recipe.Recipe;
import org.nasturtium.torch.recipe.SearchSettings;
import org.nasturtium.torch.supernet.ArchitectureStep;
import org.nasturtium.torch.supernet.FreeLogits;
import org.nasturtium.torch.supernet.SpaceRule;
import org.nasturtium.torch.supernet.ValidationGradient;
import org.nasturtium.torch.train.Schedule;

/** The toy method of the contributor guide keeps the contract, and is the one printed there. */
final class TopTwoTest extends RecipeContract {
  @Override
  protected OpenSpace space() {
    return new NatsTopology();
  }

  @Override
  protected List<Recipe> recipes() {
    return List.of(
        new Recipe(
            "top-two",
            "toy of the contributor guide: the mixture of the two most probable candidates",
            Applies.everywhere(),
            FreeLogits::new,
            new TopTwo(),
            new TopTwo(),
            settings -> new ValidationGradient(ArchitectureStep.Order.DRAWN),
            new SpaceRule(),
            Schedule.constant(1),
            Map.of(),
            SearchSettings.dartsCells()));
  }

  @Test
  void theGuidePrintsThisMethod() throws IOException {
    String guide = squeezed(Files.readString(Path.of("..", "CONTRIBUTING.md")));
    Path folder = Path.of("src", "test", "java", "org", "nasturtium", "torch", "example");
    String method = Files.readString(folder.resolve("TopTwo.java"));
    String row = Files.readString(folder.resolve("TopTwoTest.java"));
    assertThat(guide).contains(squeezed(method.substring(method.indexOf("public final class"))));
    assertThat(guide)
        .contains(
            squeezed(row.substring(row.indexOf("new Recipe("), row.indexOf("dartsCells()") + 13)));
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
