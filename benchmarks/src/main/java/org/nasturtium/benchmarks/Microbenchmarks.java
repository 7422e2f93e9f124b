package org.nasturtium.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What takes less than a microsecond or a few, measured by JMH in a process of its own, on one
 * thread, warmed up.
 *
 * @param name the name of the benchmark
 * @param type the class with JMH's methods
 * @param what what they do
 * @param unit what they do per second
 * @param goal the goal, empty where there is none
 */
record Microbenchmarks(String name, Class<?> type, String what, String unit, String goal)
    implements Benchmark {
  private static final int WARM_UP = 3;
  private static final TimeValue ITERATION = TimeValue.seconds(1);

  @Override
  public List<Row> run(int rounds) {
    return results(rounds).stream()
        .sorted(Comparator.comparing(result -> method(result.getParams())))
        .map(result -> new Row(what, method(result.getParams()), rates(result), unit, null, goal))
        .toList();
  }

  private Collection<RunResult> results(int rounds) {
    try {
      return new Runner(
              new OptionsBuilder()
                  .include("^" + type.getName().replace(".", "\\.") + "\\.")
                  .mode(Mode.Throughput)
                  .timeUnit(TimeUnit.SECONDS)
                  .forks(1)
                  .threads(1)
                  .warmupIterations(WARM_UP)
                  .warmupTime(ITERATION)
                  .measurementIterations(rounds)
                  .measurementTime(ITERATION)
                  .verbosity(VerboseMode.SILENT)
                  .build())
          .run();
    } catch (RunnerException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String method(BenchmarkParams params) {
    return params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
  }

  private static Spread rates(RunResult result) {
    List<Double> rates = new ArrayList<>();
    result
        .getBenchmarkResults()
        .forEach(
            fork ->
                StreamSupport.stream(fork.getIterationResults().spliterator(), false)
                    .map(IterationResult::getPrimaryResult)
                    .forEach(iteration -> rates.add(iteration.getScore())));
    return Spread.of(rates.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
