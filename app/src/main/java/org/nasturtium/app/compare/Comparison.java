package org.nasturtium.app.compare;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.nasturtium.app.run.FolderLock;
import org.nasturtium.app.run.RunFolder;
import org.nasturtium.app.run.RunResult;
import org.nasturtium.app.run.SearchRun;
import org.nasturtium.app.run.Version;
import org.nasturtium.app.study.StudyFolder;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.file.DurableFile;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.core.progress.Stopwatch;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.torch.engine.NativeMemory;

/**
 * A comparison works a matrix off: every entry is an ordinary search run in a folder of its own,
 * recorded as a trial once it has ended.
 *
 * <p>Runs share nothing but the process, so their number at a time changes no result. A run that
 * fails is a failed row. What was finished is not repeated.
 */
public final class Comparison {
  private static final JsonMapper JSON = new JsonMapper();

  private final Matrix matrix;
  private final MatrixFolder folder;
  private final FinishedRuns finished;

  private Comparison(Matrix matrix, MatrixFolder folder, FinishedRuns finished) {
    this.matrix = matrix;
    this.folder = folder;
    this.finished = finished;
  }

  /**
   * Prepares a comparison; everything the user got wrong is found here, before anything is written.
   *
   * @param matrix what to compare
   * @param folder where it is kept
   * @param finished runs that need not be repeated
   * @throws InvalidInputException if it cannot be met
   * @throws IOException if a table cannot be read
   */
  public static Comparison prepare(Matrix matrix, MatrixFolder folder, FinishedRuns finished)
      throws IOException {
    for (var method : matrix.methods()) {
      SearchRun.prepare(method);
    }
    return new Comparison(matrix, folder, finished);
  }

  /**
   * Runs to the end.
   *
   * @param workers how many runs at once, at least 1
   * @param control whom to tell
   * @throws IOException if a file cannot be written
   * @throws StoppedException if the control asked to stop; the runs saved their states
   */
  public RunResult run(int workers, RunControl control) throws IOException {
    folder.keep(matrix);
    try (FolderLock lock = FolderLock.of(folder.path());
        RunLog log = new RunLog(StudyFolder.ownStore(folder.path()), matrix)) {
      Map<Integer, ComparedRun> done = recorded(log);
      List<Matrix.Entry> open =
          matrix.entries().stream().filter(entry -> !done.containsKey(entry.number())).toList();
      SharedControl shared = new SharedControl(control, matrix.entries().size(), done.size());
      new Session(log, done, open, shared, workers == 1)
          .work(Math.min(workers, Math.max(1, open.size())));
      return result(List.copyOf(done.values()), workers);
    }
  }

  /**
   * Returns whether no run came to its end.
   *
   * @param result the result of a comparison
   */
  public static boolean isAllFailed(RunResult result) {
    return String.valueOf(result.fields().get("runs"))
        .equals(String.valueOf(result.fields().get("failed")));
  }

  private Map<Integer, ComparedRun> recorded(RunLog log) throws IOException {
    Map<Integer, ComparedRun> done = new TreeMap<>();
    Map<Integer, Outcome> outcomes = log.outcomes();
    for (Matrix.Entry entry : matrix.entries()) {
      Outcome outcome = outcomes.get(entry.number());
      if (outcome instanceof Outcome.Failed failed) {
        done.put(entry.number(), ComparedRun.failed(entry.settings(), failed.reason()));
      } else if (outcome != null) {
        done.put(entry.number(), ComparedRun.of(entry.settings(), saved(entry)));
      }
    }
    return done;
  }

  private Map<String, Object> saved(Matrix.Entry entry) throws IOException {
    var file = folder.file(entry.name()).resolve("result.json");
    try {
      return JSON.readValue(
          Files.readString(file), new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new InvalidInputException("damaged " + file + ": expected the result of a run", e);
    }
  }

  /** One session of workers. */
  private final class Session {
    private final RunLog log;
    private final Map<Integer, ComparedRun> done;
    private final Iterator<Matrix.Entry> open;
    private final SharedControl control;
    private final boolean alone;
    private final AtomicBoolean broken = new AtomicBoolean();

    Session(
        RunLog log,
        Map<Integer, ComparedRun> done,
        List<Matrix.Entry> open,
        SharedControl control,
        boolean alone) {
      this.alone = alone;
      this.log = log;
      this.done = done;
      this.open = open.iterator();
      this.control = control;
    }

    void work(int workers) throws IOException {
      ExecutorService pool = Executors.newFixedThreadPool(workers);
      try {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
          all.add(pool.submit(() -> worked()));
        }
        for (Future<?> each : all) {
          ended(each);
        }
      } finally {
        broken.set(true);
        pool.shutdown();
      }
      if (control.stopRequested()) {
        throw stopped();
      }
    }

    private void ended(Future<?> worker) throws IOException {
      try {
        worker.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw stopped();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof IOException fault) {
          throw fault;
        }
        if (e.getCause() instanceof RuntimeException fault) {
          throw fault;
        }
        throw new IllegalStateException(String.valueOf(e.getCause()), e.getCause());
      }
    }

    private StoppedException stopped() {
      return new StoppedException(
          "stopped the comparison after %d of %d runs; all is saved in %s"
              .formatted(done.size(), matrix.entries().size(), folder.path()));
    }

    /** Works until nothing is open; a fault that concerns all runs ends the other workers too. */
    private Object worked() throws IOException {
      boolean atEnd = false;
      try {
        for (Matrix.Entry entry = next(); entry != null; entry = next()) {
          one(entry);
        }
        atEnd = true;
      } catch (StoppedException e) {
        atEnd = true;
      } finally {
        if (!atEnd) {
          broken.set(true);
        }
      }
      return atEnd;
    }

    private synchronized Matrix.@org.jspecify.annotations.Nullable Entry next() {
      return !stopRequested() && open.hasNext() ? open.next() : null;
    }

    private boolean stopRequested() {
      return broken.get() || control.stopRequested();
    }

    private void one(Matrix.Entry entry) throws IOException {
      Stopwatch watch = Stopwatch.start();
      long began = log.now();
      ComparedRun run = attempted(entry);
      synchronized (this) {
        log.record(entry, run, watch.seconds(), began);
        done.put(entry.number(), run);
      }
      control.ended(entry.name(), run.isFinished() ? "finished" : "failed: " + run.failure());
    }

    private ComparedRun attempted(Matrix.Entry entry) throws IOException {
      Optional<Path> taken = finished.take(entry, folder.file(entry.name()));
      if (taken.isPresent()) {
        control.began(entry.name(), "taken from " + taken.get());
        return ComparedRun.of(entry.settings(), saved(entry));
      }
      RunFolder place = folder.run(entry);
      boolean measured = alone && NativeMemory.resetPeak();
      control.began(entry.name(), measured ? "" : "its peak memory is that of the whole process");
      try {
        RunResult result =
            SearchRun.prepare(entry.settings())
                .run(place, control.of(entry.name(), this::stopRequested));
        return ComparedRun.of(entry.settings(), result.fields());
      } catch (StoppedException | InvalidInputException fault) {
        throw fault;
      } catch (RuntimeException failure) {
        return ComparedRun.failed(entry.settings(), oneLine(failure));
      }
    }
  }

  private static String oneLine(RuntimeException failure) {
    String message = String.valueOf(failure.getMessage()).replaceAll("\\s*\\R\\s*", " ").strip();
    return message.isEmpty() ? failure.getClass().getSimpleName() : message;
  }

  private RunResult result(List<ComparedRun> runs, int workers) throws IOException {
    ComparisonTable table = new ComparisonTable(runs);
    DurableFile.write(folder.file("table.csv"), table.csv());
    DurableFile.write(folder.file("table.md"), table.markdown());
    DurableFile.write(folder.file("runs.csv"), table.runsCsv());
    new ComparisonPage(matrix, table, workers).page().write(folder.file("report.html"));
    Map<String, Object> fields = fields(runs, table);
    DurableFile.write(
        folder.file("result.json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(fields));
    List<String> lines = new ArrayList<>(table.markdown().lines().toList());
    runs.stream()
        .filter(run -> !run.isFinished())
        .forEach(
            run ->
                lines.add("failed  %s-%d: %s".formatted(run.method(), run.seed(), run.failure())));
    lines.add("report  " + folder.file("report.html"));
    return new RunResult(fields, lines);
  }

  private Map<String, Object> fields(List<ComparedRun> runs, ComparisonTable table) {
    var first = matrix.methods().get(0);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("command", "compare");
    fields.put("space", first.space());
    fields.put("dataset", first.dataset());
    fields.put("preset", first.preset());
    fields.put("seeds", matrix.seeds());
    fields.put("runs", runs.size());
    fields.put("failed", runs.stream().filter(run -> !run.isFinished()).count());
    fields.put("methods", table.methods().stream().map(each -> summary(each, table)).toList());
    fields.put("table", folder.file("table.csv").toString());
    fields.put("report", folder.file("report.html").toString());
    fields.put("store", StudyFolder.ownStore(folder.path()));
    fields.put("study", "compare");
    fields.put("out", folder.path().toString());
    fields.put("version", Version.current());
    return fields;
  }

  private static Map<String, Object> summary(MethodRuns method, ComparisonTable table) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("method", method.method());
    row.put("runs", method.runs().size());
    row.put("failed", method.failed());
    for (Measure measure : table.measures()) {
      method
          .moments(measure)
          .ifPresent(
              moments -> {
                row.put(measure.field() + "_mean", moments.mean());
                row.put(measure.field() + "_deviation", moments.sampleDeviation());
              });
    }
    return row;
  }
}
