package org.nasturtium.bench.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.nasturtium.bench.clock.Trace;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.statistics.Moments;
import org.nasturtium.core.study.Simulation;
import org.nasturtium.core.study.StudyListener;

/** A run series is all runs of one method on one data set, and what was read from them. */
final class RunSeries {
  private static final int RUNS_PER_TASK = 10;

  /** What to run and how to read it. */
  record Plan(
      BenchmarkTable table,
      SearchMethod method,
      String dataset,
      Simulation simulation,
      FinalAccuracies finals,
      double seconds,
      List<Double> readings,
      Seed seed,
      int runs) {}

  private final Plan plan;
  private final double[] validation;
  private final double[] test;
  private final int[] evaluations;
  private final double[][] validationCurve;
  private final double[][] testCurve;

  RunSeries(Plan plan) {
    this.plan = plan;
    this.validation = new double[plan.runs];
    this.test = new double[plan.runs];
    this.evaluations = new int[plan.runs];
    this.validationCurve = new double[plan.readings.size()][plan.runs];
    this.testCurve = new double[plan.readings.size()][plan.runs];
  }

  /**
   * Makes the runs of several series on some threads. Every run writes to places of its own, so the
   * number of threads does not matter.
   */
  static void runAll(List<RunSeries> all, int threads, RunControl control) {
    List<Callable<Integer>> tasks = new ArrayList<>();
    long total = 0;
    for (RunSeries series : all) {
      total += series.plan.runs;
      for (int from = 0; from < series.plan.runs; from += RUNS_PER_TASK) {
        int first = from;
        int end = Math.min(first + RUNS_PER_TASK, series.plan.runs);
        tasks.add(() -> series.run(first, end, control));
      }
    }
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Integer>> futures = tasks.stream().map(executor::submit).toList();
      long done = 0;
      for (Future<Integer> future : futures) {
        done += finished(future);
        control.steps("reproduce", done, total);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private static int finished(Future<Integer> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoppedException("the reproduction was interrupted; it keeps nothing");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      if (e.getCause() instanceof Error fault) {
        throw fault;
      }
      throw new IllegalStateException("a run failed", e.getCause());
    }
  }

  private int run(int from, int end, RunControl control) {
    for (int run = from; run < end; run++) {
      if (control.stopRequested()) {
        throw new StoppedException("the reproduction was asked to stop; it keeps nothing");
      }
      read(run, search(plan.seed.child("run", run)));
    }
    return end - from;
  }

  private Trace search(Seed seed) {
    return Trace.of(
        plan.table,
        plan.simulation.run(plan.method.strategy(), seed, StudyListener.none()).history());
  }

  private void read(int run, Trace trace) {
    double end = plan.seconds;
    validation[run] = trace.read(end, plan.finals::validation);
    test[run] = trace.read(end, plan.finals::test);
    evaluations[run] = trace.evaluationsWithin(end);
    for (int i = 0; i < plan.readings.size(); i++) {
      validationCurve[i][run] = trace.read(plan.readings.get(i), plan.finals::validation);
      testCurve[i][run] = trace.read(plan.readings.get(i), plan.finals::test);
    }
  }

  String strategy() {
    return plan.method.name();
  }

  String dataset() {
    return plan.dataset;
  }

  /** The final accuracies of the runs, read at the end of the time budget. */
  double[] accuracies(Comparison.Accuracy accuracy) {
    return accuracy == Comparison.Accuracy.VALIDATION ? validation.clone() : test.clone();
  }

  ReproducedRow row() {
    double total = 0;
    for (int count : evaluations) {
      total += count;
    }
    return new ReproducedRow(
        plan.method.name(),
        plan.method.method(),
        plan.method.strategy().settings(),
        plan.dataset,
        plan.seconds,
        Moments.of(validation),
        Moments.of(test),
        total / plan.runs,
        PublishedResult.of(plan.table.space().name(), plan.method.method(), plan.dataset));
  }

  AnytimeCurve curve() {
    List<AnytimeCurve.Point> points = new ArrayList<>();
    for (int i = 0; i < plan.readings.size(); i++) {
      points.add(
          new AnytimeCurve.Point(
              plan.readings.get(i), Moments.of(validationCurve[i]), Moments.of(testCurve[i])));
    }
    return new AnytimeCurve(plan.method.name(), plan.method.method(), plan.dataset, points);
  }
}
