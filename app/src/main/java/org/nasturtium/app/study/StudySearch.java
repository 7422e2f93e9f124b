package org.nasturtium.app.study;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.nasturtium.app.report.Section;
import org.nasturtium.app.run.FolderLock;
import org.nasturtium.app.run.RunFolder;
import org.nasturtium.app.run.RunResult;
import org.nasturtium.app.run.RunSettings;
import org.nasturtium.app.run.TrainRun;
import org.nasturtium.app.run.Version;
import org.nasturtium.core.evaluate.EfficiencyScore;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.file.DurableFile;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.StrategyFactory;
import org.nasturtium.core.study.Study;
import org.nasturtium.core.study.StudyListener;
import org.nasturtium.core.study.StudyOptions;
import org.nasturtium.core.study.StudyResult;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.StudyLog;
import org.nasturtium.core.trial.StudySpec;
import org.nasturtium.core.trial.Trial;
import org.nasturtium.core.trial.TrialStore;
import org.nasturtium.store.TrialStores;
import org.nasturtium.torch.predict.GraphEncoder;
import org.nasturtium.torch.predict.GraphSurrogate.Embeddings;

/**
 * A study search is a black-box search as a run: the study, the best architecture trained again if
 * asked for, the results and the report.
 *
 * <p>Every trial is in the store before it counts. A search that is killed goes on from there.
 */
public final class StudySearch {
  private static final JsonMapper JSON = new JsonMapper();

  private final RunSettings settings;
  private final StudySettings study;
  private final SearchTask task;
  private final Optional<GraphEncoder> encoder;
  private final StrategyFactory factory;
  private final SearchProblem problem;

  private StudySearch(
      RunSettings settings,
      StudySettings study,
      SearchTask task,
      Optional<GraphEncoder> encoder,
      StrategyFactory factory) {
    this.settings = settings;
    this.study = study;
    this.task = task;
    this.encoder = encoder;
    this.factory = factory;
    this.problem =
        new SearchProblem(
            task.space(),
            study.objectives().stream().map(this::objective).toList(),
            task.fidelity(),
            study.distinct());
    study.repeated();
    requireFidelities();
  }

  private void requireFidelities() {
    Seed seed = Seed.of(settings.seed());
    for (Fidelity partial : factory.create(problem, seed).partialFidelities()) {
      try {
        task.require(partial);
      } catch (InvalidInputException e) {
        throw new InvalidInputException(
            "--strategy %s evaluates after %d of %d epochs too: %s"
                .formatted(factory.name(), partial.epochs(), partial.schedule(), e.getMessage()));
      }
    }
  }

  private Metric objective(String name) {
    Metric metric = Metric.byName(name);
    if (!task.measured().contains(metric)) {
      throw new InvalidInputException(
          "--objectives %s: this search does not measure it; it measures %s"
              .formatted(
                  name, String.join(", ", task.measured().stream().map(Metric::name).toList())));
    }
    return metric;
  }

  /**
   * Prepares a search; everything the user got wrong is found here, before anything is written.
   *
   * @param settings the settings of the run
   * @param study those of the search
   * @throws InvalidInputException if they cannot be met
   * @throws IOException if a table cannot be read
   */
  public static StudySearch prepare(RunSettings settings, StudySettings study) throws IOException {
    SearchStrategies.known().byName(study.strategy());
    Optional<GraphEncoder> encoder = SearchStrategies.encoder(study);
    StrategyFactory factory =
        SearchStrategies.with(
                encoder, Embeddings.onDemand(SearchStrategies.SURROGATE_ENGINE, RunControl.none()))
            .configure(study.strategy(), study.set());
    Optional<EfficiencyScore> score = study.score();
    SearchTask measuring =
        study.isOnTable()
            ? new TableTask(settings, study)
            : new TrainingTask(settings, study.dataFraction());
    SearchTask task = score.isPresent() ? new ScoredTask(measuring, score.get()) : measuring;
    return new StudySearch(settings, study, task, encoder, factory);
  }

  /**
   * Checks the store that was named, before anything is written: that it can be used, and that a
   * study of this name in it is this one.
   *
   * @param mustExist whether the study has to be there already
   * @throws InvalidInputException if the store or the study is another one, or missing
   */
  public void requireStore(boolean mustExist) {
    if (study.store().isEmpty()) {
      return;
    }
    try (TrialStore store = TrialStores.open(study.store())) {
      if (store.find(study.study()).isPresent()) {
        store.open(spec());
      } else if (mustExist) {
        throw new InvalidInputException(
            "nothing to resume: %s has no study '%s'; it holds %s"
                .formatted(study.store(), study.study(), names(store)));
      }
    }
  }

  /**
   * How a search is worked on; nothing here changes a trial.
   *
   * @param workers how many trials are evaluated at once
   * @param notices is told when the store is gone, and when it is back
   */
  public record Work(int workers, Consumer<String> notices) {}

  /**
   * Runs to the end.
   *
   * @param run the folder of the run
   * @param work how to work on it
   * @param control whom to tell
   * @param listener is told each trial
   * @throws IOException if a file cannot be written
   * @throws StoppedException if the control asked to stop; every finished trial is stored
   */
  public RunResult run(RunFolder run, Work work, RunControl control, StudyListener listener)
      throws IOException {
    StudyFolder folder = new StudyFolder(run);
    try (FolderLock lock = FolderLock.of(run.path())) {
      folder.keep(study);
      StudyResult result = studied(folder, work, control, listener);
      if (result.end() == StudyResult.End.STOPPED) {
        throw new StoppedException(
            "stopped the search after %d trials; they are in %s"
                .formatted(result.history().trials().size(), folder.store(study)));
      }
      return finished(folder, result, control);
    }
  }

  private StudyResult studied(
      StudyFolder folder, Work work, RunControl control, StudyListener listener) {
    try (TrialStore store = TrialStores.open(folder.store(study), work.notices())) {
      StudyLog log = store.open(spec());
      StudyOptions options =
          StudyOptions.of(work.workers(), participant(), InstantSource.system())
              .with(study.repeated());
      return new Study(log, problem, strategy(folder, control), task.evaluator(), options)
          .run(study.budget(), control, listener);
    }
  }

  /** Returns the strategy, whose encoder is trained into the folder unless one is given. */
  private StrategyFactory strategy(StudyFolder folder, RunControl control) {
    return SearchStrategies.with(encoder, embeddings(folder, control))
        .configure(study.strategy(), study.set());
  }

  private static Embeddings embeddings(StudyFolder folder, RunControl control) {
    return new FolderEmbeddings(folder.file(FolderEmbeddings.NAME), control);
  }

  /** Returns what the vectors of the search tell, if its strategy has an embedding. */
  private List<Section> vectors(StudyFolder folder, StudyResult result, RunControl control) {
    Seed seed = Seed.of(settings.seed()).child("report");
    return SearchStrategies.surrogate(study, encoder, embeddings(folder, control))
        .map(
            maker ->
                new EmbeddingSection(problem, () -> maker.create(task.space(), seed), seed)
                    .of(result.history()))
        .stream()
        .toList();
  }

  private static String names(TrialStore store) {
    List<String> names = store.studies().stream().map(StudySpec::name).toList();
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private StudyOptions.Participant participant() {
    String name = study.store().isEmpty() ? "this folder" : Worker.name();
    return new StudyOptions.Participant(name, Version.current(), task.device());
  }

  /** What decides the trials of this search. */
  private StudySpec spec() {
    SortedMap<String, String> all = new TreeMap<>(task.identity());
    factory.settings().forEach((name, value) -> all.put("strategy." + name, value));
    all.put("objectives", String.join(",", study.objectives()));
    all.put("distinct", Boolean.toString(study.distinct()));
    all.put("duplicates", study.duplicates());
    encoder.ifPresent(given -> all.put("encoder", FileDigest.sha256(Path.of(study.encoder()))));
    return new StudySpec(
        study.study(), task.space().name(), factory.name(), settings.seed(), study.window(), all);
  }

  private RunResult finished(StudyFolder folder, StudyResult result, RunControl control)
      throws IOException {
    Trial best = result.history().best();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("command", "search");
    fields.put("strategy", study.strategy());
    fields.put("space", task.space().name());
    fields.put("dataset", settings.dataset());
    fields.put("seed", settings.seed());
    fields.put("architecture", task.space().format(best.proposal().architecture()));
    fields.put("index", task.space().rank(best.proposal().architecture()));
    fields.putAll(task.facts(best));
    best.value(problem.objective())
        .ifPresent(value -> fields.put("searched_" + field(problem.objective()), value));
    fields.put("best_trial", best.number());
    fields.put("trials", result.history().trials().size());
    fields.put("completed", result.history().completed());
    fields.put("failed", result.history().failed());
    fields.put("pruned", result.history().pruned());
    fields.put(study.isOnTable() ? "simulated_seconds" : "seconds", result.history().seconds());
    fields.put("end", result.end().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
    Map<String, Object> trained = study.trainBest() ? trained(folder, best, control) : Map.of();
    trained.forEach(
        (name, value) ->
            fields.putIfAbsent(
                name.equals("validation_accuracy") ? "retrained_validation_accuracy" : name,
                value));
    fields.put("out", folder.run().path().toString());
    fields.put("store", folder.store(study));
    fields.put("study", study.study());
    encoderFile(folder).ifPresent(file -> fields.put("encoder", file.toString()));
    fields.put("report", folder.file("report.html").toString());
    fields.put("version", Version.current());
    StudyPage page = new StudyPage(settings, study, task, problem, factory);
    page.of(result, trained, vectors(folder, result, control)).write(folder.file("report.html"));
    DurableFile.write(
        folder.file("result.json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(fields));
    return new RunResult(fields, page.summary(result, fields));
  }

  private Optional<Path> encoderFile(StudyFolder folder) {
    Path own = folder.file(FolderEmbeddings.NAME);
    return encoder.isPresent()
        ? Optional.of(Path.of(study.encoder()))
        : Optional.of(own).filter(Files::exists);
  }

  private static String field(Metric metric) {
    return metric.name().replace('-', '_');
  }

  /** Trains the best architecture again, in a folder of its own below this one. */
  private Map<String, Object> trained(StudyFolder folder, Trial best, RunControl control)
      throws IOException {
    RunSettings again = settings.training(task.space().format(best.proposal().architecture()));
    RunFolder place = new RunFolder(folder.file("best-" + best.number()));
    boolean begun = Files.exists(place.file("run.json"));
    RunFolder opened = RunFolder.open(place.path(), again, begun);
    return TrainRun.prepare(again).run(opened, control).fields();
  }
}
