package org.nasturtium.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.nasturtium.bench.parquet.TableFile;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Column;
import org.nasturtium.bench.table.Dataset;
import org.nasturtium.bench.table.Ledger;
import org.nasturtium.bench.table.Series;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says what a benchmark table holds. */
@Command(
    name = "info",
    description = "Say what a benchmark table holds, lacks and comes from.",
    mixinStandardHelpOptions = true)
final class BenchInfo implements Callable<Integer> {
  @Parameters(paramLabel = "T.parquet", description = "The table.")
  private Path file;

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    BenchmarkTable table = TableFile.open(file);
    Map<Series, List<String>> series = series(table);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("space", table.space().name());
    fields.put("architectures", table.size());
    fields.put("datasets", table.datasets().stream().map(Dataset::name).toList());
    fields.put("source", table.origin().source());
    fields.put("license", table.origin().license());
    fields.put("gaps", table.origin().gaps());
    fields.put(
        "series",
        series.entrySet().stream().map(entry -> entry(entry.getKey(), entry.getValue())).toList());
    fields.put("traits", table.traits().keySet().stream().map(String::valueOf).toList());
    fields.put(
        "ledger",
        Ledger.defects().stream()
            .map(defect -> Map.of("id", defect.id(), "sentence", defect.sentence()))
            .toList());
    output.result(fields, lines(table, series));
    return 0;
  }

  private static Map<Series, List<String>> series(BenchmarkTable table) {
    Map<Series, List<String>> series = new LinkedHashMap<>();
    for (Column column : table.columns()) {
      String seed = column.seed().isPresent() ? "seed " + column.seed().getAsInt() : "mean";
      String span = column.span() == Column.Span.EVERY ? " (every epoch)" : "";
      series.computeIfAbsent(column.series(), each -> new ArrayList<>()).add(seed + span);
    }
    return series;
  }

  private static Map<String, Object> entry(Series series, List<String> seeds) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("record", series.record().text());
    entry.put("split", series.split().label());
    entry.put("budget", series.budget().epochs());
    entry.put("metric", series.quantity().label());
    entry.put("seeds", seeds);
    return entry;
  }

  private static List<String> lines(BenchmarkTable table, Map<Series, List<String>> series) {
    List<String> lines = new ArrayList<>();
    lines.add("%d architectures of %s".formatted(table.size(), table.space().name()));
    lines.add("from     " + table.origin().source());
    if (!table.origin().license().isEmpty()) {
      lines.add("license  " + table.origin().license());
    }
    series.forEach(
        (each, seeds) ->
            lines.add(
                "%-16s %-9s %10s  %-13s %s"
                    .formatted(
                        each.record(),
                        each.split(),
                        each.budget(),
                        each.quantity(),
                        String.join(", ", seeds))));
    table.origin().gaps().forEach(gap -> lines.add("lacks    " + gap));
    return lines;
  }
}
