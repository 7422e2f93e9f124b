package org.nasturtium.benchmarks;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.Hardware;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code benchmarks/run}: measures and prints one table. */
@Command(
    name = "benchmarks/run",
    mixinStandardHelpOptions = true,
    description = "Measures speed and memory against the goals and prints one table.")
public final class Benchmarks implements Callable<Integer> {
  @Option(names = "--json", description = "print JSON instead of a table")
  private boolean json;

  @Option(
      names = "--rounds",
      defaultValue = "15",
      description = "how often each variant is measured (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--threads",
      description = "threads within an operation (default: one per processor)")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--architectures",
      defaultValue = "40",
      description =
          "how many architectures are scored with shared weights (default: ${DEFAULT-VALUE})")
  private int architectures;

  @Option(
      names = "--table",
      paramLabel = "FILE",
      description = "a topology table made by 'nasturtium bench import', for the row table")
  private @Nullable Path table;

  @Option(
      names = "--only",
      split = ",",
      description =
          "some of steps-gdas, steps-darts-v1, darts-v1-by-gdas, darts-v2-by-darts-v1, scoring, graph, leaks, memory, data, cost, queries, store, kernel, nasgem, table")
  private List<String> only = List.of();

  /**
   * Runs the command.
   *
   * @param arguments its options
   */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Benchmarks())
            .setExecutionExceptionHandler(Benchmarks::report)
            .execute(arguments));
  }

  private static int report(Exception fault, CommandLine command, CommandLine.ParseResult arguments)
      throws Exception {
    if (fault instanceof InvalidInputException) {
      command.getErr().println(fault.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    throw fault;
  }

  @Override
  public Integer call() {
    if (rounds < 1) {
      throw new InvalidInputException("--rounds: expected at least 1, found " + rounds);
    }
    if (architectures < 1) {
      throw new InvalidInputException(
          "--architectures: expected at least 1, found " + architectures);
    }
    Engine.Options best = Engine.Options.best().withThreads(threads);
    List<Row> rows = new ArrayList<>();
    double before = load();
    for (Benchmark benchmark : chosen(best)) {
      System.err.println(benchmark.name());
      rows.addAll(benchmark.run(rounds));
    }
    Report report =
        new Report(
            Hardware.processor(), threads, best.precision().toString(), before, load(), rows);
    System.out.print(json ? report.json() + "\n" : report.text());
    return CommandLine.ExitCode.OK;
  }

  private List<Benchmark> chosen(Engine.Options best) {
    List<Benchmark> all = new ArrayList<>(withoutFiles(best));
    if (table != null) {
      all.add(new TableTimes(table, threads));
    } else if (only.contains("table")) {
      throw new InvalidInputException("--only table: expected --table FILE");
    }
    List<String> names = all.stream().map(Benchmark::name).toList();
    for (String name : only) {
      if (!names.contains(name)) {
        throw new InvalidInputException("--only: expected some of " + names + ", found " + name);
      }
    }
    return all.stream().filter(each -> only.isEmpty() || only.contains(each.name())).toList();
  }

  private List<Benchmark> withoutFiles(Engine.Options best) {
    return List.of(
        new SupernetSteps("gdas", "at least 2.5", best),
        new SupernetSteps("darts-v1", "at least 2.0", best),
        new MethodSteps("gdas", "darts-v1", 3, best),
        new MethodSteps("darts-v1", "darts-v2", 2.6, best),
        new SharedScoring(architectures, best),
        new GraphOverhead(best),
        new Leaks(best),
        new PeakMemory(),
        new DataPipeline(),
        new GraphRates(),
        new Microbenchmarks(
            "queries", TypedQueries.class, "typed queries of a table", "queries/s", ">= 5e6"),
        new StoreRates(),
        new Microbenchmarks(
            "kernel",
            KernelPairs.class,
            "kernels of DAGs of 30 nodes, h = 3",
            "pairs/s",
            ">= 50000"),
        new GraphPrediction(best));
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
