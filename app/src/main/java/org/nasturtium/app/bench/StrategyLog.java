package org.nasturtium.app.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.nasturtium.app.bench.StrategyMatrix.Entry;
import org.nasturtium.app.run.Version;
import org.nasturtium.app.study.FileDigest;
import org.nasturtium.app.study.StudyFolder;
import org.nasturtium.bench.compare.Answer;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.core.search.StrategyFactory;
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
 * The runs of a strategy matrix as the trials of a study: the architecture that a run ended with,
 * and what its incumbents are worth.
 */
final class StrategyLog implements AutoCloseable {
  private static final String WORKER = "this folder";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final StrategyMatrix matrix;
  private final BenchmarkTable table;
  private final TrialStore store;
  private final StudyLog log;
  private final InstantSource clock = InstantSource.system();

  StrategyLog(
      Path folder, StrategyMatrix matrix, BenchmarkTable table, List<StrategyFactory> strategies) {
    this.matrix = matrix;
    this.table = table;
    this.store = TrialStores.open(StudyFolder.ownStore(folder));
    this.log = store.open(spec(strategies));
  }

  private StudySpec spec(List<StrategyFactory> strategies) {
    SortedMap<String, String> settings = new TreeMap<>();
    for (int i = 0; i < strategies.size(); i++) {
      String label = matrix.labels().get(i);
      strategies
          .get(i)
          .settings()
          .forEach((name, value) -> settings.put(label + "." + name, value));
    }
    settings.put("table", FileDigest.sha256(Path.of(matrix.table())));
    settings.put("dataset", matrix.dataset());
    settings.put("guided-by", matrix.testGuided() ? "test accuracy" : "validation accuracy");
    settings.put("distinct", Boolean.toString(matrix.distinct()));
    settings.put("strategies", matrix.strategies().toString());
    settings.put("evaluations", matrix.evaluations().toString());
    if (!matrix.encoder().isEmpty()) {
      settings.put("encoder", FileDigest.sha256(Path.of(matrix.encoder())));
    }
    return new StudySpec(
        "compare",
        table.space().name(),
        "compare",
        matrix.seed(),
        matrix.entries().size(),
        settings);
  }

  /** Returns the answers of the runs that were made before, by their numbers. */
  Map<Integer, List<Answer>> answers() {
    Map<Integer, List<Answer>> answers = new TreeMap<>();
    for (Trial trial : log.trials(0)) {
      trial.outcome().found().ifPresent(found -> answers.put(trial.number(), read(trial, found)));
    }
    return answers;
  }

  private List<Answer> read(Trial trial, Measurement found) {
    int last = table.row(trial.proposal().architecture());
    List<Answer> answers = new ArrayList<>();
    for (int evaluations : matrix.evaluations()) {
      answers.add(
          new Answer(
              evaluations,
              last,
              value(found, "validation", evaluations),
              value(found, "test", evaluations)));
    }
    return answers;
  }

  private static double value(Measurement found, String accuracy, int evaluations) {
    Double value = found.values().get(metric(accuracy, evaluations));
    if (value == null) {
      throw new IllegalStateException(
          "a stored run has no %s accuracy after %d evaluations".formatted(accuracy, evaluations));
    }
    return value;
  }

  private static String metric(String accuracy, int evaluations) {
    return "%s-accuracy-after-%d".formatted(accuracy, evaluations);
  }

  long now() {
    return clock.millis();
  }

  /** Keeps a finished run. */
  void record(Entry entry, long seed, List<Answer> answers, long began) {
    SortedMap<String, Double> values = new TreeMap<>();
    for (Answer answer : answers) {
      values.put(metric("validation", answer.evaluations()), answer.validation());
      values.put(metric("test", answer.evaluations()), answer.test());
    }
    long ended = now();
    Answer last = answers.get(answers.size() - 1);
    Proposal proposal =
        new Proposal(
            table.architecture(last.row()),
            Fidelity.of(1),
            "%s, run %d".formatted(matrix.labels().get(entry.strategy()), entry.run() + 1));
    Outcome outcome = new Outcome.Completed(new Measurement(values, (ended - began) / 1e3));
    Provenance provenance = new Provenance(WORKER, Version.current(), "table", began, ended);
    log.claim(entry.number(), proposal, WORKER, PATIENCE);
    log.finish(new Trial(entry.number(), seed, proposal, outcome, provenance)).join();
  }

  @Override
  public void close() {
    store.close();
  }
}
