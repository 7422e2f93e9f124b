package org.nasturtium.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * The most memory that a GDAS search takes, against training one decided network of the same size,
 * each in a process of its own.
 *
 * <p>The rows "above idle" leave out what a process takes that only loads libtorch.
 */
record PeakMemory() implements Benchmark {
  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<Row> run(int rounds) {
    double idle = peak(MemoryTask.IDLE);
    double gdas = peak(MemoryTask.GDAS);
    List<Row> rows = new ArrayList<>();
    rows.add(row("peak memory", MemoryTask.GDAS, gdas, gdas, ""));
    for (MemoryTask task : List.of(MemoryTask.RESNET, MemoryTask.LARGEST)) {
      double peak = peak(task);
      rows.add(row("peak memory", task, peak, gdas, "gdas at most 1.5"));
      rows.add(row("peak memory above idle", task, peak - idle, gdas - idle, ""));
    }
    return rows;
  }

  private static Row row(String what, MemoryTask task, double peak, double gdas, String goal) {
    double ratio = gdas / peak;
    return new Row(
        what, task.title(), Spread.of(peak), "MiB", new Row.Ratio(ratio, ratio, Double.NaN), goal);
  }

  /** Returns the peak resident memory of a fresh process with a task, in MiB. */
  private static double peak(MemoryTask task) {
    String output =
        ChildProcess.output(
            MemoryTask.class, List.of("-Xmx256m", "-XX:+UseSerialGC"), List.of(task.name()));
    return Double.parseDouble(output) / 1024;
  }
}
