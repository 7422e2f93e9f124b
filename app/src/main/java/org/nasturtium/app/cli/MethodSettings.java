package org.nasturtium.app.cli;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.nasturtium.app.run.Preset;
import org.nasturtium.app.run.Presets;
import org.nasturtium.app.run.RunSettings;
import org.nasturtium.app.run.SearchPlan;
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
import picocli.CommandLine.Model.CommandSpec;

/**
 * The options that decide a search with a weight-sharing method, whichever command has them.
 *
 * @param command the command, which knows which options were given
 * @param space the name of the space, null for the preset's
 * @param method the options of methods
 * @param data those of the images
 * @param learning those of sizes and lengths
 * @param retrainEpochs epochs of the final trainings; empty for the preset's
 * @param limits those that limit the found network
 * @param engine those of the computation
 * @param table the table that judges the search, null for none
 */
record MethodSettings(
    CommandSpec command,
    @Nullable String space,
    MethodOptions method,
    DataOptions data,
    LearningOptions learning,
    OptionalInt retrainEpochs,
    LimitOptions limits,
    EngineOptions engine,
    @Nullable Path table) {
  /** Any image: presets only read what a space adds to it. */
  private static final Shape ANY_IMAGE = new Shape(3, 32, 32);

  private static final int ANY_CLASSES = 10;

  /** Returns the preset. */
  Preset preset() {
    return Presets.of(method.preset(), data.dataset());
  }

  /**
   * Returns the settings of a search.
   *
   * @param name the name of the method
   * @param seed the root seed
   */
  RunSettings of(String name, long seed) {
    Preset preset = preset();
    SearchPlan plan = preset.searchPlan();
    String spaceName = space == null ? preset.space() : space;
    Recipe recipe = Recipes.byName(name);
    OpenSpace open = open(SearchSpaces.byName(spaceName));
    recipe.requireSearches(open);
    OwnGraph.refuseSizes(
        open,
        command,
        "--preset",
        "--channels",
        "--cells",
        "--retrain-channels",
        "--retrain-cells",
        "--auxiliary-head",
        "--stem");
    SearchSettings search = plan.settings(recipe, open);
    Skeleton skeleton = plan.skeleton(open, ANY_IMAGE, ANY_CLASSES);
    SizeOptions size = learning.size();
    int batch = learning.batch(search.batchSize());
    TrainingPlan trained = trained(preset, open, batch);
    RecipeOptions training = learning.recipe();
    return new RunSettings(
        "search",
        preset.name(),
        spaceName,
        recipe.name(),
        "",
        data.dataset(),
        data.folder(),
        data.side(),
        learning.trainLimit(plan.trainLimit()),
        data.testLimit(),
        size.channels(skeleton.channels()),
        size.cells(skeleton.cells()),
        learning.epochs(search.epochs()),
        batch,
        method.weightRate(search.weightRate()),
        method.policyRate(search.policyRate()),
        method.scoring(recipe, search, table == null ? "" : table.toString()),
        trained.epochs(),
        method.retrainChannels(size.channels(trained.channels())),
        method.retrainCells(size.cells(trained.cells())),
        training.over(trained.settings()),
        training.auxiliaryHead(trained.auxiliaryHead()),
        method.comparison(),
        limits.maxParameters(),
        limits.maxMacs(),
        seed,
        engine.device(),
        engine.precision(),
        engine.layout(),
        engine.threads());
  }

  private TrainingPlan trained(Preset preset, OpenSpace open, int batch) {
    TrainingPlan plan = preset.trainingPlan(open);
    if (retrainEpochs.orElse(0) < 0) {
      throw new InvalidInputException(
          "--retrain-epochs must be at least 0, not " + retrainEpochs.getAsInt());
    }
    int ofSearch = learning.hasBatch() ? batch : plan.settings().retrainBatch();
    int epochs = preset.searchPlan().searchOnly() ? 0 : plan.epochs();
    return plan.reduced(retrainEpochs.orElse(epochs), method.retrainBatch(ofSearch));
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
