package org.nasturtium.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.Cost;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.space.NetworkSpace;
import org.nasturtium.core.space.library.SearchSpaces;

final class TrainingPresetsTest {
  @Test
  void presetsAreFoundByTheirNames() {
    assertThat(TrainingPresets.all()).extracting(TrainingPreset::name).doesNotHaveDuplicates();
    TrainingPresets.all()
        .forEach(row -> assertThat(TrainingPresets.byName(row.name())).isSameAs(row));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> TrainingPresets.byName("darts-cifar"))
        .withMessageStartingWith(
            "unknown training preset 'darts-cifar': expected one of darts-cifar10, ");
  }

  /** The published sizes of the published cells under the presets of their papers. */
  @ParameterizedTest
  @CsvSource({
    "darts-cifar10, darts-cnn, DARTS_V2, 3349342, 528.4",
    "darts-cifar100, darts-cnn, DARTS_V2, 3401272, 528.4",
    "gdas-cifar10, darts-cnn, GDAS_V1, 3368782, 519.4",
    "nge-cifar10, darts-cnn, GDAS_V1, 3368782, 519.4",
    "gdas-cifar10, darts-cnn-frc, GDAS_F1, 2543014, 402.8",
    "darts-imagenet, darts-cnn, DARTS_V2, 4718752, 529.9",
    "gdas-imagenet, darts-cnn, GDAS_V1, 5345075, 581.0",
    "gdas-frc-imagenet, darts-cnn-frc, GDAS_F1, 4430386, 496.7",
    "nge-imagenet, darts-cnn, DARTS_V1, 4510432, 505.9",
  })
  void theNetworksHaveTheirPublishedSizes(
      String name, String spaceName, String cell, long parameters, double macs) {
    TrainingPreset preset = TrainingPresets.byName(name);
    NetworkSpace space = (NetworkSpace) SearchSpaces.byName(spaceName);
    NetworkGraph network =
        space.network(space.parse(cell), preset.skeleton(preset.images(), preset.classes()));
    assertThat(network.outputs()).containsKey(NetworkGraph.AUXILIARY);
    Cost cost = CostModel.of(network.only(NetworkGraph.LOGITS));
    assertThat(cost.parameters()).isEqualTo(parameters);
    assertThat(cost.macs() / 1e6).isCloseTo(macs, within(0.1)).isLessThan(600);
  }

  @Test
  void aPresetRefusesOtherImages() {
    TrainingPreset preset = TrainingPresets.byName("nge-cifar10");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> preset.skeleton(new Shape(3, 32, 32), 100))
        .withMessage(
            "preset nge-cifar10 is for images [3, 32, 32] of at most 10 classes, not [3, 32, 32] of 100");
  }

  @ParameterizedTest
  @CsvSource({
    "darts-cifar10, 0, 0, 0.025",
    "darts-cifar10, 300, 0, 0.0125",
    "gdas-cifar10-as-coded, 2, 0.5, 0.0125",
    "gdas-cifar10-as-coded, 5, 0, 0.025",
    "gdas-cifar10-as-coded, 294, 0, 2.5509e-5",
    "gdas-cifar10-as-coded, 295, 0, 0",
    "gdas-cifar10-as-coded, 299, 0.5, 0",
    "darts-imagenet, 10, 0, 0.073742",
    "nge-imagenet, 4, 0.5, 0.225",
    "nge-imagenet, 5, 0, 0.25",
    "nge-imagenet, 152, 0, 0.1",
  })
  void theRatesFallAsPublished(String name, int epoch, double progress, double rate) {
    TrainingOptions options = TrainingPresets.byName(name).options();
    assertThat(options.schedule().at(epoch, progress, options.epochs()))
        .isCloseTo(rate, within(1e-6));
  }

  @Test
  void aReducedPresetKeepsItsRatePerImage() {
    TrainingOptions reduced = TrainingPresets.byName("nge-imagenet").options().reduced(3, 64);
    assertThat(reduced.learningRate()).isEqualTo(0.25 * 64 / 512);
    assertThat(reduced.epochs()).isEqualTo(3);
    assertThat(reduced.warmupEpochs()).isEqualTo(2);
    assertThat(reduced.dropPath()).isZero();
  }
}
