package org.nasturtium.app.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.nasturtium.app.run.Preset;
import org.nasturtium.app.run.Presets;
import org.nasturtium.app.run.RunFolder;
import org.nasturtium.app.run.RunResult;
import org.nasturtium.app.run.RunSettings;
import org.nasturtium.app.run.ScoringSettings;
import org.nasturtium.app.run.TrainRun;
import org.nasturtium.app.run.TrainingPlan;
import org.nasturtium.core.space.NetworkSpace;
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

  @Option(
      names = "--preset",
      defaultValue = "",
      paramLabel = "P",
      description =
          "The defaults of all other settings, listed below. Default: demo for shapes, quick otherwise.")
  private String preset = "";

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
    Preset defaults = Presets.of(preset, data.dataset());
    String name = architecture.spaceName(defaults.space());
    NetworkSpace space = NetworkSpace.of(architecture.space(name));
    OwnGraph.refuseSizes(
        space, command, "--preset", "--channels", "--cells", "--auxiliary-head", "--stem");
    TrainingPlan whole = defaults.trainingPlan(space);
    TrainingPlan plan =
        whole.reduced(
            learning.epochs(whole.epochs()), learning.batch(whole.settings().retrainBatch()));
    int width = learning.size().channels(plan.channels());
    int depth = learning.size().cells(plan.cells());
    return new RunSettings(
        "train",
        defaults.name(),
        name,
        "",
        architecture.text(space),
        data.dataset(),
        data.folder(),
        data.side(),
        learning.trainLimit(0),
        data.testLimit(),
        width,
        depth,
        plan.epochs(),
        plan.settings().retrainBatch(),
        1,
        1,
        ScoringSettings.none(),
        plan.epochs(),
        width,
        depth,
        learning.recipe().over(plan.settings()),
        learning.recipe().auxiliaryHead(plan.auxiliaryHead()),
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
