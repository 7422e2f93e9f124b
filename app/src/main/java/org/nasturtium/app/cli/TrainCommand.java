package org.nasturtium.app.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.nasturtium.app.run.Preset;
import org.nasturtium.app.run.RunFolder;
import org.nasturtium.app.run.RunResult;
import org.nasturtium.app.run.RunSettings;
import org.nasturtium.app.run.ScoringSettings;
import org.nasturtium.app.run.TrainRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

  @Mixin private LearningOptions learning;
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
    int width = learning.size().channels(8);
    int depth = learning.size().cells(1);
    int length = learning.epochs(defaults.retrainEpochs());
    return new RunSettings(
        "train",
        architecture.spaceName(),
        "",
        architecture.text(),
        data.dataset(),
        data.folder(),
        data.side(),
        learning.trainLimit(),
        data.testLimit(),
        width,
        depth,
        length,
        learning.batch(64),
        1,
        1,
        ScoringSettings.none(),
        length,
        width,
        depth,
        learning.auxiliaryHead(),
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
