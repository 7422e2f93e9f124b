package org.nasturtium.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nasturtium.app.bench.ReproductionPage;
import org.nasturtium.bench.clock.Conventions;
import org.nasturtium.bench.parquet.TableFile;
import org.nasturtium.bench.reproduce.Reproduction;
import org.nasturtium.bench.reproduce.ReproductionCsv;
import org.nasturtium.bench.reproduce.ReproductionJson;
import org.nasturtium.bench.reproduce.ReproductionLatex;
import org.nasturtium.bench.reproduce.ReproductionReport;
import org.nasturtium.bench.reproduce.SearchMethod;
import org.nasturtium.bench.reproduce.SearchMethods;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Dataset;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.file.DurableFile;
import org.nasturtium.core.search.Seed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the published searches on a table and compares. */
@Command(
    name = "reproduce",
    description =
        "Run the published searches on a benchmark table and compare with what was published.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BenchReproduce implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();

  @Parameters(paramLabel = "T.parquet", description = "The table.")
  private Path file;

  @Option(
      names = "--strategies",
      split = ",",
      paramLabel = "NAME",
      description =
          "random, evolution, reinforce, bohb, local, separated by commas. Default: all that the table allows.")
  private List<String> strategies = List.of();

  @Option(
      names = "--datasets",
      split = ",",
      paramLabel = "NAME",
      description = "The data sets, separated by commas. Default: all of the table.")
  private List<String> datasets = List.of();

  @Option(
      names = "--runs",
      defaultValue = "500",
      paramLabel = "N",
      description = "Runs per strategy and data set. Default: ${DEFAULT-VALUE}, as published.")
  private int runs = Reproduction.Options.PUBLISHED_RUNS;

  @Option(
      names = "--time-budget",
      paramLabel = "S",
      description = "Simulated seconds of a run. Default: the published ones.")
  private @Nullable Double timeBudget;

  @Mixin private SeedOption seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Runs made at once; changes no result. Default: one per processor.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--convention",
      paramLabel = "NAME=SIDE",
      description =
          "Where publication and code disagree, as-published or as-coded, such as budgets=as-published; may be repeated.")
  private List<String> conventions = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to write CSV, LaTeX, JSON and report.html. Default: nowhere.")
  private @Nullable Path out;

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    SearchCommand.limit("--runs", runs);
    SearchCommand.limit("--threads", threads);
    if (timeBudget != null && !(timeBudget > 0 && Double.isFinite(timeBudget))) {
      throw new InvalidInputException(
          "--time-budget must be above 0 and finite, not " + timeBudget);
    }
    Conventions sides = Conventions.parse(conventions);
    BenchmarkTable table = TableFile.open(file);
    ReproductionReport report;
    try (ConsoleControl control = output.progress()) {
      report = Reproduction.run(table, options(table, sides), control);
    }
    Map<String, Object> fields = fields(report);
    List<String> lines = new ArrayList<>(ReproductionPage.lines(report));
    Path folder = out;
    if (folder != null) {
      write(report, folder);
      fields.put("out", folder.toString());
      lines.add("report  " + folder.resolve("report.html"));
    }
    output.result(fields, lines);
    return 0;
  }

  private Reproduction.Options options(BenchmarkTable table, Conventions sides) {
    List<SearchMethod> methods =
        strategies.isEmpty() ? SearchMethods.all(sides) : SearchMethods.of(strategies, sides);
    List<Dataset> searched =
        datasets.isEmpty() ? table.datasets() : datasets.stream().map(table::dataset).toList();
    OptionalDouble seconds =
        timeBudget == null ? OptionalDouble.empty() : OptionalDouble.of(timeBudget);
    return new Reproduction.Options(
        methods, searched, runs, seconds, Seed.of(seed.value()), threads, sides);
  }

  private static Map<String, Object> fields(ReproductionReport report) {
    try {
      return JSON.readValue(
          ReproductionJson.text(report), new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is always JSON", e);
    }
  }

  private static void write(ReproductionReport report, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, String> each : ReproductionCsv.files(report).entrySet()) {
      DurableFile.write(folder.resolve(each.getKey()), each.getValue());
    }
    DurableFile.write(folder.resolve("table.tex"), ReproductionLatex.text(report));
    DurableFile.write(folder.resolve("report.json"), ReproductionJson.text(report));
    ReproductionPage.of(report).write(folder.resolve("report.html"));
  }
}
