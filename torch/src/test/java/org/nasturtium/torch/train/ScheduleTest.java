package org.nasturtium.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ScheduleTest {
  private static final org.assertj.core.data.Offset<Double> EXACT = within(1e-12);

  @Test
  void aCosineFallsFromTheFirstValueTowardsTheLast() {
    Schedule cosine = Schedule.cosine(0.025, 0.001);
    assertThat(cosine.at(0, 0, 100)).isEqualTo(0.025);
    assertThat(cosine.at(50, 0, 100)).isCloseTo(0.013, EXACT);
    assertThat(cosine.at(25, 0, 100)).isCloseTo(0.001 + 0.012 * (1 + Math.sqrt(0.5)), EXACT);
    assertThat(cosine.at(99, 0, 100)).isBetween(0.001, 0.00101);
    assertThat(cosine.at(7, 0.9, 100)).isEqualTo(cosine.at(7, 0, 100));
  }

  @Test
  void theTemperatureOfGdasFallsOnALine() {
    Schedule line = Schedule.linear(10, 0.1);
    for (int epoch = 0; epoch < 100; epoch++) {
      assertThat(line.at(epoch, 0.5, 100)).isCloseTo(10 - 9.9 * epoch / 99, EXACT);
    }
    assertThat(line.at(0, 0, 1)).as("a single epoch").isEqualTo(10);
  }

  @Test
  void aWarmUpRisesBatchByBatchAndLeavesTheRestToTheNextSchedule() {
    Schedule schedule = Schedule.warmup(4, 0.2, Schedule.cosine(0.2, 0));
    assertThat(schedule.at(0, 0, 14)).isZero();
    assertThat(schedule.at(1, 0.5, 14)).isCloseTo(0.2 * 1.5 / 4, EXACT);
    assertThat(schedule.at(4, 0, 14)).isEqualTo(0.2);
    assertThat(schedule.at(9, 0, 14)).isCloseTo(0.1, EXACT);
    assertThat(Schedule.warmup(0, 0.2, Schedule.constant(0.3)).at(0, 0, 1)).isEqualTo(0.3);
    assertThat(Schedule.warmup(5, 1, Schedule.constant(1)).at(2, 0, 3)).isCloseTo(0.4, EXACT);
  }
}
