package org.nasturtium.app.run;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.nasturtium.app.truth.ArchitectureSample;
import org.nasturtium.app.truth.RankAgreement;
import org.nasturtium.app.truth.TrueAccuracies;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.file.DurableFile;
import org.nasturtium.core.network.GraphJson;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.Stopwatch;
import org.nasturtium.core.search.Feasibility;
import org.nasturtium.core.search.FeasibleDerivation;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.torch.data.Split;
import org.nasturtium.torch.engine.NativeMemory;
import org.nasturtium.torch.recipe.Recipe;
import org.nasturtium.torch.recipe.Recipes;
import org.nasturtium.torch.recipe.Remark;
import org.nasturtium.torch.recipe.SearchResult;
import org.nasturtium.torch.recipe.SearchSettings;
import org.nasturtium.torch.recipe.SupernetSearch;
import org.nasturtium.torch.supernet.CandidateOptions;
import org.nasturtium.torch.supernet.ControllerOptions;

/**
 * A search run: search, derive, train the found network and its contestants alike, test, export,
 * report.
 *
 * <p>Every stage continues from its checkpoint; a stage that is complete is read back from it and
 * not repeated.
 */
public final class SearchRun {
  /** The file of the shared weights and of all else that a search continues from. */
  static final String CHECKPOINT = "search.checkpoint";

  private static final int MOST_DRAWS = 10_000;
  private static final JsonMapper JSON = new JsonMapper();

  private final RunSettings settings;
  private final RunInputs inputs;
  private final Recipe recipe;
  private final Feasibility feasibility;
  private final Optional<TrueAccuracies> truth;

  private SearchRun(
      RunSettings settings, RunInputs inputs, Recipe recipe, Optional<TrueAccuracies> truth) {
    this.settings = settings;
    this.truth = truth;
    this.inputs = inputs;
    this.recipe = recipe;
    this.feasibility = inputs.feasibility();
  }

  /**
   * Prepares a run; everything the user got wrong is found here, before anything is written.
   *
   * @param settings the settings
   * @throws org.nasturtium.core.fault.InvalidInputException if they cannot be met
   * @throws IOException if a table cannot be read
   */
  public static SearchRun prepare(RunSettings settings) throws IOException {
    Recipe recipe = Recipes.byName(settings.method());
    settings.scoring().requireRead(recipe);
    RunInputs inputs = RunInputs.load(settings);
    recipe.requireSearches(inputs.openSpace());
    inputs.openSpace().supernet(inputs.searchSkeleton());
    SearchRun run = new SearchRun(settings, inputs, recipe, truth(settings, inputs));
    recipe.derivation().require(inputs.openSpace(), run.searchSettings().candidates());
    new FeasibleDerivation(inputs.openSpace(), run.feasibility).requireAny();
    return run;
  }

  /** Opens the table that judges the search, if there is one. */
  private static Optional<TrueAccuracies> truth(RunSettings settings, RunInputs inputs)
      throws IOException {
    ScoringSettings scoring = settings.scoring();
    if (!scoring.hasTable()) {
      return Optional.empty();
    }
    TrueAccuracies table = TrueAccuracies.open(Path.of(scoring.table()), inputs.space());
    scoring.sample(table.tested(table.judge(settings.dataset())).size());
    return Optional.of(table);
  }

  /**
   * Runs to the end.
   *
   * @param folder where everything is kept
   * @param control whom to tell
   * @throws IOException if a file cannot be written
   */
  public RunResult run(RunFolder folder, RunControl control) throws IOException {
    try (FolderLock lock = FolderLock.of(folder.path())) {
      return locked(folder, control);
    }
  }

  private RunResult locked(RunFolder folder, RunControl control) throws IOException {
    SearchResult found = search(folder, control);
    OptionalLong peak = NativeMemory.peakResidentBytes();
    Optional<Judgment> judgment = judgment(folder, found, control);
    List<Contestant> contestants = trained(folder, found, control);
    Optional<Exported> exported =
        contestants.stream().findFirst().map(best -> exported(folder, best));
    DurableFile.write(
        folder.file("network.json"),
        GraphJson.write(inputs.space().network(found.architecture(), inputs.skeleton())));
    SearchOutcome outcome = new SearchOutcome(found, peak, judgment, contestants, exported);
    RunResult result = new SearchSummary(settings, inputs, outcome).in(folder);
    new RunReport(settings, inputs, recipe).write(folder, outcome);
    DurableFile.write(
        folder.file("result.json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result.fields()));
    return result;
  }

  private Optional<Judgment> judgment(RunFolder folder, SearchResult found, RunControl control) {
    return truth.map(
        table -> {
          String dataset = table.judge(settings.dataset());
          List<Architecture> known = table.tested(dataset);
          List<Architecture> sample =
              ArchitectureSample.of(
                  known,
                  settings.scoring().sample(known.size()),
                  SharedScores.sampleSeed(settings.seed()));
          Stopwatch watch = Stopwatch.start();
          List<Double> scores =
              new SharedScores(settings, inputs, folder)
                  .of(sample, settings.scoring().scoreImages(), control);
          return new Judgment(
              table,
              found.epochs().stream().map(e -> inputs.space().parse(e.architecture())).toList(),
              found.architecture(),
              dataset,
              RankAgreement.byDataset(table, sample, scores),
              watch.seconds());
        });
  }

  private List<Contestant> trained(RunFolder folder, SearchResult found, RunControl control)
      throws IOException {
    List<Contestant> contestants = new ArrayList<>();
    if (settings.retrainEpochs() > 0) {
      ContestantTraining training = new ContestantTraining(settings, inputs, folder, control);
      for (Map.Entry<String, Architecture> entry : architectures(found.architecture()).entrySet()) {
        contestants.add(training.train(entry.getKey(), entry.getValue()));
      }
    }
    return contestants;
  }

  private Exported exported(RunFolder folder, Contestant best) {
    return Exported.of(
        best.network(),
        best.weights(),
        inputs.data(),
        inputs.exactEngine(),
        provenance(best),
        folder.file("model.onnx"));
  }

  private SearchResult search(RunFolder folder, RunControl control) throws IOException {
    Split halves = inputs.halves();
    Map<String, String> identity = new TreeMap<>(settings.identity(inputs.fingerprint()));
    identity.put("kind", "search");
    SupernetSearch.Task task =
        new SupernetSearch.Task(
            inputs.openSpace(),
            inputs.searchSkeleton(),
            recipe,
            searchSettings(),
            halves.first(inputs.training()),
            halves.second(inputs.training()),
            inputs.data().normalization(),
            inputs.data().augmentation(),
            feasibility,
            inputs.seed().child("search"),
            folder.file(CHECKPOINT),
            identity);
    Remark remark = truth.<Remark>map(table -> table::line).orElse(Remark.none());
    return new SupernetSearch(task, control, remark).search(inputs.engine());
  }

  private SearchSettings searchSettings() {
    SearchSettings published = recipe.settingsFor(inputs.openSpace());
    return published
        .withCandidates(candidates(published.candidates()))
        .withController(controller(published.controller()))
        .withEpochs(settings.epochs())
        .withBatchSize(settings.batch())
        .withRates(settings.weightRate(), settings.policyRate());
  }

  private ControllerOptions controller(ControllerOptions published) {
    int images = settings.scoring().controllerImages();
    return images == 0
        ? published
        : published.withAmounts(published.steps(), published.samples(), images);
  }

  private CandidateOptions candidates(CandidateOptions published) {
    ScoringSettings scoring = settings.scoring();
    CandidateOptions counted =
        scoring.candidates() == 0
            ? published
            : published.withCounts(scoring.candidates(), scoring.previewCandidates());
    return scoring.scoreImages() == 0
        ? counted.on(CandidateOptions.Batches.WHOLE_SET, published.images())
        : counted.on(published.batches(), scoring.scoreImages());
  }

  private Map<String, Architecture> architectures(Architecture found) {
    Map<String, Architecture> all = new java.util.LinkedHashMap<>();
    all.put("found", found);
    if (settings.comparison()) {
      all.put("random", random());
      new TreeMap<>(inputs.space().references()).forEach(all::put);
    }
    return all;
  }

  /**
   * Returns a feasible architecture drawn uniformly among many draws; the found limits hold for it
   * as well.
   */
  private Architecture random() {
    SearchSpace space = inputs.space();
    RandomGenerator random = inputs.seed().child("random architecture").random();
    Architecture drawn = space.sample(random);
    for (int i = 0; i < MOST_DRAWS && !feasibility.allows(drawn); i++) {
      drawn = space.sample(random);
    }
    return drawn;
  }

  private Map<String, String> provenance(Contestant contestant) {
    Map<String, String> provenance = new TreeMap<>(settings.identity(inputs.fingerprint()));
    provenance.remove("data");
    provenance.put("found-architecture", contestant.text());
    return provenance;
  }
}
