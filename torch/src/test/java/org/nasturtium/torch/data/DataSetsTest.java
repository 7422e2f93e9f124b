package org.nasturtium.torch.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.Seed;

final class DataSetsTest {
  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    assertThat(DataSets.names())
        .contains("shapes", "cifar10", "cifar100", "imagenet16-120", "mnist", "image-folder");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> DataSets.load("cifar", null, DataSets.Request.of(Seed.of(1))))
        .withMessage(
            "unknown data set cifar: expected one of " + String.join(", ", DataSets.names()));
  }

  @Test
  void trainingAndTestSetMustFit() {
    ImageSet gray = Images.random(4, 2, new ImageShape(1, 2, 2), 1);
    ImageSet color = Images.random(4, 2, new ImageShape(3, 2, 2), 1);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new ImageData("x", gray, color, Normalization.none(1), Augmentation.none()));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new ImageData("x", gray, gray, Normalization.none(3), Augmentation.none()));
  }
}
