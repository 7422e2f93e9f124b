package org.nasturtium.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nasturtium.app.predict.EncoderJob;
import org.nasturtium.app.run.RunFolder;
import org.nasturtium.app.run.SettingsFile;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.library.DagSpace;
import org.nasturtium.torch.predict.EncoderFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a graph encoder, guided by the Weisfeiler-Lehman kernel. */
@Command(
    name = "train",
    description = "Train a graph encoder on pairs of random graphs and their kernels.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class EncoderTrain implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Option(
      names = "--space",
      defaultValue = "dag",
      paramLabel = "S",
      description =
          "The space whose graphs it learns from: dag, dag-NODES-OPERATION-..., nats-topology or nasbench101. Default: ${DEFAULT-VALUE}.")
  private String space = "dag";

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "Nodes of the graphs of space dag, 4 to 250. Default: 30.")
  private @Nullable Integer nodes;

  @Option(
      names = "--dimension",
      paramLabel = "D",
      description = "The length of a graph's vector. Default: 50.")
  private @Nullable Integer dimension;

  @Mixin private EncoderOptions training;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "E",
      description = "The file of the encoder.")
  private Path out;

  @Option(names = "--resume", description = "Continue the training of --out where it stopped.")
  private boolean resume;

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    EncoderFile file = new EncoderFile(out);
    EncoderJob job = resume ? resumed(file) : fresh(file);
    try (ConsoleControl control = output.stoppable()) {
      EncoderJob.Learned learned = job.learn(file, control);
      control.close();
      output.result(fields(job, learned), lines(job, learned));
    }
    return 0;
  }

  private EncoderJob fresh(EncoderFile file) {
    if (file.isTrained() || file.isBegun()) {
      throw new InvalidInputException(
          file.isTrained()
              ? out + " is there already; expected another --out"
              : "the training of %s was begun; expected --resume to continue it".formatted(out));
    }
    return wanted();
  }

  private EncoderJob resumed(EncoderFile file) {
    if (!file.isTrained() && !file.isBegun()) {
      throw new InvalidInputException("nothing to resume: no training of " + out + " was begun");
    }
    EncoderJob saved = EncoderJob.of(file.identity(), out);
    RunFolder.requireSame(
        out, saved, SettingsFile.overlaid(saved, wanted(), EncoderJob.class, this::given));
    return saved;
  }

  private boolean given(String option) {
    return command.commandLine().getParseResult().hasMatchedOption(option)
        || (option.equals("--space") && nodes != null);
  }

  private EncoderJob wanted() {
    if (dimension != null && dimension < 1) {
      throw new InvalidInputException("--dimension must be at least 1, not " + dimension);
    }
    return new EncoderJob(spaceName(), SearchCommand.or(dimension, 0), training.learning());
  }

  private String spaceName() {
    if (nodes == null) {
      return space;
    }
    if (!space.equals("dag")) {
      throw new InvalidInputException(
          "--nodes sizes the graphs of --space dag only, not those of " + space);
    }
    return new DagSpace(nodes, DagSpace.OPERATIONS).name();
  }

  private Map<String, Object> fields(EncoderJob job, EncoderJob.Learned learned) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("command", "encoder train");
    fields.put("space", job.space());
    fields.put("dimension", learned.training().encoder().dimension());
    fields.putAll(job.learning().results());
    fields.putAll(EncoderEvaluate.fields(learned.quality()));
    fields.put("seconds", learned.training().seconds());
    fields.put("out", out.toString());
    return fields;
  }

  private List<String> lines(EncoderJob job, EncoderJob.Learned learned) {
    return List.of(
        String.format(
            Locale.ROOT,
            "%s: %d steps in %.1f seconds",
            job.space(),
            job.learning().iterations(),
            learned.training().seconds()),
        EncoderEvaluate.line(learned.quality(), EncoderJob.FRESH),
        "encoder " + out);
  }
}
