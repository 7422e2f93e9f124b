package org.nasturtium.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.nasturtium.app.predict.Sweep;
import org.nasturtium.app.predict.SweepFolder;
import org.nasturtium.app.predict.SweepRun;
import org.nasturtium.app.run.RunFolder;
import org.nasturtium.app.run.RunResult;
import org.nasturtium.app.run.SettingsFile;
import org.nasturtium.core.fault.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains an encoder for every number of nodes and every dimension, and compares them. */
@Command(
    name = "sweep",
    description =
        "Train one encoder of space dag per number of nodes and dimension, and put their losses into one table and one report.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class EncoderSweep implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Option(
      names = "--nodes",
      split = ",",
      paramLabel = "N",
      description = "Nodes of the graphs, 4 to 250 each, separated by commas.")
  private List<Integer> nodes = List.of();

  @Option(
      names = "--dimensions",
      split = ",",
      paramLabel = "D",
      description = "Lengths of a graph's vector, separated by commas.")
  private List<Integer> dimensions = List.of();

  @Mixin private EncoderOptions training;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder of all.")
  private Path out;

  @Option(
      names = "--resume",
      description = "Continue the sweep in --out; finished encoders are not trained again.")
  private boolean resume;

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    SweepFolder folder = new SweepFolder(out);
    SweepRun run = SweepRun.prepare(resume ? resumed(folder.sweep()) : fresh(folder), folder);
    try (ConsoleControl control = output.stoppable()) {
      RunResult result = run.run(control);
      control.close();
      output.result(result.fields(), result.summary());
    }
    return 0;
  }

  private Sweep fresh(SweepFolder folder) {
    if (folder.isBegun() || Files.exists(folder.file("run.json"))) {
      throw new InvalidInputException(
          "output folder %s already holds a run; expected an empty folder, or --resume to continue it"
              .formatted(out));
    }
    return new Sweep(nodes, dimensions, training.learning());
  }

  private Sweep resumed(Sweep saved) {
    Sweep wanted =
        new Sweep(
            nodes.isEmpty() ? saved.nodes() : nodes,
            dimensions.isEmpty() ? saved.dimensions() : dimensions,
            training.learning());
    RunFolder.requireSame(
        out, saved, SettingsFile.overlaid(saved, wanted, Sweep.class, this::given));
    return saved;
  }

  private boolean given(String option) {
    return command.commandLine().getParseResult().hasMatchedOption(option);
  }
}
