package org.nasturtium.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.progress.Stopwatch;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Measurement;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Provenance;
import org.nasturtium.core.trial.StudyLog;
import org.nasturtium.core.trial.StudySpec;
import org.nasturtium.core.trial.Trial;
import org.nasturtium.core.trial.TrialStore;
import org.nasturtium.store.TrialStores;

/**
 * How many trials of three metrics SQLite makes durable in a second: from the first call until the
 * last acknowledgment, in a file of the folder for temporary files.
 */
record StoreRates() implements Benchmark {
  private static final int TRIALS = 10_000;
  private static final int SINGLE_TRIALS = 200;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Override
  public String name() {
    return "store";
  }

  @Override
  public List<Row> run(int rounds) {
    Path folder = folder();
    try (TrialStore store = TrialStores.open("jdbc:sqlite:" + folder.resolve("trials.sqlite"))) {
      double[] appended = new double[rounds];
      double[] claimed = new double[rounds];
      double[] single = new double[rounds];
      appended(study(store, "warm up"));
      for (int i = 0; i < rounds; i++) {
        appended[i] = appended(study(store, "appended " + i));
        claimed[i] = claimed(study(store, "claimed " + i));
        single[i] = single(study(store, "single " + i));
      }
      return List.of(
          row("appended, all waiting at once", appended, ">= 2000"),
          row("claimed, then appended", claimed, ""),
          row("appended, each waited for", single, ""));
    } finally {
      delete(folder);
    }
  }

  private static Row row(String variant, double[] rates, String goal) {
    return new Row("durable trials on SQLite", variant, Spread.of(rates), "trials/s", null, goal);
  }

  private static StudyLog study(TrialStore store, String name) {
    return store.open(new StudySpec(name, "nats-topology", "random", 1, 1, new TreeMap<>()));
  }

  private static double appended(StudyLog log) {
    Stopwatch watch = Stopwatch.start();
    List<CompletableFuture<Void>> futures = new ArrayList<>();
    for (int number = 0; number < TRIALS; number++) {
      futures.add(log.finish(trial(number)));
    }
    futures.forEach(CompletableFuture::join);
    return TRIALS / watch.seconds();
  }

  private static double claimed(StudyLog log) {
    Stopwatch watch = Stopwatch.start();
    List<CompletableFuture<Void>> futures = new ArrayList<>();
    for (int number = 0; number < TRIALS; number++) {
      Trial trial = trial(number);
      if (!log.claim(number, trial.proposal(), "worker", PATIENCE)) {
        throw new IllegalStateException("nobody else claims trials here");
      }
      futures.add(log.finish(trial));
    }
    futures.forEach(CompletableFuture::join);
    return TRIALS / watch.seconds();
  }

  private static double single(StudyLog log) {
    Stopwatch watch = Stopwatch.start();
    for (int number = 0; number < SINGLE_TRIALS; number++) {
      log.finish(trial(number)).join();
    }
    return SINGLE_TRIALS / watch.seconds();
  }

  private static Trial trial(int number) {
    Architecture architecture = Architecture.of(1, 2, 3, 4, number % 5, number / 5 % 5);
    Measurement measurement =
        Measurement.of(Metric.VALIDATION_ACCURACY, 90 + 1.0 / (number + 1), number)
            .with(Metric.PARAMETERS, 1_000_000 + number)
            .with(Metric.MACS, 100_000_000.0 + number);
    return new Trial(
        number,
        number,
        new Proposal(architecture, Fidelity.of(200), "random"),
        new Outcome.Completed(measurement),
        new Provenance("host/1/main", "0.1.0", "table", number, number + 1L));
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("nasturtium-store");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
