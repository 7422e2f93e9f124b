package org.nasturtium.app.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Searches a network on images, trains it, tests it, exports it and writes a report. */
@Command(
    name = "search",
    description = "Search a network on images, train it, export it to ONNX and write a report.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SearchCommand implements Callable<Integer> {
  /** Any image: presets only read what a space adds to it. */
  private static final Shape ANY_IMAGE = new Shape(3, 32, 32);

  private static final int ANY_CLASSES = 10;

  @Spec private CommandSpec command;

  @Option(
      names = "--space",
      defaultValue = "nats-topology",
      paramLabel = "S",
      description =
          "nats-topology, darts-cnn, darts-cnn-nge, or the .json file of your own network. Default: ${DEFAULT-VALUE}.")
  private String space = "nats-topology";

  @Option(
      names = "--method",
      defaultValue = "gdas",
      paramLabel = "M",
      description = "gdas, gdas-as-coded or darts-v1. Default: ${DEFAULT-VALUE}.")
  private String method = "gdas";

  @Mixin private DataOptions data;

  @Option(
      names = "--preset",
      defaultValue = "",
      paramLabel = "P",
      description =
          "Defaults of the settings below: demo, quick or published. Default: demo for shapes, quick otherwise.")
  private String preset = "";

  @Mixin private LearningOptions learning;

  @Option(
      names = "--weight-rate",
      paramLabel = "R",
      description = "First learning rate of the shared weights.")
  private @Nullable Double weightRate;

  @Option(
      names = "--policy-rate",
      paramLabel = "R",
      description = "Learning rate of the architecture parameters.")
  private @Nullable Double policyRate;

  @Option(
      names = "--retrain-epochs",
      paramLabel = "N",
      description = "Epochs of the final trainings.")
  private @Nullable Integer retrainEpochs;

  @Option(
      names = "--retrain-channels",
      paramLabel = "N",
      description = "Channels of the final networks. Default: as searched.")
  private @Nullable Integer retrainChannels;

  @Option(
      names = "--retrain-cells",
      paramLabel = "N",
      description = "Cells per stage of the final networks. Default: as searched.")
  private @Nullable Integer retrainCells;

  @Option(
      names = "--comparison",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Also train a random and a reference architecture alike; --no-comparison leaves them out.")
  private boolean comparison = true;

  @Option(
      names = "--max-parameters",
      paramLabel = "N",
      description = "The found network has at most N parameters.")
  private @Nullable Long maxParameters;

  @Option(
      names = "--max-macs",
      paramLabel = "N",
      description = "The found network has at most N multiply-accumulates.")
  private @Nullable Long maxMacs;

  @Mixin private EngineOptions engine;
  @Mixin private RunOptions run;
  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    RunSettings settings = run.merged(settings(), command);
    SearchRun search = SearchRun.prepare(settings);
    RunFolder folder =
        run.open(
            "search-%s-%s-%s"
                .formatted(name(settings.space()), settings.method(), settings.dataset()),
            settings);
    try (ConsoleControl control = output.stoppable()) {
      RunResult result = search.run(folder, control);
      control.close();
      output.result(result.fields(), result.summary());
    }
    return 0;
  }

  private static String name(String space) {
    return space.replaceAll(".*[/\\\\]", "").replaceAll("\\.json$", "");
  }

  private RunSettings settings() {
    Preset defaults = Preset.of(preset, data.dataset());
    Recipe recipe = Recipes.byName(method);
    OpenSpace open = open(SearchSpaces.byName(space));
    OwnGraph.refuseSizes(
        open,
        command,
        "--preset",
        "--channels",
        "--cells",
        "--retrain-channels",
        "--retrain-cells",
        "--auxiliary-head");
    SearchSettings search = defaults.search(recipe, open);
    Skeleton skeleton = defaults.searchSkeleton(open, ANY_IMAGE, ANY_CLASSES);
    int searchChannels = learning.size().channels(skeleton.channels());
    int searchCells = learning.size().cells(skeleton.cells());
    Skeleton trained = defaults.skeleton(open, ANY_IMAGE, ANY_CLASSES);
    boolean published = defaults == Preset.PUBLISHED;
    return new RunSettings(
        "search",
        space,
        method,
        "",
        data.dataset(),
        data.folder(),
        data.side(),
        learning.trainLimit(),
        data.testLimit(),
        searchChannels,
        searchCells,
        learning.epochs(search.epochs()),
        learning.batch(search.batchSize()),
        Optional.ofNullable(weightRate).orElse(search.weightRate()),
        Optional.ofNullable(policyRate).orElse(search.policyRate()),
        or(retrainEpochs, defaults.retrainEpochs()),
        or(
            retrainChannels,
            published && !learning.size().hasChannels() ? trained.channels() : searchChannels),
        or(retrainCells, published && !learning.size().hasCells() ? trained.cells() : searchCells),
        learning.auxiliaryHead(),
        comparison,
        limit("--max-parameters", maxParameters).longValue(),
        limit("--max-macs", maxMacs).longValue(),
        run.seed(),
        engine.device(),
        engine.precision(),
        engine.layout(),
        engine.threads());
  }

  private static OpenSpace open(SearchSpace space) {
    if (space instanceof OpenSpace open) {
      return open;
    }
    throw new InvalidInputException(
        "space " + space.name() + " has no supernet; 'search' needs a network with open decisions");
  }

  static int or(@Nullable Integer given, int otherwise) {
    return given == null ? otherwise : given;
  }

  /** Returns a limit, 0 for none; a given one is at least 1. */
  static Number limit(String option, @Nullable Number given) {
    if (given != null && given.longValue() < 1) {
      throw new InvalidInputException(option + " must be at least 1, not " + given);
    }
    return given == null ? 0L : given;
  }
}
