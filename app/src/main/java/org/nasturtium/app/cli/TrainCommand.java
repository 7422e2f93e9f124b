package org.nasturtium.app.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nasturtium.app.run.Preset;
import org.nasturtium.app.run.RunFolder;
import org.nasturtium.app.run.RunResult;
import org.nasturtium.app.run.RunSettings;
import org.nasturtium.app.run.TrainRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains one architecture, tests it and exports it. */
@Command(
    name = "train",
    description = "Train one architecture of a space, test it and export it to ONNX.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private ArchitectureOptions architecture;
  @Mixin private DataOptions data;

  @Option(
      names = "--channels",
      paramLabel = "N",
      description = "Channels of the first stage. Default: 8.")
  private @Nullable Integer channels;

  @Option(names = "--cells", paramLabel = "N", description = "Cells per stage. Default: 1.")
  private @Nullable Integer cells;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Epochs of the training. Default: 4 for shapes, 30 otherwise.")
  private @Nullable Integer epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "64",
      description = "Images per step. Default: ${DEFAULT-VALUE}.")
  private int batch = 64;

  @Option(
      names = "--train-limit",
      paramLabel = "N",
      description = "Use at most N training images, class by class.")
  private @Nullable Integer trainLimit;

  @Option(
      names = "--auxiliary-head",
      description = "Train darts-cnn networks with an auxiliary classifier.")
  private boolean auxiliaryHead;

  @Mixin private EngineOptions engine;
  @Mixin private RunOptions run;
  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    RunSettings settings = run.merged(settings(), command);
    TrainRun training = TrainRun.prepare(settings);
    RunFolder folder = run.open("train-" + settings.dataset(), settings);
    try (ConsoleControl control = output.stoppable()) {
      RunResult result = training.run(folder, control);
      control.close();
      output.result(result.fields(), result.summary());
    }
    return 0;
  }

  private RunSettings settings() {
    OwnGraph.refuseSizes(
        architecture.space(), command, "--channels", "--cells", "--auxiliary-head");
    Preset defaults = Preset.of("", data.dataset());
    int width = SearchCommand.or(channels, 8);
    int depth = SearchCommand.or(cells, 1);
    int length = Optional.ofNullable(epochs).orElse(defaults.retrainEpochs());
    return new RunSettings(
        "train",
        architecture.spaceName(),
        "",
        architecture.text(),
        data.dataset(),
        data.folder(),
        data.side(),
        SearchCommand.limit("--train-limit", trainLimit).intValue(),
        data.testLimit(),
        width,
        depth,
        length,
        batch,
        1,
        1,
        length,
        width,
        depth,
        auxiliaryHead,
        false,
        0,
        0,
        run.seed(),
        engine.device(),
        engine.precision(),
        engine.layout(),
        engine.threads());
  }
}
