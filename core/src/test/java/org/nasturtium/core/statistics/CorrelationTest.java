package org.nasturtium.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.search.Seed;

class CorrelationTest {
  private static final double[] X = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  private static final double[] Y = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3};

  @Test
  void kendallCountsPairsAlsoInALongSeries() {
    long seed = 17;
    RandomGenerator random = Seed.of(seed).random();
    double[] x = random.doubles(2_000).map(v -> Math.rint(v * 40)).toArray();
    double[] y = random.doubles(2_000).map(v -> Math.rint(v * 25)).toArray();
    assertThat(Correlation.KENDALL.of(x, y).orElseThrow())
        .as("seed " + seed)
        .isCloseTo(tauByCounting(x, y), within(1e-12));
  }

  private static double tauByCounting(double[] x, double[] y) {
    double agreement = 0;
    double untiedX = 0;
    double untiedY = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < i; j++) {
        agreement += Math.signum(x[i] - x[j]) * Math.signum(y[i] - y[j]);
        untiedX += x[i] == x[j] ? 0 : 1;
        untiedY += y[i] == y[j] ? 0 : 1;
      }
    }
    return agreement / Math.sqrt(untiedX * untiedY);
  }

  @Test
  void zerosOfBothSignsAreTied() {
    double[] signed = {0.0, -0.0, 1, 2};
    double[] plain = {0.0, 0.0, 1, 2};
    double[] other = {4, 3, 5, 6};
    for (Correlation each : Correlation.values()) {
      assertThat(each.of(signed, other)).as(each.text()).isEqualTo(each.of(plain, other));
    }
  }

  /** Computed with scipy 1.17.1. */
  @Test
  void fisherIntervalOfPearsonEqualsAReference() {
    double r = Correlation.PEARSON.of(X, Y).orElseThrow();
    ConfidenceInterval interval = Correlation.PEARSON.interval(r, X.length, 0.95);
    assertThat(interval.low()).isCloseTo(-0.3740353709294618, within(1e-9));
    assertThat(interval.high()).isCloseTo(0.7963251948407858, within(1e-9));
  }

  @Test
  void intervalsOfRankCorrelationsHaveTheirOwnWidths() {
    ConfidenceInterval spearman = Correlation.SPEARMAN.interval(0.6, 20, 0.95);
    ConfidenceInterval kendall = Correlation.KENDALL.interval(0.6, 20, 0.95);
    assertThat(spearman.low()).isCloseTo(0.1749542867311621, within(1e-12));
    assertThat(kendall.high()).isCloseTo(0.7686665526934151, within(1e-12));
  }

  @Test
  void aPerfectCorrelationHasAnIntervalOfOnePoint() {
    assertThat(Correlation.SPEARMAN.interval(1, 10, 0.95))
        .isEqualTo(new ConfidenceInterval(1, 1, 0.95));
    assertThat(Correlation.PEARSON.interval(-1, 10, 0.95))
        .isEqualTo(new ConfidenceInterval(-1, -1, 0.95));
  }

  @Test
  void seriesOfUnequalLengthAndNumbersThatAreNoneAreRefused() {
    assertThatThrownBy(() -> Correlation.PEARSON.of(X, new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected pairs, found 10 and 3 numbers");
    assertThatThrownBy(() -> Correlation.KENDALL.of(new double[] {1, Double.NaN}, new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("NaN is not a finite number");
  }

  @Test
  void bootstrapIntervalsCoverTheSampleAndRepeatWithTheSeed() {
    Bootstrap bootstrap = new Bootstrap(500, 0.9);
    for (Correlation each : Correlation.values()) {
      ConfidenceInterval interval = bootstrap.correlation(each, X, Y, Seed.of(3).random());
      assertThat(interval.contains(each.of(X, Y).orElseThrow())).as(each.text()).isTrue();
      assertThat(bootstrap.correlation(each, X, Y, Seed.of(3).random())).isEqualTo(interval);
    }
  }

  @Test
  void bootstrapIntervalOfTheMeanIsAboutThatOfTheNormalDistribution() {
    long seed = 5;
    RandomGenerator random = Seed.of(seed).random();
    double[] values =
        java.util.stream.DoubleStream.generate(random::nextGaussian).limit(400).toArray();
    Moments moments = Moments.of(values);
    ConfidenceInterval interval = new Bootstrap(2_000, 0.95).mean(values, random);
    assertThat(interval.low())
        .as("seed " + seed)
        .isCloseTo(moments.mean() - 1.96 * moments.standardError(), within(0.02));
    assertThat(interval.high())
        .as("seed " + seed)
        .isCloseTo(moments.mean() + 1.96 * moments.standardError(), within(0.02));
  }

  @Test
  void momentsDivideByTheCount() {
    Moments moments = Moments.of(93.61, 93.67, 92.41);
    assertThat(moments.mean()).isCloseTo(93.23, within(1e-9));
    assertThat(moments.deviation()).isCloseTo(0.5803, within(1e-4));
    assertThat(Moments.of(1, 3).sampleDeviation()).isCloseTo(Math.sqrt(2), within(1e-12));
    assertThat(Moments.of(7).standardError()).isZero();
    assertThatThrownBy(() -> Moments.of()).hasMessage("expected at least 1 numbers, found 0");
  }
}
