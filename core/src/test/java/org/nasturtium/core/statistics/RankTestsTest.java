package org.nasturtium.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.statistics.WilcoxonSignedRank.Alternative;

/** Expected values were computed with scipy 1.17.1 where a test does not derive them. */
class RankTestsTest {
  private static final double[] BEFORE = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
  private static final double[] AFTER = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};

  @Test
  void fewPairsWithoutTiesAreTestedExactly() {
    WilcoxonSignedRank greater = WilcoxonSignedRank.test(BEFORE, AFTER, Alternative.GREATER);
    assertThat(greater).isEqualTo(new WilcoxonSignedRank(40, 5, 9, 0.01953125, true));
    assertThat(pValue(BEFORE, AFTER, Alternative.DIFFERENT)).isEqualTo(0.0390625);
    assertThat(pValue(BEFORE, AFTER, Alternative.LESS)).isEqualTo(0.986328125);
  }

  @Test
  void tiesShareRanksAndEqualPairsAreLeftOut() {
    double[] x = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    double[] y = {2, 2, 1, 5, 3, 9, 4, 9, 7, 7, 10, 16};
    WilcoxonSignedRank greater = WilcoxonSignedRank.test(x, y, Alternative.GREATER);
    assertThat(greater.plus()).isEqualTo(38.5);
    assertThat(greater.minus()).isEqualTo(27.5);
    assertThat(greater.pairs()).isEqualTo(11);
    assertThat(greater.exact()).isFalse();
    assertThat(greater.pValue()).isCloseTo(0.3108588330012019, within(1e-12));
    assertThat(pValue(x, y, Alternative.LESS)).isCloseTo(0.6891411669987981, within(1e-12));
    assertThat(pValue(x, y, Alternative.DIFFERENT)).isCloseTo(0.6217176660024037, within(1e-12));
  }

  @Test
  void twoEqualSeriesDoNotDiffer() {
    assertThat(WilcoxonSignedRank.test(AFTER, AFTER, Alternative.DIFFERENT).pValue()).isEqualTo(1);
  }

  @Test
  void swappingTheSeriesSwapsTheAlternatives() {
    assertThat(pValue(AFTER, BEFORE, Alternative.LESS))
        .isEqualTo(pValue(BEFORE, AFTER, Alternative.GREATER));
  }

  private static double pValue(double[] x, double[] y, Alternative alternative) {
    return WilcoxonSignedRank.test(x, y, alternative).pValue();
  }

  @Test
  void friedmanRanksTheMethodsOfEachProblem() {
    Friedman test =
        Friedman.test(
            new double[][] {
              {7.0, 9.9, 8.5, 5.1, 10.3},
              {5.3, 5.7, 4.7, 3.5, 7.7},
              {4.9, 7.6, 5.5, 2.8, 8.4},
              {8.8, 8.9, 8.1, 3.3, 9.1}
            });
    assertThat(test.averageRanks()).containsExactly(3.5, 2.0, 3.5, 5.0, 1.0);
    assertThat(test.chiSquare()).isCloseTo(15.2, within(1e-9));
    assertThat(test.pValue()).isCloseTo(0.004303882327589247, within(1e-12));
  }

  @Test
  void friedmanCorrectsForTies() {
    Friedman test =
        Friedman.test(
            new double[][] {{1, 1, 2}, {3, 2, 1}, {2, 2, 2}, {1, 2, 3}, {1, 5, 5}, {1, 2, 4}});
    assertThat(test.averageRanks().get(0)).isCloseTo(14.5 / 6, within(1e-12));
    assertThat(test.chiSquare()).isCloseTo(2.777777777777777, within(1e-9));
    assertThat(test.pValue()).isCloseTo(0.249352208777297, within(1e-9));
    assertThat(Friedman.test(new double[][] {{1, 1}, {2, 2}}).pValue()).isEqualTo(1);
  }

  @Test
  void rowsOfUnequalLengthAreRefused() {
    assertThatThrownBy(() -> Friedman.test(new double[][] {{1, 2}, {1, 2, 3}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected pairs, found 2 and 3 numbers");
  }

  /** The values of table 5 in Demsar, JMLR 7, 2006, for 2 to 10 methods. */
  @Test
  void criticalValuesEqualThePublishedTable() {
    double[] five = {1.960, 2.343, 2.569, 2.728, 2.850, 2.949, 3.031, 3.102, 3.164};
    double[] ten = {1.645, 2.052, 2.291, 2.459, 2.589, 2.693, 2.780, 2.855, 2.920};
    for (int methods = 2; methods <= 10; methods++) {
      assertThat(StudentizedRange.quantile(0.95, methods) / Math.sqrt(2))
          .as("%d methods at 0.05", methods)
          .isCloseTo(five[methods - 2], within(0.0015));
      assertThat(StudentizedRange.quantile(0.90, methods) / Math.sqrt(2))
          .as("%d methods at 0.10", methods)
          .isCloseTo(ten[methods - 2], within(0.0015));
    }
  }

  @Test
  void studentizedRangeOfTwoIsTheFoldedNormal() {
    assertThat(StudentizedRange.quantile(0.95, 2) / Math.sqrt(2))
        .isCloseTo(1.959963984540054, within(1e-9));
    assertThat(StudentizedRange.quantile(0.95, 5)).isCloseTo(3.857655510378623, within(1e-8));
  }

  @Test
  void methodsWithinTheCriticalDifferenceFormGroups() {
    List<Double> ranks = List.of(3.143, 2.000, 2.893, 1.964);
    CriticalDifference published = CriticalDifference.of(ranks, 14, 0.05);
    assertThat(published.difference()).isCloseTo(1.25, within(0.01));
    assertThat(published.groups()).containsExactly(List.of(3, 1, 2, 0));
    assertThat(CriticalDifference.of(ranks, 40, 0.05).groups())
        .containsExactly(List.of(3, 1), List.of(2, 0));
  }

  @Test
  void aMethodThatDiffersFromAllOthersIsInNoGroup() {
    assertThat(CriticalDifference.of(List.of(1.0, 3.0, 3.1), 200, 0.05).groups())
        .containsExactly(List.of(1, 2));
  }
}
