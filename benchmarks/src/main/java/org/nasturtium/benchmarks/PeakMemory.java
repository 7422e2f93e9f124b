package org.nasturtium.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.nasturtium.torch.engine.TorchException;

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
    List<String> command =
        List.of(
            ProcessHandle.current().info().command().orElse("java"),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            MemoryTask.class.getName(),
            task.name());
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      byte[] output = process.getInputStream().readAllBytes();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("the process of " + task + " failed");
      }
      return Double.parseDouble(new String(output, StandardCharsets.UTF_8).strip()) / 1024;
    } catch (IOException e) {
      throw new TorchException("cannot measure the memory of " + task, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring " + task, e);
    }
  }
}
