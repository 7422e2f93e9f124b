package org.nasturtium.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nasturtium.app.compare.Comparison;
import org.nasturtium.app.compare.FinishedRuns;
import org.nasturtium.app.compare.Matrix;
import org.nasturtium.app.compare.MatrixFolder;
import org.nasturtium.app.run.RunResult;
import org.nasturtium.app.run.RunSettings;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.torch.recipe.Recipe;
import org.nasturtium.torch.recipe.Recipes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares weight-sharing methods over several seeds. */
@Command(
    name = "compare",
    description =
        "Search with several methods and seeds, each a run of its own, and put them into one table and one report.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CompareCommand implements Callable<Integer> {
  /** Settings that only some methods read. */
  private record Selective(Predicate<Recipe> reads, List<String> fields) {}

  private static final List<Selective> SELECTIVE =
      List.of(
          new Selective(
              recipe -> recipe.derivation().scoresCandidates(),
              List.of("candidates", "previewCandidates")),
          new Selective(
              recipe -> recipe.architectureStep().readsController(), List.of("controllerImages")));

  @Spec private CommandSpec command;

  @Option(
      names = "--methods",
      split = ",",
      paramLabel = "M",
      description = "The methods, separated by commas; listed below.")
  private List<String> methods = List.of();

  @Option(
      names = "--seeds",
      split = ",",
      paramLabel = "N",
      description = "The seeds, separated by commas. Default: 1,2,3.")
  private List<Long> seeds = List.of();

  @Option(
      names = "--space",
      paramLabel = "S",
      description =
          "A space listed below, or the .json file of your own network. Default: the preset's.")
  private @Nullable String space;

  @Mixin private MethodOptions method;
  @Mixin private DataOptions data;
  @Mixin private LearningOptions learning;

  @Option(
      names = "--retrain-epochs",
      paramLabel = "N",
      description =
          "Also train what each run finds, for N epochs. Default: 0, search and derive only.")
  private int retrainEpochs;

  @Option(
      names = "--table",
      paramLabel = "FILE",
      description = "A benchmark table that judges what the searches derive; they never see it.")
  private @Nullable Path table;

  @Mixin private LimitOptions limits;
  @Mixin private EngineOptions engine;

  @Option(
      names = "--workers",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "Runs at once, each with --threads of its own; changes no result. Default: ${DEFAULT-VALUE}.")
  private int workers;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder of all.")
  private Path out;

  @Option(
      names = "--from",
      split = ",",
      paramLabel = "DIR",
      description =
          "Take finished runs of exactly these settings from earlier comparisons instead of repeating them; may be repeated.")
  private List<Path> earlier = List.of();

  @Option(
      names = "--resume",
      description = "Continue the comparison in --out; finished runs are not repeated.")
  private boolean resume;

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    SearchCommand.limit("--workers", workers);
    MatrixFolder folder = new MatrixFolder(out);
    FinishedRuns finished = new FinishedRuns(earlier.stream().map(MatrixFolder::new).toList());
    Matrix matrix = resume ? merged(folder.matrix()) : fresh(folder);
    Comparison comparison = Comparison.prepare(matrix, folder, finished);
    try (ConsoleControl control = output.stoppable()) {
      RunResult result = comparison.run(workers, control);
      control.close();
      output.result(result.fields(), result.summary());
      return Comparison.isAllFailed(result) ? 1 : 0;
    }
  }

  private Matrix fresh(MatrixFolder folder) {
    if (folder.isBegun() || Files.exists(folder.file("run.json"))) {
      throw new InvalidInputException(
          "output folder %s already holds a run; expected an empty folder, or --resume to continue it"
              .formatted(out));
    }
    if (methods.isEmpty()) {
      throw new InvalidInputException("--methods must name at least one, such as gdas,rsps");
    }
    return matrix(methods, seeds.isEmpty() ? List.of(1L, 2L, 3L) : seeds);
  }

  private Matrix merged(Matrix saved) {
    if (given("--preset")) {
      throw new InvalidInputException(
          "--preset cannot be given with --resume: the comparison keeps the settings it began with");
    }
    List<String> begun = saved.methods().stream().map(RunSettings::method).toList();
    requireSame("--methods", begun, methods);
    requireSame("--seeds", saved.seeds(), seeds);
    return saved.overlaid(matrix(begun, saved.seeds()), this::given);
  }

  private void requireSame(String option, List<?> begun, List<?> wanted) {
    if (given(option) && !begun.equals(wanted)) {
      throw new InvalidInputException(
          "cannot resume %s: its %s are %s, but %s was asked for"
              .formatted(out, option.substring(2), begun, wanted));
    }
  }

  private boolean given(String option) {
    return command.commandLine().getParseResult().hasMatchedOption(option);
  }

  private Matrix matrix(List<String> names, List<Long> roots) {
    MethodSettings settings =
        new MethodSettings(
            command,
            space,
            method,
            data,
            learning,
            OptionalInt.of(retrainEpochs),
            limits,
            engine,
            table);
    List<Recipe> recipes = names.stream().map(Recipes::byName).toList();
    List<RunSettings> all =
        recipes.stream()
            .map(recipe -> read(recipe, settings.of(recipe.name(), roots.get(0)), recipes))
            .toList();
    return new Matrix(all, roots);
  }

  /** Leaves out the settings that a method does not read, where another of the matrix does. */
  private static RunSettings read(Recipe recipe, RunSettings settings, List<Recipe> matrix) {
    RunSettings kept = settings;
    for (Selective each : SELECTIVE) {
      if (matrix.stream().anyMatch(each.reads()) && !each.reads().test(recipe)) {
        kept = kept.without(each.fields());
      }
    }
    return kept;
  }
}
