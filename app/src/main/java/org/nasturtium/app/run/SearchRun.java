package org.nasturtium.app.run;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.file.DurableFile;
import org.nasturtium.core.network.GraphJson;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.search.Feasibility;
import org.nasturtium.core.search.FeasibleDerivation;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.torch.data.Split;
import org.nasturtium.torch.recipe.Recipe;
import org.nasturtium.torch.recipe.Recipes;
import org.nasturtium.torch.recipe.SearchResult;
import org.nasturtium.torch.recipe.SearchSettings;
import org.nasturtium.torch.recipe.SupernetSearch;

/**
 * A search run: search, derive, train the found network and its contestants alike, test, export,
 * report.
 *
 * <p>Every stage continues from its checkpoint; a stage that is complete is read back from it and
 * not repeated.
 */
public final class SearchRun {
  private static final int MOST_DRAWS = 10_000;
  private static final JsonMapper JSON = new JsonMapper();

  private final RunSettings settings;
  private final RunInputs inputs;
  private final Recipe recipe;
  private final Feasibility feasibility;

  private SearchRun(RunSettings settings, RunInputs inputs, Recipe recipe) {
    this.settings = settings;
    this.inputs = inputs;
    this.recipe = recipe;
    this.feasibility = inputs.feasibility();
  }

  /**
   * Prepares a run; everything the user got wrong is found here, before anything is written.
   *
   * @param settings the settings
   * @throws org.nasturtium.core.fault.InvalidInputException if they cannot be met
   */
  public static SearchRun prepare(RunSettings settings) {
    Recipe recipe = Recipes.byName(settings.method());
    RunInputs inputs = RunInputs.load(settings);
    recipe.requireSearches(inputs.openSpace());
    inputs.openSpace().supernet(inputs.searchSkeleton());
    SearchRun run = new SearchRun(settings, inputs, recipe);
    new FeasibleDerivation(inputs.openSpace(), run.feasibility).requireAny();
    return run;
  }

  /**
   * Runs to the end.
   *
   * @param folder where everything is kept
   * @param control whom to tell
   * @throws IOException if a file cannot be written
   */
  public RunResult run(RunFolder folder, RunControl control) throws IOException {
    SearchResult found = search(folder, control);
    ContestantTraining training = new ContestantTraining(settings, inputs, folder, control);
    List<Contestant> contestants = new ArrayList<>();
    for (Map.Entry<String, Architecture> entry : architectures(found.architecture()).entrySet()) {
      contestants.add(training.train(entry.getKey(), entry.getValue()));
    }
    Contestant best = contestants.get(0);
    Exported exported =
        Exported.of(
            best.network(),
            best.weights(),
            inputs.data(),
            inputs.exactEngine(),
            provenance(best),
            folder.file("model.onnx"));
    DurableFile.write(folder.file("network.json"), GraphJson.write(best.network()));
    RunResult result = result(folder, found, contestants, exported);
    new RunReport(settings, inputs, recipe).write(folder, found, contestants, exported);
    DurableFile.write(
        folder.file("result.json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result.fields()));
    return result;
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
            folder.file("search.checkpoint"),
            identity);
    return new SupernetSearch(task, control).search(inputs.engine());
  }

  private SearchSettings searchSettings() {
    return recipe
        .settingsFor(inputs.openSpace())
        .withEpochs(settings.epochs())
        .withBatchSize(settings.batch())
        .withRates(settings.weightRate(), settings.policyRate());
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

  private RunResult result(
      RunFolder folder, SearchResult found, List<Contestant> contestants, Exported exported) {
    SearchSpace space = inputs.space();
    Contestant best = contestants.get(0);
    Map<String, Object> fields =
        Fields.of(
            "command", "search",
            "space", space.name(),
            "method", recipe.name(),
            "dataset", settings.dataset(),
            "seed", settings.seed());
    fields.putAll(ContestantFields.of(best, space.rank(best.architecture())));
    fields.put("supernet_accuracy", found.supernetAccuracy());
    fields.put("search_seconds", found.seconds());
    fields.put("retrain_seconds", best.seconds());
    fields.putAll(exported.fields());
    fields.put("out", folder.path().toString());
    fields.put("report", folder.file("report.html").toString());
    fields.put(
        "comparison",
        contestants.stream()
            .map(
                c -> {
                  Map<String, Object> row = Fields.of("name", c.name());
                  row.putAll(ContestantFields.of(c, space.rank(c.architecture())));
                  row.put("retrain_seconds", c.seconds());
                  return row;
                })
            .toList());
    fields.put("precision", settings.precision());
    fields.put("layout", settings.layout());
    fields.put("threads", settings.threads());
    fields.put("data_fingerprint", inputs.fingerprint());
    fields.put("version", Version.current());
    return new RunResult(fields, summary(folder, contestants, exported));
  }

  private List<String> summary(RunFolder folder, List<Contestant> contestants, Exported exported) {
    List<String> lines = new ArrayList<>();
    lines.add("found   " + contestants.get(0).text());
    lines.add(
        String.format(
            Locale.ROOT,
            "%-10s %12s %10s %12s %14s",
            "",
            "validation %",
            "test %",
            "parameters",
            "MACs"));
    for (Contestant c : contestants) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-10s %12.2f %10.2f %12d %14d",
              c.name(),
              c.validation().accuracy(),
              c.test().accuracy(),
              c.published().parameters(),
              c.published().macs()));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "exported %s: largest difference to ONNX Runtime %.2e, %.3f ms per image (median, one thread)",
            exported.file(),
            exported.parity().maxAbsDifference(),
            exported.latency().medianMillis()));
    lines.add("report  " + folder.file("report.html"));
    return lines;
  }
}
