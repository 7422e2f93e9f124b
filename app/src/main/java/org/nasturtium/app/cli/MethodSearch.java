package org.nasturtium.app.cli;

import java.io.IOException;
import org.nasturtium.app.run.Preset;
import org.nasturtium.app.run.Presets;
import org.nasturtium.app.run.RunFolder;
import org.nasturtium.app.run.RunResult;
import org.nasturtium.app.run.RunSettings;
import org.nasturtium.app.run.SearchPlan;
import org.nasturtium.app.run.SearchRun;
import org.nasturtium.app.run.TrainingPlan;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.core.space.library.SearchSpaces;
import org.nasturtium.torch.recipe.Recipe;
import org.nasturtium.torch.recipe.Recipes;
import org.nasturtium.torch.recipe.SearchSettings;

/** Searches a supernet on images, trains what it finds, tests it, exports it and reports. */
final class MethodSearch {
  /** Any image: presets only read what a space adds to it. */
  private static final Shape ANY_IMAGE = new Shape(3, 32, 32);

  private static final int ANY_CLASSES = 10;

  private final SearchCommand options;

  MethodSearch(SearchCommand options) {
    this.options = options;
  }

  int call() throws IOException {
    RunSettings settings = options.run.merged(settings(), options.command);
    SearchRun search = SearchRun.prepare(settings);
    RunFolder folder =
        options.run.open(
            "search-%s-%s-%s"
                .formatted(
                    SearchCommand.folderName(settings.space()),
                    settings.method(),
                    settings.dataset()),
            settings);
    try (ConsoleControl control = options.output.stoppable()) {
      RunResult result = search.run(folder, control);
      control.close();
      options.output.result(result.fields(), result.summary());
    }
    return 0;
  }

  private RunSettings settings() {
    MethodOptions method = options.method;
    Preset preset = Presets.of(method.preset(), options.data.dataset());
    SearchPlan plan = preset.searchPlan();
    String space = options.given("--space") ? options.space : preset.space();
    Recipe recipe = Recipes.byName(method.method(preset));
    OpenSpace open = open(SearchSpaces.byName(space));
    recipe.requireSearches(open);
    OwnGraph.refuseSizes(
        open,
        options.command,
        "--preset",
        "--channels",
        "--cells",
        "--retrain-channels",
        "--retrain-cells",
        "--auxiliary-head",
        "--stem");
    SearchSettings search = plan.settings(recipe, open);
    Skeleton skeleton = plan.skeleton(open, ANY_IMAGE, ANY_CLASSES);
    SizeOptions size = options.learning.size();
    int batch = options.learning.batch(search.batchSize());
    TrainingPlan trained = trained(preset, open, batch);
    RecipeOptions training = options.learning.recipe();
    return new RunSettings(
        "search",
        preset.name(),
        space,
        recipe.name(),
        "",
        options.data.dataset(),
        options.data.folder(),
        options.data.side(),
        options.learning.trainLimit(plan.trainLimit()),
        options.data.testLimit(),
        size.channels(skeleton.channels()),
        size.cells(skeleton.cells()),
        options.learning.epochs(search.epochs()),
        batch,
        method.weightRate(search.weightRate()),
        method.policyRate(search.policyRate()),
        trained.epochs(),
        method.retrainChannels(size.channels(trained.channels())),
        method.retrainCells(size.cells(trained.cells())),
        training.over(trained.settings()),
        training.auxiliaryHead(trained.auxiliaryHead()),
        method.comparison(),
        options.limits.maxParameters(),
        options.limits.maxMacs(),
        options.run.seed(),
        options.engine.device(),
        options.engine.precision(),
        options.engine.layout(),
        options.engine.threads());
  }

  private TrainingPlan trained(Preset preset, OpenSpace space, int batch) {
    TrainingPlan plan = preset.trainingPlan(space);
    int published = plan.settings().retrainBatch();
    int ofSearch = options.learning.hasBatch() ? batch : published;
    return plan.reduced(
        SearchCommand.or(options.retrainEpochs, plan.epochs()),
        options.method.retrainBatch(ofSearch));
  }

  private static OpenSpace open(SearchSpace space) {
    if (space instanceof OpenSpace open) {
      return open;
    }
    throw new InvalidInputException(
        "space "
            + space.name()
            + " has no supernet; weight-sharing methods need a network with open decisions, expected --strategy");
  }
}
