package org.nasturtium.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.nasturtium.core.progress.Stopwatch;

/**
 * Measures variants of one computation in turns, each round in a rotated order, so that a neighbor
 * on the machine disturbs all of them alike.
 */
final class Alternation {
  private static final int WARM_UP = 2;
  private static final double MILLIS = 1e3;

  private final List<Variant> variants = new ArrayList<>();
  private final int repetitions;
  private final int warmUp;

  private record Variant(String name, Runnable run) {}

  /**
   * Creates an alternation.
   *
   * @param repetitions how often a variant runs in a round; rows tell the time of one
   */
  Alternation(int repetitions) {
    this(repetitions, WARM_UP);
  }

  /**
   * Creates an alternation.
   *
   * @param repetitions how often a variant runs in a round
   * @param warmUp how many rounds run before the first that counts
   */
  Alternation(int repetitions, int warmUp) {
    this.repetitions = repetitions;
    this.warmUp = warmUp;
  }

  Alternation with(String variant, Runnable run) {
    variants.add(new Variant(variant, run));
    return this;
  }

  /** Returns a row per variant in milliseconds, compared with the first variant. */
  List<Row> rows(String benchmark, String goal, int rounds) {
    int count = variants.size();
    double[][] wall = new double[count][rounds];
    double[] cpu = new double[count];
    for (int round = -warmUp; round < rounds; round++) {
      for (int i = 0; i < count; i++) {
        int turn = Math.floorMod(round + i, count);
        measure(turn, round, wall, cpu);
      }
    }
    List<Row> rows = new ArrayList<>();
    Spread first = Spread.of(wall[0]);
    for (int i = 0; i < count; i++) {
      Spread spread = Spread.of(wall[i]);
      Row.Ratio ratio =
          new Row.Ratio(
              first.minimum() / spread.minimum(),
              first.median() / spread.median(),
              cpu[0] / cpu[i]);
      rows.add(new Row(benchmark, variants.get(i).name(), spread, "ms", ratio, i == 0 ? "" : goal));
    }
    return rows;
  }

  private void measure(int turn, int round, double[][] wall, double[] cpu) {
    Runnable run = variants.get(turn).run();
    double before = processorSeconds();
    Stopwatch watch = Stopwatch.start();
    for (int k = 0; k < repetitions; k++) {
      run.run();
    }
    if (round >= 0) {
      wall[turn][round] = watch.seconds() * MILLIS / repetitions;
      cpu[turn] += processorSeconds() - before;
    }
  }

  private static double processorSeconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }
}
