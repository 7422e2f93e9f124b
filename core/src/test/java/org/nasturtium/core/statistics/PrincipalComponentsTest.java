package org.nasturtium.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.search.Seed;

class PrincipalComponentsTest {
  private static final long SEED = 20_261_122;

  @Test
  void knownAxesAreFound() {
    // Spread 5 along (3, 4, 0) / 5, 2 along the third axis, 1 along (-4, 3, 0) / 5; center (7, 8,
    // 9).
    List<double[]> points =
        Stream.of(
                new double[][] {
                  {5, 0, 0}, {-5, 0, 0}, {0, 2, 0}, {0, -2, 0}, {0, 0, 1}, {0, 0, -1}
                })
            .map(
                along ->
                    new double[] {
                      7 + 0.6 * along[0] - 0.8 * along[2],
                      8 + 0.8 * along[0] + 0.6 * along[2],
                      9 + along[1]
                    })
            .toList();
    PrincipalComponents found = PrincipalComponents.of(points, 2);
    assertThat(found.project(points.get(0))).containsExactly(new double[] {5, 0}, within(1e-12));
    assertThat(found.project(points.get(3))).containsExactly(new double[] {0, -2}, within(1e-12));
    assertThat(found.project(points.get(4))).containsExactly(new double[] {0, 0}, within(1e-12));
    assertThat(found.share(0)).isCloseTo(25.0 / 30, within(1e-12));
    assertThat(found.share(1)).isCloseTo(4.0 / 30, within(1e-12));
  }

  @Test
  void allComponentsKeepAllDistances() {
    RandomGenerator random = Seed.of(SEED).random();
    List<double[]> points =
        Stream.generate(() -> random.doubles(6, -1, 1).toArray()).limit(40).toList();
    PrincipalComponents found = PrincipalComponents.of(points, 6);
    for (int i = 1; i < points.size(); i++) {
      double before = distance(points.get(0), points.get(i));
      double after = distance(found.project(points.get(0)), found.project(points.get(i)));
      assertThat(after).as("seed %d, point %d", SEED, i).isCloseTo(before, within(1e-12));
    }
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  @Test
  void equalPointsHaveNoSpread() {
    PrincipalComponents found =
        PrincipalComponents.of(List.of(new double[] {1, 2}, new double[] {1, 2}), 1);
    assertThat(found.project(new double[] {1, 2})).containsExactly(0);
    assertThat(found.share(0)).isZero();
  }

  @Test
  void impossibleRequestsAreRefused() {
    double[] point = {1, 2};
    assertThatIllegalArgumentException().isThrownBy(() -> PrincipalComponents.of(List.of(), 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrincipalComponents.of(List.of(point), 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrincipalComponents.of(List.of(point, new double[] {1}), 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrincipalComponents.of(List.of(point, new double[] {1, Double.NaN}), 1));
  }
}
