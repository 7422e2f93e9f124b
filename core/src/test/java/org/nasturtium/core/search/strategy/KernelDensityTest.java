package org.nasturtium.core.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;

/** The numbers were computed by hand from the formulas of the class. */
class KernelDensityTest {
  private static final List<Choice> CHOICES =
      List.of(Choice.of("three", "a", "b", "c"), Choice.of("two", "a", "b"));
  private static final List<Architecture> POINTS =
      List.of(
          Architecture.of(0, 0),
          Architecture.of(0, 1),
          Architecture.of(1, 0),
          Architecture.of(0, 0));

  /** The deviation of 0, 0, 0, 1 is sqrt(3) / 4; 1.06 of it times 4^(-1/6) is this. */
  private static final double H = 0.3643033538046297;

  private static KernelDensity density(
      List<Architecture> points, List<Choice> choices, double least, Bohb.Kernel kernel) {
    return new KernelDensity(points, choices, least, kernel);
  }

  @Test
  void theBandwidthFollowsTheRuleOfThumb() {
    for (Bohb.Kernel kernel : Bohb.Kernel.values()) {
      KernelDensity density = density(POINTS, CHOICES, 0.3, kernel);
      assertThat(density.bandwidth(0)).isCloseTo(H, within(1e-12));
      assertThat(density.bandwidth(1)).isCloseTo(H, within(1e-12));
    }
  }

  @Test
  void theFixedKernelSharesTheRestAmongAllCandidates() {
    KernelDensity density = density(POINTS, CHOICES, 0.3, Bohb.Kernel.FIXED);
    double near = (1 - H) * (1 - H);
    double first = H / 2 * (1 - H);
    double second = (1 - H) * H;
    double far = H / 2 * H;
    assertThat(density.density(Architecture.of(0, 0)))
        .isCloseTo((2 * near + second + first) / 4, within(1e-12))
        .isCloseTo(0.2889000205712691, within(1e-12));
    assertThat(density.density(Architecture.of(2, 1)))
        .isCloseTo((2 * far + first + far) / 4, within(1e-12))
        .isCloseTo(0.07871715262390401, within(1e-12));
  }

  @Test
  void theFixedKernelIsADistribution() {
    KernelDensity density = density(POINTS, CHOICES, 0.3, Bohb.Kernel.FIXED);
    double sum =
        IntStream.range(0, 6)
            .mapToDouble(i -> density.density(Architecture.of(i / 2, i % 2)))
            .sum();
    assertThat(sum).isCloseTo(1, within(1e-12));
  }

  @Test
  void asCodedTheRestIsSharedAmongWhatWasObserved() {
    KernelDensity density = density(POINTS, CHOICES, 0.3, Bohb.Kernel.AS_CODED);
    assertThat(density.density(Architecture.of(0, 0))).isCloseTo(0.3178483230976852, within(1e-12));
    assertThat(density.density(Architecture.of(2, 1)))
        .isCloseTo(0.15743430524780802, within(1e-12));
  }

  @Test
  void aSmallBandwidthIsRaisedToTheMinimum() {
    List<Architecture> equal = List.of(Architecture.of(1, 1), Architecture.of(1, 1));
    KernelDensity density = density(equal, CHOICES, 0.3, Bohb.Kernel.FIXED);
    assertThat(density.bandwidth(0)).isEqualTo(0.3);
    assertThat(density.density(Architecture.of(1, 1))).isCloseTo(0.7 * 0.7, within(1e-12));
    assertThat(density.density(Architecture.of(0, 0))).isCloseTo(0.15 * 0.3, within(1e-12));
  }

  /** The deviation of 0, 7, 0, 7 is 3.5; 1.06 of it times 4^(-1/5) exceeds 1. */
  @Test
  void aLargeBandwidthIsCappedByTheFixedKernelOnly() {
    List<Choice> eight =
        List.of(Choice.of("eight", IntStream.range(0, 8).mapToObj(String::valueOf).toList()));
    List<Architecture> ends =
        List.of(Architecture.of(0), Architecture.of(7), Architecture.of(0), Architecture.of(7));
    KernelDensity fixed = density(ends, eight, 0.3, Bohb.Kernel.FIXED);
    assertThat(fixed.bandwidth(0)).isEqualTo(0.875);
    assertThat(fixed.density(Architecture.of(3)))
        .isCloseTo(fixed.density(Architecture.of(0)), within(1e-12))
        .isCloseTo(0.125, within(1e-12));
    KernelDensity coded = density(ends, eight, 0.3, Bohb.Kernel.AS_CODED);
    assertThat(coded.bandwidth(0)).isCloseTo(2.8116542308767882, within(1e-12));
    assertThat(coded.density(Architecture.of(0)))
        .as("the mean of 1 - h and h / (2 - 1)")
        .isCloseTo((-1.8116542308767882 + 2.8116542308767882) / 2, within(1e-12));
    assertThat(coded.density(Architecture.of(3))).isCloseTo(2.8116542308767882, within(1e-12));
  }

  @Test
  void asCodedAPickThatWasNeverObservedMakesTheDensityInfinite() {
    List<Architecture> equal = List.of(Architecture.of(1, 1), Architecture.of(1, 1));
    KernelDensity coded = density(equal, CHOICES, 0.3, Bohb.Kernel.AS_CODED);
    assertThat(coded.density(Architecture.of(0, 1))).isInfinite();
    assertThat(coded.density(Architecture.of(1, 1))).isCloseTo(0.7 * 0.7, within(1e-12));
  }

  @Test
  void aChoiceOfOneCandidateDoesNotMatterToTheFixedKernel() {
    List<Choice> one = List.of(Choice.of("one", "a"), Choice.of("two", "a", "b"));
    KernelDensity density =
        density(List.of(Architecture.of(0, 0), Architecture.of(0, 0)), one, 0.3, Bohb.Kernel.FIXED);
    assertThat(density.density(Architecture.of(0, 0))).isCloseTo(0.7, within(1e-12));
  }
}
