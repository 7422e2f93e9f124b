package org.nasturtium.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nasturtium.app.predict.EncoderJob;
import org.nasturtium.app.study.SearchStrategies;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.progress.Stopwatch;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.library.DagSpace;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.Precision;
import org.nasturtium.torch.predict.EncoderFile;
import org.nasturtium.torch.predict.EncoderTraining;
import org.nasturtium.torch.predict.GraphEncoder;
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
  private static final int FRESH = 1000;

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
      description = "The length of a graph's vector. Default: 50, or 10 up to 8 nodes.")
  private @Nullable Integer dimension;

  @Option(
      names = "--pairs",
      defaultValue = "50000",
      paramLabel = "N",
      description = "The number of different pairs. Default: ${DEFAULT-VALUE}.")
  private int pairs;

  @Option(
      names = "--iterations",
      defaultValue = "10000",
      paramLabel = "N",
      description = "The steps of the training. Default: ${DEFAULT-VALUE}.")
  private int iterations;

  @Option(
      names = "--kernel-iterations",
      defaultValue = "3",
      paramLabel = "H",
      description = "The iterations of the kernel. Default: ${DEFAULT-VALUE}.")
  private int kernelIterations;

  @Option(
      names = "--directed",
      arity = "1",
      defaultValue = "true",
      paramLabel = "true|false",
      description =
          "Whether the kernel tells predecessors and successors apart. Default: ${DEFAULT-VALUE}.")
  private boolean directed;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "The root of all randomness. Default: ${DEFAULT-VALUE}.")
  private long seed;

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
    EncoderTraining.Task task = job.task();
    Path parent = out.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Engine engine =
        Engine.start(
            SearchStrategies.ENCODER_ENGINE.withPrecision(Precision.parse(job.precision())));
    Stopwatch watch = Stopwatch.start();
    try (ConsoleControl control = output.stoppable()) {
      file.train(task, job.identity(), engine, control);
    }
    double seconds = watch.seconds();
    GraphEncoder.Quality quality =
        GraphEncoder.load(out, Engine.start(SearchStrategies.SURROGATE_ENGINE))
            .quality(
                EncoderTraining.freshPairs(
                    task.source(), FRESH, Seed.of(job.seed()).child("fresh")));
    output.result(fields(job, quality, seconds), lines(job, quality, seconds));
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
    EncoderJob asked = saved.overlaid(wanted(), this::given);
    saved
        .fields()
        .forEach(
            (name, value) -> {
              if (!value.equals(asked.fields().get(name))) {
                throw new InvalidInputException(
                    "cannot resume %s: its %s is %s, but %s was asked for"
                        .formatted(out, name, value, asked.fields().get(name)));
              }
            });
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
    return new EncoderJob(
        spaceName(),
        SearchCommand.or(dimension, 0),
        pairs,
        iterations,
        kernelIterations,
        directed,
        seed,
        SearchStrategies.ENCODER_ENGINE.precision().toString());
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

  private Map<String, Object> fields(EncoderJob job, GraphEncoder.Quality quality, double seconds) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("command", "encoder train");
    fields.put("space", job.space());
    fields.put("dimension", job.task().spec().dimension());
    fields.put("pairs", job.pairs());
    fields.put("iterations", job.iterations());
    fields.put("kernel_iterations", job.kernelIterations());
    fields.put("directed", job.directed());
    fields.put("seed", job.seed());
    fields.put("precision", job.precision());
    fields.putAll(EncoderEvaluate.fields(quality));
    fields.put("seconds", seconds);
    fields.put("out", out.toString());
    return fields;
  }

  private List<String> lines(EncoderJob job, GraphEncoder.Quality quality, double seconds) {
    return List.of(
        String.format(
            Locale.ROOT, "%s: %d steps in %.1f seconds", job.space(), job.iterations(), seconds),
        EncoderEvaluate.line(quality, FRESH),
        "encoder " + out);
  }
}
