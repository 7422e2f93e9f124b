package org.nasturtium.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nasturtium.app.predict.EncoderJob;
import org.nasturtium.app.predict.EncoderLearning;
import org.nasturtium.app.predict.PredictorComparison;
import org.nasturtium.app.predict.PredictorReport;
import org.nasturtium.app.predict.TablePopulation;
import org.nasturtium.app.study.SearchStrategies;
import org.nasturtium.bench.parquet.TableFile;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Dataset;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.Stopwatch;
import org.nasturtium.core.search.Seed;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.predict.EmbeddingKind;
import org.nasturtium.torch.predict.EncoderTraining;
import org.nasturtium.torch.predict.GraphEmbedding;
import org.nasturtium.torch.predict.GraphEncoder;
import org.nasturtium.torch.predict.ScorePredictor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares embeddings by how well predictors on their vectors rank the cells of a table. */
@Command(
    name = "evaluate",
    description =
        "Train score predictors on a few cells of a benchmark table, and measure how they rank others.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class PredictorEvaluate implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Option(
      names = "--table",
      required = true,
      paramLabel = "T",
      description = "The benchmark table: of space nats-topology, nasbench101 or dag.")
  private Path file;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description = "The data set of the accuracies. Default: the table's only one, or cifar10.")
  private @Nullable String dataset;

  @Option(
      names = "--test-guided",
      description =
          "Learn and compare test accuracies: for tables that hold no others, such as NAS-Bench-101.")
  private boolean testGuided;

  @Option(
      names = "--embedding",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "adjacency,autoencoder,nasgem",
      description =
          "How cells become vectors: ${COMPLETION-CANDIDATES}; several are separated by commas. Default: all.")
  private List<EmbeddingKind> embeddings = List.of();

  @Option(
      names = "--encoder",
      paramLabel = "E",
      description = "The encoder of embedding nasgem. Default: one is trained.")
  private @Nullable Path encoder;

  @Option(
      names = "--iterations",
      defaultValue = "10000",
      paramLabel = "N",
      description = "The steps of encoders that are trained. Default: ${DEFAULT-VALUE}.")
  private int iterations;

  @Option(
      names = "--train-sizes",
      split = ",",
      defaultValue = "20,50,100,200",
      paramLabel = "N",
      description = "How many cells predictors learn from. Default: ${DEFAULT-VALUE}.")
  private List<Integer> sizes = List.of();

  @Option(
      names = "--held-out",
      defaultValue = "1000",
      paramLabel = "N",
      description = "How many other cells they are measured on. Default: ${DEFAULT-VALUE}.")
  private int heldOut;

  @Option(
      names = "--seeds",
      defaultValue = "10",
      paramLabel = "N",
      description = "How often each is repeated with other cells. Default: ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(
      names = "--members",
      defaultValue = "1",
      paramLabel = "N",
      description = "The networks of a predictor. Default: ${DEFAULT-VALUE}.")
  private int members;

  @Mixin private EncodingOptions encoding;

  @Mixin private SeedOption seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to write CSV files and report.html. Default: nowhere.")
  private @Nullable Path out;

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    Stopwatch watch = Stopwatch.start();
    BenchmarkTable table = TableFile.open(file);
    Dataset named = dataset(table);
    Dataset data = testGuided ? named.guidedByTest() : named;
    TablePopulation population = new TablePopulation(table, data);
    PredictorComparison comparison =
        new PredictorComparison(
            population,
            sizes,
            heldOut,
            seeds,
            new ScorePredictor.Options().withMembers(members),
            Seed.of(seed.value()));
    EncoderTraining.Task task = task(population);
    Engine engine = Engine.start(SearchStrategies.SURROGATE_ENGINE);
    GraphEncoder given = given(engine, population);
    List<PredictorReport.Row> rows = new ArrayList<>();
    try (ConsoleControl control = output.progress()) {
      for (EmbeddingKind kind : embeddings.stream().distinct().toList()) {
        GraphEmbedding embedding =
            given != null && kind == EmbeddingKind.NASGEM
                ? given
                : kind.make(task, each -> trained(each, control));
        for (PredictorComparison.Row row :
            comparison.measure(embedding, kind.toString(), engine, control)) {
          rows.add(new PredictorReport.Row(kind, row));
        }
      }
    }
    PredictorReport report = new PredictorReport(rows);
    List<String> lines = new ArrayList<>(report.lines());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("command", "predictor evaluate");
    fields.put("space", population.space());
    fields.put("dataset", data.name());
    fields.put("accuracy", testGuided ? "test" : "validation");
    fields.put("operations", encoding.operations().toString());
    fields.put("node_order", encoding.nodeOrder().toString());
    fields.put("held_out", heldOut);
    fields.put("seeds", seeds);
    fields.put("seed", seed.value());
    fields.put("rows", report.fields());
    fields.put("seconds", watch.seconds());
    Path folder = out;
    if (folder != null) {
      report.write(folder, facts(population, data));
      fields.put("out", folder.toString());
      lines.add("report  " + folder.resolve("report.html"));
    }
    output.result(fields, lines);
    return 0;
  }

  private Map<String, String> facts(TablePopulation population, Dataset data) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("table", "%s, %,d cells".formatted(population.space(), population.size()));
    facts.put("data set", data.name());
    facts.put("accuracies", testGuided ? "test" : "validation");
    facts.put(
        "graphs as numbers",
        "operations %s, nodes in %s order".formatted(encoding.operations(), encoding.nodeOrder()));
    facts.put("encoder of nasgem", encoder == null ? "trained here" : encoder.toString());
    facts.put("held-out cells", String.format(Locale.ROOT, "%,d", heldOut));
    facts.put("seeds", "%d from %d".formatted(seeds, seed.value()));
    return facts;
  }

  private Dataset dataset(BenchmarkTable table) {
    List<Dataset> held = table.datasets();
    boolean only = dataset == null && held.size() == 1;
    return only ? held.get(0) : table.dataset(dataset == null ? "cifar10" : dataset);
  }

  private EncoderTraining.Task task(TablePopulation population) {
    EncoderLearning learning =
        EncoderLearning.usual(
            iterations, encoding.operations(), encoding.nodeOrder(), seed.value());
    return new EncoderJob(population.space(), 0, learning).task();
  }

  private @Nullable GraphEncoder given(Engine engine, TablePopulation population) {
    if (encoder == null) {
      return null;
    }
    if (!embeddings.contains(EmbeddingKind.NASGEM)) {
      throw new InvalidInputException("--encoder goes with --embedding nasgem");
    }
    if (encoding.given(command) && embeddings.stream().allMatch(EmbeddingKind.NASGEM::equals)) {
      throw new InvalidInputException(
          "--operations and --node-order belong to the encoder that --encoder names; expected them with an embedding that is made here");
    }
    GraphEncoder loaded = GraphEncoder.load(encoder, engine);
    loaded.requireFor(population.graphs());
    return loaded;
  }

  private static GraphEncoder trained(EncoderTraining.Task task, RunControl control) {
    return EncoderTraining.train(
            task.spec(),
            task.source(),
            task.options(),
            Engine.start(SearchStrategies.ENCODER_ENGINE),
            task.seed(),
            control)
        .encoder()
        .on(Engine.start(SearchStrategies.SURROGATE_ENGINE));
  }
}
