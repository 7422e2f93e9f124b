package org.nasturtium.benchmarks;

import java.util.List;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.NativeMemory;

/** What 500 GDAS steps after warm-up leave behind; one cell per stage, batch 4, one thread. */
record Leaks(Engine.Options best) implements Benchmark {
  private static final int WARM_UP = 20;
  private static final int STEPS = 500;
  private static final double MIB = 1 << 20;

  @Override
  public String name() {
    return "leaks";
  }

  @Override
  public List<Row> run(int rounds) {
    try (SupernetTask task = new SupernetTask("gdas", Engine.start(best.withThreads(1)), 1, 4)) {
      steps(task, WARM_UP);
      long pointers = NativeMemory.pointers();
      long bytes = NativeMemory.residentBytes();
      steps(task, STEPS);
      double gained = NativeMemory.pointers() - pointers;
      double grown = (NativeMemory.residentBytes() - bytes) / MIB;
      return List.of(
          row("native pointers gained", gained, "pointers", "0"),
          row("resident memory growth", grown, "MiB", ""));
    }
  }

  private static void steps(SupernetTask task, int count) {
    for (int i = 0; i < count; i++) {
      task.bothSteps();
    }
  }

  private static Row row(String what, double value, String unit, String goal) {
    return new Row(what, STEPS + " gdas steps", Spread.of(value), unit, null, goal);
  }
}
