package org.nasturtium.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nasturtium.core.space.NetworkSpace;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.library.SearchSpaces;
import org.nasturtium.torch.data.Augmentation;
import org.nasturtium.torch.recipe.Recipe;
import org.nasturtium.torch.recipe.Recipes;
import org.nasturtium.torch.recipe.SearchSettings;
import org.nasturtium.torch.train.TrainingPreset;
import org.nasturtium.torch.train.TrainingPresets;

/** A preset means what it says. */
class PresetsTest {
  static Stream<TrainingPreset> published() {
    return TrainingPresets.all().stream();
  }

  private static NetworkSpace space(Preset preset) {
    return NetworkSpace.of(SearchSpaces.byName(preset.space()));
  }

  @ParameterizedTest
  @MethodSource("published")
  void everyFieldOfAPublishedTrainingTakesEffect(TrainingPreset training) {
    Preset preset = Presets.byName(training.name());
    TrainingPlan plan = preset.trainingPlan(space(preset));

    assertThat(plan.settings().options(plan.epochs())).isEqualTo(training.options());
    assertThat(plan.settings().entry()).isEqualTo(training.stem());
    assertThat(plan.settings().augmentation(Augmentation.standard(training.images().height())))
        .isEqualTo(training.augmentation());
    assertThat(plan.channels()).isEqualTo(training.channels());
    assertThat(plan.cells()).isEqualTo(training.cells());
    assertThat(plan.auxiliaryHead()).isEqualTo(training.options().auxiliaryWeight() > 0);
  }

  @Test
  void everyPresetNamesAMethodThatSearchesItsSpace() {
    for (Preset preset : Presets.all()) {
      if (preset.search().isPresent()) {
        Recipes.byName(preset.method()).requireSearches((OpenSpace) space(preset));
      }
    }
  }

  @Test
  void theSmallPresetIsThatOfTheReference() {
    Preset small = Presets.byName("nats-topology-small");
    OpenSpace space = (OpenSpace) space(small);
    Recipe gdas = Recipes.byName("gdas");
    SearchSettings settings = small.searchPlan().settings(gdas, space);

    assertThat(settings)
        .isEqualTo(gdas.settingsFor(space).withEpochs(20).withCandidates(settings.candidates()));
    assertThat(settings.batchSize()).isEqualTo(64);
    assertThat(small.searchPlan().trainLimit()).isEqualTo(20_000);
    assertThat(small.searchPlan().searchOnly()).isTrue();
  }

  @Test
  void aReducedPlanKeepsTheRatePerImage() {
    Preset preset = Presets.byName("darts-cifar10");
    TrainingPlan reduced = preset.trainingPlan(space(preset)).reduced(3, 48);

    assertThat(reduced.epochs()).isEqualTo(3);
    assertThat(reduced.settings().retrainBatch()).isEqualTo(48);
    assertThat(reduced.settings().learningRate()).isCloseTo(0.0125, within(1e-15));
    assertThat(reduced.settings().dropPath()).isEqualTo(0.2);
  }
}
