package org.nasturtium.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nasturtium.app.run.RunFolder;
import org.nasturtium.app.run.RunResult;
import org.nasturtium.app.run.RunSettings;
import org.nasturtium.app.run.ScoringSettings;
import org.nasturtium.app.run.TrainingSettings;
import org.nasturtium.app.study.StrategyDefaults;
import org.nasturtium.app.study.StudyFolder;
import org.nasturtium.app.study.StudySearch;
import org.nasturtium.app.study.StudySettings;
import org.nasturtium.app.study.TableDefaults;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.library.SearchSpaces;

/** Searches trial by trial with a strategy, on images or on a benchmark table. */
final class StrategySearch {
  private static final int CELLS = 1;

  /** The options that mean nothing where nothing is trained. */
  private static final List<String> TRAINING =
      List.of(
          "--data",
          "--side",
          "--train-limit",
          "--test-limit",
          "--channels",
          "--cells",
          "--batch",
          "--retrain-epochs",
          "--data-fraction",
          "--precision",
          "--layout",
          "--device",
          "--threads");

  private final SearchCommand options;

  /** What is searched: the settings of the run and those of the search. */
  private record Wanted(RunSettings run, StudySettings study) {}

  StrategySearch(SearchCommand options) {
    this.options = options;
  }

  int call() throws IOException {
    options.strategy.check();
    Wanted wanted = merged();
    options.strategy.requireWindow(wanted.study());
    options.strategy.requireScore(wanted.study());
    StudySearch search = StudySearch.prepare(wanted.run(), wanted.study());
    search.requireStore(options.run.isResume() && options.run.out() == null);
    RunFolder folder = open(wanted);
    Output output = options.output;
    try (ConsoleControl control = output.stoppable()) {
      StudySearch.Work work =
          new StudySearch.Work(
              options.strategy.workers(), line -> output.err().println("nasturtium: " + line));
      StudyConsole console = new StudyConsole(control, output.err(), wanted.study());
      RunResult result = search.run(folder, work, console, console);
      control.close();
      output.result(result.fields(), result.summary());
    }
    return 0;
  }

  /** The settings of the options; of a run that goes on, what was saved under what was given. */
  private Wanted merged() throws IOException {
    Path out = options.run.out();
    boolean continues = options.run.isResume() && (out != null || !options.given("--store"));
    if (!continues || !options.run.resumesStudy()) {
      Wanted wanted = wanted(null);
      return continues
          ? new Wanted(options.run.merged(wanted.run(), options.command), wanted.study())
          : new Wanted(options.run.fresh(wanted.run()), wanted.study());
    }
    StudyFolder folder = new StudyFolder(RunFolder.existing(out == null ? Path.of("") : out));
    StudySettings saved = folder.settings();
    Wanted wanted = wanted(new Wanted(folder.run().settings(), saved));
    return new Wanted(
        options.run.merged(wanted.run(), options.command),
        saved.overlaid(wanted.study(), this::given));
  }

  /** Returns whether an option of a search was given, under one of its names. */
  private boolean given(String option) {
    return options.given(option)
        || (option.equals("--set") && (options.given("--initial") || options.given("--sample")));
  }

  private RunFolder open(Wanted wanted) {
    String name =
        "search-%s-%s-%s"
            .formatted(
                SearchCommand.folderName(wanted.run().space()),
                wanted.study().strategy(),
                wanted.run().dataset());
    return options.run.out() == null
        ? RunFolder.open(RunFolder.next(name), wanted.run(), false)
        : options.run.open(name, wanted.run());
  }

  /** The settings of the options; what decides their defaults may come from a saved run. */
  private Wanted wanted(@Nullable Wanted saved) throws IOException {
    Path table = options.strategy.table();
    if (table == null && saved != null && !saved.study().table().isEmpty()) {
      table = Path.of(saved.study().table());
    }
    return table == null ? training(saved) : lookup(table, saved);
  }

  private Wanted lookup(Path table, @Nullable Wanted saved) throws IOException {
    options.refuse(TRAINING, "trains networks, but --table looks them up", "");
    options.refuse(RecipeOptions.NAMES, "trains networks, but --table looks them up", "");
    if (saved == null && !options.given("--dataset")) {
      throw new InvalidInputException("--table needs --dataset, one of those it holds");
    }
    String dataset =
        saved == null || options.given("--dataset")
            ? options.data.dataset()
            : saved.run().dataset();
    TableDefaults defaults = TableDefaults.of(table, dataset);
    String space =
        options.given("--space") ? SearchSpaces.byName(options.space).name() : defaults.space();
    int epochs = options.learning.epochs(defaults.epochs());
    StrategyDefaults.Images all = new StrategyDefaults.Images(0, 0);
    RunSettings run = settings(space, dataset, all, 1, 1, epochs, 1, epochs);
    return new Wanted(
        run,
        options.strategy.settings(
            space, dataset, options.run.seed(), defaults.seconds().orElse(0), false));
  }

  private Wanted training(@Nullable Wanted saved) {
    StrategyDefaults defaults = options.strategy.defaults();
    int retrain = SearchCommand.or(options.retrainEpochs, defaults.retrainEpochs().orElse(0));
    boolean trainsBest = retrain > 0;
    if (!trainsBest && (saved == null || !saved.study().trainBest())) {
      options.refuse(
          List.of("--threads"), "needs --retrain-epochs: trials train on one thread each", "");
    }
    options.refuse(List.of("--max-latency"), "needs --table: latency is not measured here", "");
    options.refuse(List.of("--test-guided"), "needs --table: trainings are validated", "");
    String dataset =
        saved == null || options.given("--dataset")
            ? options.data.dataset()
            : saved.run().dataset();
    SearchSpace space =
        SearchSpaces.byName(
            saved == null || options.given("--space") ? options.space : saved.run().space());
    OwnGraph.refuseSizes(space, options.command, "--channels", "--cells", "--auxiliary-head");
    int epochs = options.learning.epochs(defaults.epochs(dataset));
    RunSettings run =
        settings(
            options.space,
            options.data.dataset(),
            defaults.images(dataset),
            options.learning.size().channels(defaults.channels()),
            options.learning.size().cells(CELLS),
            epochs,
            options.learning.batch(defaults.batch()),
            trainsBest ? retrain : epochs);
    return new Wanted(
        run, options.strategy.settings(space.name(), dataset, options.run.seed(), 0, trainsBest));
  }

  private RunSettings settings(
      String space,
      String dataset,
      StrategyDefaults.Images images,
      int channels,
      int cells,
      int epochs,
      int batch,
      int retrainEpochs) {
    return new RunSettings(
        "search",
        "",
        space,
        "",
        "",
        dataset,
        options.data.folder(),
        options.given("--side") ? options.data.side() : images.side(),
        options.learning.trainLimit(images.training()),
        options.data.testLimit(),
        channels,
        cells,
        epochs,
        batch,
        1,
        1,
        ScoringSettings.none(),
        retrainEpochs,
        channels,
        cells,
        options.learning.recipe().over(TrainingSettings.ofSpace(space, epochs, batch)),
        options.learning.recipe().auxiliaryHead(false),
        false,
        options.limits.maxParameters(),
        options.limits.maxMacs(),
        options.run.seed(),
        options.engine.device(),
        options.engine.precision(),
        options.engine.layout(),
        options.engine.threads());
  }
}
