package org.nasturtium.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.nasturtium.app.bench.AnalysisPage;
import org.nasturtium.bench.analyze.AnalysisCsv;
import org.nasturtium.bench.analyze.AnalysisReport;
import org.nasturtium.bench.analyze.CorrelationRow;
import org.nasturtium.bench.analyze.Distribution;
import org.nasturtium.bench.analyze.TableAnalysis;
import org.nasturtium.bench.parquet.TableFile;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Dataset;
import org.nasturtium.core.file.DurableFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a table tells about its space. */
@Command(
    name = "analyze",
    description =
        "Write what a benchmark table tells about its space: rankings, costs, agreement and correlations.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BenchAnalyze implements Callable<Integer> {
  @Parameters(paramLabel = "T.parquet", description = "The table.")
  private Path file;

  @Option(
      names = "--datasets",
      split = ",",
      paramLabel = "NAME",
      description =
          "The data sets, separated by commas, the first of which orders the rankings. Default: all of the table.")
  private List<String> datasets = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where to write a CSV file per figure and report.html.")
  private Path out;

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    BenchmarkTable table = TableFile.open(file);
    List<Dataset> analyzed =
        datasets.isEmpty() ? table.datasets() : datasets.stream().map(table::dataset).toList();
    AnalysisReport report = TableAnalysis.of(table, analyzed, new TableAnalysis.Options());
    Files.createDirectories(out);
    for (Map.Entry<String, String> each : AnalysisCsv.files(report).entrySet()) {
      DurableFile.write(out.resolve(each.getKey()), each.getValue());
    }
    AnalysisPage.of(report).write(out.resolve("report.html"));
    output.result(fields(report), lines(report));
    return 0;
  }

  private Map<String, Object> fields(AnalysisReport report) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("space", report.space());
    fields.put("architectures", report.architectures());
    fields.put(
        "correlations", report.correlations().stream().map(BenchAnalyze::correlation).toList());
    fields.put("out", out.toString());
    fields.put("report", out.resolve("report.html").toString());
    return fields;
  }

  private static Map<String, Object> correlation(CorrelationRow row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("first", row.first());
    fields.put("second", row.second());
    fields.put("architectures", row.scope());
    fields.put("count", row.count());
    fields.put("correlation", row.correlation().text());
    row.value().ifPresent(value -> fields.put("value", value));
    row.interval()
        .ifPresent(
            interval -> {
              fields.put("low", interval.low());
              fields.put("high", interval.high());
            });
    return fields;
  }

  private List<String> lines(AnalysisReport report) {
    List<String> lines = new ArrayList<>();
    for (Distribution each : report.distributions()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-15s test accuracy: mean %.2f  median %.2f  top 1%% from %.2f  best %.2f",
              each.dataset(),
              each.moments().mean(),
              each.median(),
              each.topOnePercent(),
              each.best()));
    }
    lines.add("report  " + out.resolve("report.html"));
    return lines;
  }
}
