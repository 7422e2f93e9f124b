package org.nasturtium.bench.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.search.Seed;

class TraceTest {
  private static final double[] VALUES = {10, 20, 40};
  private static final Trace TRACE = trace(100, 250, 400);

  private static Trace trace(double... times) {
    return Trace.of(times, IntStream.range(0, times.length).toArray());
  }

  private static void reads(Trace trace, double seconds, double expected) {
    assertThat(trace.read(seconds, row -> VALUES[row]))
        .as("read at %s s", seconds)
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void aReadingBetweenTwoPointsLiesOnTheirLine() {
    reads(TRACE, 300, 20 + 20 * 50 / 150.0);
    reads(TRACE, 190, 16);
  }

  @Test
  void ofTwoEquallyClosePointsTheEarlierIsTheFirst() {
    reads(TRACE, 325, 30);
    reads(TRACE, 175, 15);
  }

  @Test
  void aReadingOutsideAllPointsGoesOnAlongTheLastLine() {
    reads(TRACE, 500, 40 + 20 * 100 / 150.0);
    reads(TRACE, 50, 10 - 10 * 50 / 150.0);
  }

  @Test
  void twoPointsBeforeTheReadingAreTakenWhenTheyAreTheClosest() {
    reads(trace(100, 190, 400), 200, 20 + 10 * 10 / 90.0);
  }

  @Test
  void twoPointsAfterTheReadingAreTakenWhenTheyAreTheClosest() {
    reads(trace(100, 210, 220), 205, 20 - 20 * 5 / 10.0);
  }

  @Test
  void aReadingAtAPointIsItsValue() {
    reads(TRACE, 250, 20);
    reads(TRACE, 400, 40);
  }

  @Test
  void aTraceOfOnePointHasOneValue() {
    reads(trace(70), 0, 10);
    reads(trace(70), 500, 10);
  }

  @Test
  void pointsOfTheSameTimeDoNotDivideByZero() {
    reads(trace(100, 100), 120, 20);
    reads(trace(100, 100), 80, 10);
  }

  @Test
  void readingsFollowTheRuleOfSortingAllPointsByTheirDistance() {
    long seed = 23;
    RandomGenerator random = Seed.of(seed).random();
    for (int round = 0; round < 500; round++) {
      double[] times =
          random
              .doubles(2 + random.nextInt(9), 0, 50)
              .map(Math::rint)
              .distinct()
              .sorted()
              .toArray();
      if (times.length < 2) {
        continue;
      }
      double[] values = random.doubles(times.length).toArray();
      double at = random.nextInt(0, 60);
      assertThat(trace(times).read(at, row -> values[row]))
          .as("seed %d, round %d", seed, round)
          .isCloseTo(bySorting(times, values, at), within(1e-9));
    }
  }

  private static double bySorting(double[] times, double[] values, double at) {
    List<Integer> order =
        IntStream.range(0, times.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> Math.abs(times[i] - at)))
            .toList();
    int a = order.get(0);
    int b = order.get(1);
    return values[a] + (values[b] - values[a]) * (at - times[a]) / (times[b] - times[a]);
  }

  @Test
  void theEvaluationThatReachesTheBudgetIsCounted() {
    assertThat(TRACE.evaluationsWithin(250)).isEqualTo(2);
    assertThat(TRACE.evaluationsWithin(251)).isEqualTo(3);
    assertThat(TRACE.evaluationsWithin(1_000)).isEqualTo(3);
    assertThat(TRACE.answer(249)).isEqualTo(1);
  }

  @Test
  void timeDoesNotRunBackward() {
    assertThatThrownBy(() -> trace(5, 4)).hasMessage("time runs backward from 5.0 s to 4.0 s");
    assertThatThrownBy(() -> trace()).hasMessage("a trace of 0 times and 0 rows");
  }
}
