package org.nasturtium.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How long a benchmark table takes to open and its published searches to be reproduced, each round
 * in a process of its own, which has run nothing before; and the heap that all of it leaves.
 *
 * @param table the file of a topology table with CIFAR-10 and CIFAR-100
 * @param threads the threads that reproduce
 */
record TableTimes(Path table, int threads) implements Benchmark {
  private static final int RUNS = 500;

  @Override
  public String name() {
    return "table";
  }

  @Override
  public List<Row> run(int rounds) {
    double[][] all = IntStream.range(0, rounds).mapToObj(round -> once()).toArray(double[][]::new);
    return List.of(
        row("opened, first act of a process", all, 0, "s", "<= 0.1"),
        row("opened again", all, 1, "s", "<= 0.1"),
        row("500 runs x 3 strategies x 2 data sets", all, 2, "s", "<= 3"),
        row("heap at the end", all, 3, "MiB", "<= 100"));
  }

  private double[] once() {
    String output =
        ChildProcess.output(
            TableTask.class,
            List.of("-Xmx1g"),
            List.of(table.toString(), Integer.toString(RUNS), Integer.toString(threads)));
    return List.of(output.split(" ")).stream().mapToDouble(Double::parseDouble).toArray();
  }

  private static Row row(String variant, double[][] all, int column, String unit, String goal) {
    double[] values = IntStream.range(0, all.length).mapToDouble(i -> all[i][column]).toArray();
    return new Row("benchmark table", variant, Spread.of(values), unit, null, goal);
  }
}
