package org.nasturtium.torch.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.library.DartsCnn;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.torch.supernet.CandidateOptions;
import org.nasturtium.torch.supernet.ControllerOptions;
import org.nasturtium.torch.train.Sgd;

final class RecipesTest {
  @Test
  void rowsAreFoundByTheirNames() {
    assertThat(Recipes.all()).extracting(Recipe::name).doesNotHaveDuplicates();
    Recipes.all().forEach(row -> assertThat(Recipes.byName(row.name())).isSameAs(row));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Recipes.byName("dart"))
        .withMessageContaining("unknown method 'dart': expected one of darts-v1, darts-v2, gdas");
  }

  @Test
  void theSettingsOfTheWeightsOnNatsBenchAreThePublishedOnes() {
    OpenSpace nats = new NatsTopology();
    Recipes.all().stream()
        .filter(recipe -> recipe.applies().to().test(nats))
        .map(recipe -> recipe.settingsFor(nats))
        .forEach(
            settings -> {
              assertThat(settings.epochs()).isEqualTo(100);
              assertThat(settings.batchSize()).isEqualTo(64);
              assertThat(settings.weights().momentum()).isEqualTo(Sgd.Momentum.NESTEROV);
              assertThat(settings.weightRate()).isEqualTo(0.025);
              assertThat(settings.weights().rateEnd()).isEqualTo(0.001);
              assertThat(settings.weights().decay()).isEqualTo(5e-4);
              assertThat(settings.weights().clip()).isZero();
              assertThat(settings.policy().options().beta1()).isEqualTo(0.5);
              assertThat(settings.candidates().images()).isPositive();
              assertThat(settings.controller())
                  .isEqualTo(new ControllerOptions(50, 20, 512, 1e-4, 0.99, 5));
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsps", "setn", "enas"})
  void aHundredCandidatesAreScoredOnABatchEach(String method) {
    assertThat(Recipes.byName(method).settingsFor(new NatsTopology()).candidates())
        .isEqualTo(new CandidateOptions(100, 100, 512, CandidateOptions.Batches.OWN));
  }

  @ParameterizedTest
  @CsvSource({
    "gdas, WEIGHTS_FIRST, 3e-4, 1e-3, 1e-8",
    "setn, WEIGHTS_FIRST, 3e-4, 1e-3, 1e-8",
    "enas, EPOCHWISE, 1e-3, 0, 1e-3",
    "enas-as-scripted, EPOCHWISE, 3e-4, 1e-3, 1e-8",
    "nge, EPOCHWISE, 6e-4, 1e-3, 1e-8",
    "nge-baseline, EPOCHWISE, 6e-4, 1e-3, 1e-8",
  })
  void theSettingsOfThePolicyOnNatsBenchAreThoseOfItsPaper(
      String method, StepOrder order, double rate, double decay, double epsilon) {
    SearchSettings settings = Recipes.byName(method).settingsFor(new NatsTopology());
    assertThat(settings.order()).isEqualTo(order);
    assertThat(settings.policyRate()).isEqualTo(rate);
    assertThat(settings.policy().decay()).isEqualTo(decay);
    assertThat(settings.policy().epsilon()).isEqualTo(epsilon);
  }

  @Test
  void theSettingsOnCellsDependOnTheMethod() {
    DartsCnn cells = DartsCnn.eightOperations();
    assertThat(Recipes.byName("darts-v1").settingsFor(cells).epochs()).isEqualTo(50);
    assertThat(Recipes.byName("darts-v1").settingsFor(cells).order())
        .isEqualTo(StepOrder.ARCHITECTURE_FIRST);
    assertThat(Recipes.byName("gdas").settingsFor(cells).epochs()).isEqualTo(240);
    assertThat(Recipes.byName("gdas").settingsFor(cells).weights().clip()).isEqualTo(5);
    SearchSettings nge = Recipes.byName("nge").settingsFor(cells);
    assertThat(nge.epochs()).isEqualTo(25);
    assertThat(nge.weights().rateEnd()).isZero();
    assertThat(nge.policyRate()).isEqualTo(6e-4);
  }

  @Test
  void theTemperatureOfGdasFallsFromTenToATenth() {
    Recipe gdas = Recipes.byName("gdas");
    assertThat(gdas.temperature().at(0, 0, 100)).isEqualTo(10);
    assertThat(gdas.temperature().at(99, 0, 100)).isEqualTo(10 - 9.9);
  }
}
