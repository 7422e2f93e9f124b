package org.nasturtium.app.compare;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.nasturtium.app.run.RunSettings;
import org.nasturtium.app.run.Version;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.library.SearchSpaces;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Measurement;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Provenance;
import org.nasturtium.core.trial.StudyLog;
import org.nasturtium.core.trial.StudySpec;
import org.nasturtium.core.trial.Trial;
import org.nasturtium.core.trial.TrialStore;
import org.nasturtium.store.TrialStores;

/**
 * The runs of a matrix as the trials of a study: the architecture that a run found, or none if it
 * failed, and its numbers.
 */
final class RunLog implements AutoCloseable {
  private static final String WORKER = "this folder";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final TrialStore store;
  private final StudyLog log;
  private final SearchSpace space;
  private final InstantSource clock = InstantSource.system();

  RunLog(String url, Matrix matrix) {
    this.space = SearchSpaces.byName(matrix.methods().get(0).space());
    this.store = TrialStores.open(url);
    this.log = store.open(spec(matrix));
  }

  private StudySpec spec(Matrix matrix) {
    SortedMap<String, String> settings = new TreeMap<>();
    for (RunSettings method : matrix.methods()) {
      method
          .named()
          .forEach(
              (name, value) -> settings.put(method.method() + "." + name, String.valueOf(value)));
    }
    settings.put("seeds", matrix.seeds().toString());
    return new StudySpec(
        "compare",
        space.name(),
        "compare",
        matrix.seeds().get(0),
        matrix.entries().size(),
        settings);
  }

  /** Returns the recorded outcomes by the numbers of their runs. */
  Map<Integer, Outcome> outcomes() {
    Map<Integer, Outcome> outcomes = new TreeMap<>();
    log.trials(0).forEach(trial -> outcomes.put(trial.number(), trial.outcome()));
    return outcomes;
  }

  long now() {
    return clock.millis();
  }

  /** Records a finished run. */
  void record(Matrix.Entry entry, ComparedRun run, double seconds, long began) {
    Outcome outcome =
        run.isFinished()
            ? new Outcome.Completed(new Measurement(values(run), seconds))
            : new Outcome.Failed(run.failure(), seconds);
    Architecture found =
        run.isFinished()
            ? space.parse(String.valueOf(run.fields().get("architecture")))
            : Architecture.of();
    RunSettings settings = entry.settings();
    Proposal proposal = new Proposal(found, Fidelity.of(settings.epochs()), "run " + entry.name());
    Provenance provenance =
        new Provenance(WORKER, Version.current(), device(settings), began, now());
    log.claim(entry.number(), proposal, WORKER, PATIENCE);
    log.finish(new Trial(entry.number(), settings.seed(), proposal, outcome, provenance)).join();
  }

  private static String device(RunSettings settings) {
    return "%s, %s, %d threads"
        .formatted(settings.device(), settings.precision(), settings.threads());
  }

  private static SortedMap<String, Double> values(ComparedRun run) {
    SortedMap<String, Double> values = new TreeMap<>();
    run.fields()
        .keySet()
        .forEach(
            field ->
                run.value(field).ifPresent(value -> values.put(field.replace('_', '-'), value)));
    return values;
  }

  @Override
  public void close() {
    store.close();
  }
}
