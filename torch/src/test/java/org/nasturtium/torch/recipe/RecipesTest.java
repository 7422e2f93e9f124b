package org.nasturtium.torch.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.library.DartsCnn;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.torch.train.Sgd;

final class RecipesTest {
  @Test
  void rowsAreFoundByTheirNames() {
    assertThat(Recipes.all()).extracting(Recipe::name).doesNotHaveDuplicates();
    Recipes.all().forEach(row -> assertThat(Recipes.byName(row.name())).isSameAs(row));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Recipes.byName("dart"))
        .withMessageContaining("unknown method 'dart': expected one of darts-v1, gdas");
  }

  @Test
  void theSettingsOnNatsBenchAreThePublishedOnes() {
    for (Recipe recipe : Recipes.all()) {
      SearchSettings settings = recipe.settingsFor(new NatsTopology());
      assertThat(settings)
          .isEqualTo(
              new SearchSettings(
                  100,
                  64,
                  Sgd.Momentum.NESTEROV,
                  0.025,
                  0.001,
                  5e-4,
                  0,
                  3e-4,
                  1e-3,
                  StepOrder.WEIGHTS_FIRST));
      assertThat(settings.policyOptions().beta1()).isEqualTo(0.5);
    }
  }

  @Test
  void theSettingsOnCellsDependOnTheMethod() {
    DartsCnn cells = DartsCnn.eightOperations();
    assertThat(Recipes.byName("darts-v1").settingsFor(cells).epochs()).isEqualTo(50);
    assertThat(Recipes.byName("darts-v1").settingsFor(cells).order())
        .isEqualTo(StepOrder.ARCHITECTURE_FIRST);
    assertThat(Recipes.byName("gdas").settingsFor(cells).epochs()).isEqualTo(240);
    assertThat(Recipes.byName("gdas").settingsFor(cells).gradientClip()).isEqualTo(5);
  }

  @Test
  void theTemperatureOfGdasFallsFromTenToATenth() {
    Recipe gdas = Recipes.byName("gdas");
    assertThat(gdas.temperature().at(0, 0, 100)).isEqualTo(10);
    assertThat(gdas.temperature().at(99, 0, 100)).isEqualTo(10 - 9.9);
  }
}
