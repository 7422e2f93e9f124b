package org.nasturtium.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.nasturtium.app.run.Preset;
import org.nasturtium.app.run.RunFolder;
import org.nasturtium.app.run.RunResult;
import org.nasturtium.app.run.RunSettings;
import org.nasturtium.app.run.SearchRun;
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
    Preset defaults = Preset.of(method.preset(), options.data.dataset());
    Recipe recipe = Recipes.byName(method.method(defaults));
    OpenSpace open = open(SearchSpaces.byName(options.space));
    OwnGraph.refuseSizes(
        open,
        options.command,
        "--preset",
        "--channels",
        "--cells",
        "--retrain-channels",
        "--retrain-cells",
        "--auxiliary-head");
    SearchSettings search = defaults.search(recipe, open);
    Skeleton skeleton = defaults.searchSkeleton(open, ANY_IMAGE, ANY_CLASSES);
    SizeOptions size = options.learning.size();
    int searchChannels = size.channels(skeleton.channels());
    int searchCells = size.cells(skeleton.cells());
    Skeleton trained = defaults.skeleton(open, ANY_IMAGE, ANY_CLASSES);
    boolean published = defaults == Preset.PUBLISHED;
    return new RunSettings(
        "search",
        options.space,
        recipe.name(),
        "",
        options.data.dataset(),
        options.data.folder(),
        options.data.side(),
        options.learning.trainLimit(),
        options.data.testLimit(),
        searchChannels,
        searchCells,
        options.learning.epochs(search.epochs()),
        options.learning.batch(search.batchSize()),
        method.weightRate(search.weightRate()),
        method.policyRate(search.policyRate()),
        method.scoring(search.candidates(), recipe.derivation().scoresCandidates(), table()),
        SearchCommand.or(options.retrainEpochs, defaults.retrainEpochs()),
        method.retrainChannels(
            published && !size.hasChannels() ? trained.channels() : searchChannels),
        method.retrainCells(published && !size.hasCells() ? trained.cells() : searchCells),
        options.learning.auxiliaryHead(),
        method.comparison(),
        options.limits.maxParameters(),
        options.limits.maxMacs(),
        options.run.seed(),
        options.engine.device(),
        options.engine.precision(),
        options.engine.layout(),
        options.engine.threads());
  }

  private String table() {
    Path table = options.strategy.table();
    return table == null ? "" : table.toString();
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
