package org.nasturtium.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.nasturtium.app.bench.StrategyMatrix;
import org.nasturtium.app.bench.StrategyRuns;
import org.nasturtium.app.run.RunResult;
import org.nasturtium.app.run.SettingsFile;
import org.nasturtium.core.fault.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares strategies on a table at equal numbers of evaluations. */
@Command(
    name = "compare",
    description =
        "Search a benchmark table with several strategies, and compare what their incumbents are worth after equal numbers of evaluations.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BenchCompare implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(paramLabel = "T.parquet", description = "The table.")
  private String table = "";

  @Option(
      names = "--strategies",
      split = ",",
      paramLabel = "NAME",
      description =
          "The strategies, separated by commas, the one of interest first; LABEL=NAME for one that is compared with several settings. Default: ${DEFAULT-VALUE}.",
      defaultValue = "nasgem,random,evolution,local")
  private List<String> strategies = List.of();

  @Option(
      names = "--set",
      paramLabel = "LABEL.NAME=VALUE",
      description = "A setting of a strategy, such as evolution.population=20; may be repeated.")
  private List<String> set = List.of();

  @Option(
      names = "--encoder",
      paramLabel = "FILE",
      description =
          "The graph encoder of nasgem, made by 'encoder train'. Default: every run trains its own.")
  private String encoder = "";

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      defaultValue = "cifar10",
      description = "The data set. Default: ${DEFAULT-VALUE}.")
  private String dataset = "";

  @Option(
      names = "--test-guided",
      description =
          "Search by test accuracies: for tables that hold no others, such as NAS-Bench-101.")
  private boolean testGuided;

  @Option(names = "--distinct", description = "Propose equivalent architectures once.")
  private boolean distinct;

  @Option(
      names = "--evaluations",
      split = ",",
      paramLabel = "N",
      defaultValue = "50,100,200,500",
      description =
          "After how many evaluations incumbents are compared; a run ends with the last. Default: ${DEFAULT-VALUE}.")
  private List<Integer> evaluations = List.of();

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "100",
      description = "Runs per strategy. Default: ${DEFAULT-VALUE}.")
  private int runs = 1;

  @Mixin private SeedOption seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Runs made at once; changes no result. Default: one per processor.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder of the runs, their tables and report.html.")
  private Path out;

  @Option(
      names = "--resume",
      description = "Continue the comparison in --out; finished runs are not repeated.")
  private boolean resume;

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    SearchCommand.limit("--threads", threads);
    StrategyRuns prepared = StrategyRuns.prepare(matrix(), out);
    try (ConsoleControl control = output.stoppable()) {
      RunResult result = prepared.run(threads, control);
      control.close();
      output.result(result.fields(), result.summary());
    }
    return 0;
  }

  private StrategyMatrix matrix() {
    StrategyMatrix wanted =
        new StrategyMatrix(
            table,
            dataset,
            testGuided,
            strategies,
            set,
            encoder,
            distinct,
            evaluations,
            runs,
            seed.value());
    SettingsFile<StrategyMatrix> file = StrategyRuns.settings(out);
    if (resume && !file.exists()) {
      throw new InvalidInputException(
          "nothing to resume: %s holds no comparison of strategies".formatted(out));
    }
    if (resume) {
      StrategyMatrix begun = file.read();
      return SettingsFile.overlaid(begun, wanted, StrategyMatrix.class, this::given);
    }
    if (file.exists() || Files.exists(out.resolve("run.json"))) {
      throw new InvalidInputException(
          "output folder %s already holds a run; expected an empty folder, or --resume to continue it"
              .formatted(out));
    }
    return wanted;
  }

  private boolean given(String option) {
    return option.equals("--table")
        || command.commandLine().getParseResult().hasMatchedOption(option);
  }
}
