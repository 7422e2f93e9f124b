package org.nasturtium.benchmarks;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.nasturtium.bench.clock.Conventions;
import org.nasturtium.bench.parquet.TableFile;
import org.nasturtium.bench.reproduce.Reproduction;
import org.nasturtium.bench.reproduce.ReproductionReport;
import org.nasturtium.bench.reproduce.SearchMethods;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Dataset;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.Stopwatch;
import org.nasturtium.core.search.Seed;

/**
 * What a process of {@link TableTimes} does: opens a table as its first act, opens it again, then
 * reproduces the published searches on CIFAR-10 and CIFAR-100, and prints the seconds of each and
 * the heap in MiB.
 */
final class TableTask {
  private static final double MIB = 1 << 20;

  private TableTask() {}

  /**
   * Runs the task.
   *
   * @param arguments the file, the runs per method and data set, the threads
   * @throws IOException if the table cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    Stopwatch first = Stopwatch.start();
    BenchmarkTable table = TableFile.open(file);
    double cold = first.seconds();
    Stopwatch second = Stopwatch.start();
    TableFile.open(file);
    double again = second.seconds();
    Stopwatch watch = Stopwatch.start();
    ReproductionReport report =
        Reproduction.run(
            table,
            options(table, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2])),
            RunControl.none());
    double reproduced = watch.seconds();
    if (!report.omissions().isEmpty()) {
      throw new IllegalStateException("left out: " + report.omissions());
    }
    System.out.println(cold + " " + again + " " + reproduced + " " + heap(table));
  }

  /** Returns the heap that is in use beside a table, the table included. */
  private static double heap(BenchmarkTable table) {
    try {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      return (runtime.totalMemory() - runtime.freeMemory()) / MIB;
    } finally {
      Reference.reachabilityFence(table);
    }
  }

  private static Reproduction.Options options(BenchmarkTable table, int runs, int threads) {
    Conventions sides = Conventions.parse(List.of());
    List<Dataset> datasets = List.of(table.dataset("cifar10"), table.dataset("cifar100"));
    return new Reproduction.Options(
        SearchMethods.of(List.of("random", "evolution", "reinforce"), sides),
        datasets,
        runs,
        OptionalDouble.empty(),
        Seed.of(1),
        threads,
        sides);
  }
}
