package org.nasturtium.torch.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NormalizationTest {
  @Test
  void momentsAreThoseOfAllPixels() {
    byte[] pixels = {0, (byte) 255, 0, (byte) 255, 51, 51, 51, 51};
    ImageSet set =
        ImageSet.of("s", Images.names(2), new ImageShape(2, 1, 2), pixels, new int[] {0, 1});
    Normalization found = Normalization.of(set);
    assertThat(found.mean().get(0)).isCloseTo((0 + 1 + 0.2 + 0.2) / 4, within(1e-12));
    assertThat(found.mean().get(1)).isCloseTo((0 + 1 + 0.2 + 0.2) / 4, within(1e-12));
    double variance = (0.35 * 0.35 + 0.65 * 0.65 + 2 * 0.15 * 0.15) / 4;
    assertThat(found.standardDeviation().get(0)).isCloseTo(Math.sqrt(variance), within(1e-12));
  }

  @Test
  void aConstantChannelDoesNotDivideByZero() {
    ImageSet set =
        ImageSet.of(
            "s", Images.names(2), new ImageShape(1, 1, 1), new byte[] {7, 7}, new int[] {0, 1});
    assertThat(Normalization.of(set).standardDeviation()).containsExactly(1.0 / 255);
    assertThat(Normalization.of(set).table(0)[7]).isCloseTo(0f, within(1e-5f));
  }

  @Test
  void theTableOfCifar10FollowsTheBenchmarksConstants() {
    float[] red = Normalization.CIFAR10.table(0);
    assertThat(red[0]).isCloseTo((float) (-125.3 / 63.0), within(1e-6f));
    assertThat(red[255]).isCloseTo((float) ((255 - 125.3) / 63.0), within(1e-6f));
    assertThat(Normalization.IMAGENET16.table(2)[104])
        .isCloseTo((float) (-0.01 / 65.09), within(1e-6f));
  }

  @Test
  void lengthsMustAgreeAndDeviationsBePositive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Normalization(List.of(0.1), List.of(0.1, 0.2)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Normalization(List.of(0.1), List.of(0.0)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Normalization(List.of(Double.NaN), List.of(1.0)));
  }
}
