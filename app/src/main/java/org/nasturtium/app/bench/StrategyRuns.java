package org.nasturtium.app.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.nasturtium.app.bench.StrategyMatrix.Entry;
import org.nasturtium.app.run.FolderLock;
import org.nasturtium.app.run.RunFolder;
import org.nasturtium.app.run.RunResult;
import org.nasturtium.app.run.SettingsFile;
import org.nasturtium.app.run.Version;
import org.nasturtium.bench.compare.Answer;
import org.nasturtium.bench.compare.TabularSearch;
import org.nasturtium.bench.parquet.TableFile;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Dataset;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.file.DurableFile;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.StrategyFactory;

/**
 * Works a strategy matrix off. Every run draws from a seed of its own, the same for all strategies,
 * so neither threads nor interruptions change a result; what was finished is not repeated.
 */
public final class StrategyRuns {
  private static final JsonMapper JSON = new JsonMapper();

  private final StrategyMatrix matrix;
  private final Path folder;
  private final BenchmarkTable table;
  private final TabularSearch search;
  private final List<StrategyFactory> strategies;

  private StrategyRuns(StrategyMatrix matrix, Path folder) throws IOException {
    this.matrix = matrix;
    this.folder = folder;
    this.table = TableFile.open(Path.of(matrix.table()));
    Dataset named = table.dataset(matrix.dataset());
    Dataset dataset = matrix.testGuided() ? named.guidedByTest() : named;
    this.search = new TabularSearch(table, dataset, matrix.distinct());
    this.strategies = matrix.factories();
    strategies.forEach(search::require);
  }

  /**
   * Returns the settings file of a folder.
   *
   * @param folder the folder
   */
  public static SettingsFile<StrategyMatrix> settings(Path folder) {
    return new SettingsFile<>(
        folder.resolve("compare.json"),
        StrategyMatrix.class,
        "the settings of a comparison of strategies");
  }

  /**
   * Prepares the runs; everything the user got wrong is found here, before anything is written.
   *
   * @param matrix what to run
   * @param folder where it is kept
   * @throws InvalidInputException if it cannot be met
   * @throws IOException if the table cannot be read
   */
  public static StrategyRuns prepare(StrategyMatrix matrix, Path folder) throws IOException {
    return new StrategyRuns(matrix, folder);
  }

  /**
   * Runs to the end.
   *
   * @param threads how many runs at once, at least 1
   * @param control whom to tell
   * @throws IOException if a file cannot be written
   * @throws StoppedException if the control asked to stop; finished runs are kept
   */
  public RunResult run(int threads, RunControl control) throws IOException {
    SettingsFile<StrategyMatrix> file = settings(folder);
    if (file.exists()) {
      RunFolder.requireSame(folder, file.read(), matrix);
    } else {
      file.write(matrix);
    }
    try (FolderLock lock = FolderLock.of(folder);
        StrategyLog log = new StrategyLog(folder, matrix, table, strategies)) {
      Map<Integer, List<Answer>> done = new ConcurrentHashMap<>(log.answers());
      List<Entry> open =
          matrix.entries().stream().filter(entry -> !done.containsKey(entry.number())).toList();
      work(open, done, log, threads, control);
      return result(StrategyAnswers.of(matrix, done));
    }
  }

  private void work(
      List<Entry> open,
      Map<Integer, List<Answer>> done,
      StrategyLog log,
      int threads,
      RunControl control) {
    AtomicBoolean broken = new AtomicBoolean();
    BooleanSupplier stop = () -> broken.get() || control.stopRequested();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> futures = new ArrayList<>();
      for (Entry entry : open) {
        futures.add(pool.submit(() -> one(entry, done, log, stop)));
      }
      for (Future<?> each : futures) {
        ended(each);
        control.steps("runs", done.size(), matrix.entries().size());
      }
    } catch (StoppedException e) {
      throw new StoppedException(
          "stopped after %d of %d runs; all is saved in %s"
              .formatted(done.size(), matrix.entries().size(), folder));
    } finally {
      broken.set(true);
      pool.shutdown();
    }
  }

  private void one(
      Entry entry, Map<Integer, List<Answer>> done, StrategyLog log, BooleanSupplier stop) {
    if (stop.getAsBoolean()) {
      throw new StoppedException("the comparison was asked to stop");
    }
    long began = log.now();
    Seed seed = Seed.of(matrix.seed()).child("run", entry.run());
    List<Answer> answers =
        search.run(strategies.get(entry.strategy()), seed, matrix.evaluations(), stop);
    log.record(entry, seed.value(), answers, began);
    done.put(entry.number(), answers);
  }

  private static void ended(Future<?> run) {
    try {
      run.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoppedException("the comparison was interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      throw new IllegalStateException(String.valueOf(e.getCause()), e.getCause());
    }
  }

  private RunResult result(StrategyAnswers answers) throws IOException {
    DurableFile.write(folder.resolve("table.csv"), answers.csv());
    DurableFile.write(folder.resolve("tests.csv"), answers.testsCsv());
    DurableFile.write(folder.resolve("runs.csv"), answers.runsCsv());
    StrategyPage.of(matrix, answers, table.origin().source()).write(folder.resolve("report.html"));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("command", "bench compare");
    fields.put("space", table.space().name());
    fields.put("dataset", matrix.dataset());
    fields.put("guided_by", matrix.testGuided() ? "test" : "validation");
    fields.put("runs", matrix.runs());
    fields.put("seed", matrix.seed());
    fields.put("rows", answers.rowFields());
    fields.put("tests", answers.testFields());
    fields.put("report", folder.resolve("report.html").toString());
    fields.put("out", folder.toString());
    fields.put("version", Version.current());
    DurableFile.write(
        folder.resolve("result.json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(fields));
    List<String> lines = new ArrayList<>(answers.lines());
    lines.add("report  " + folder.resolve("report.html"));
    return new RunResult(fields, lines);
  }
}
