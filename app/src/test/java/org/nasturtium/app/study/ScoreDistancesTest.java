package org.nasturtium.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nasturtium.app.report.Plot.Point;
import org.nasturtium.core.search.Seed;

class ScoreDistancesTest {
  private static final Seed SEED = Seed.of(20_261_122);

  @Test
  void fewPairsAreAllThereAndManyAreDrawnWithoutRepetition() {
    assertThat(ScoreDistances.pairs(4, 6, SEED))
        .containsExactlyInAnyOrder(
            pair(0, 1), pair(0, 2), pair(0, 3), pair(1, 2), pair(1, 3), pair(2, 3));
    List<ScoreDistances.Pair> drawn = ScoreDistances.pairs(1000, 500, SEED);
    assertThat(drawn).hasSize(500).doesNotHaveDuplicates();
    assertThat(drawn).allMatch(each -> each.first() < each.second() && each.second() < 1000);
    assertThat(ScoreDistances.pairs(1000, 500, SEED)).isEqualTo(drawn);
  }

  private static ScoreDistances.Pair pair(int first, int second) {
    return new ScoreDistances.Pair(first, second);
  }

  @Test
  void cosinesAndDistancesAreThoseOfTheTrialsAndZerosHaveNone() {
    List<double[]> vectors =
        List.of(new double[] {1, 0}, new double[] {2, 0}, new double[] {0, 3}, new double[] {0, 0});
    List<Double> scores = List.of(10.0, 12.0, 4.0, 1.0);
    ScoreDistances found = ScoreDistances.of(vectors, scores, ScoreDistances.pairs(4, 6, SEED));
    assertThat(found.points())
        .containsExactlyInAnyOrder(new Point(1, 2), new Point(0, 6), new Point(0, 8));
    assertThat(found.spearman().orElseThrow()).isBetween(-1.0, -0.8);
    assertThat(ScoreDistances.of(vectors, scores, List.of()).spearman()).isEmpty();
  }

  @Test
  void mediansAreThoseOfNeighboringCosines() {
    ScoreDistances found =
        new ScoreDistances(
            List.of(
                new Point(0.9, 1),
                new Point(0.1, 8),
                new Point(0.7, 3),
                new Point(0.2, 9),
                new Point(0.3, 100)));
    assertThat(found.medians(2))
        .containsExactly(new Point(0.15000000000000002, 8.5), new Point(0.7, 3));
    assertThat(found.medians(1)).containsExactly(new Point(0.3, 8));
    assertThat(new ScoreDistances(List.of()).medians(3)).isEmpty();
  }
}
