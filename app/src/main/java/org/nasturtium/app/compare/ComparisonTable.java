package org.nasturtium.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nasturtium.app.report.Table;
import org.nasturtium.bench.text.CsvText;
import org.nasturtium.core.statistics.Moments;

/**
 * The table of a comparison: a row per method with mean and sample standard deviation of every
 * measure over the seeds, as CSV, Markdown and for a page; and a row per run as CSV.
 */
final class ComparisonTable {
  private static final String NONE = "–";

  private final List<ComparedRun> runs;
  private final List<MethodRuns> methods;
  private final List<Measure> measures;

  ComparisonTable(List<ComparedRun> runs) {
    this.runs = List.copyOf(runs);
    this.methods = MethodRuns.of(runs);
    this.measures = Measure.of(runs);
  }

  /** Returns the methods. */
  List<MethodRuns> methods() {
    return methods;
  }

  /** Returns the measures, the leading ones first. */
  List<Measure> measures() {
    return measures;
  }

  /** Returns the table as CSV: columns {@code FIELD_mean} and {@code FIELD_deviation}. */
  String csv() {
    List<String> header = new ArrayList<>(List.of("method", "runs", "failed"));
    measures.forEach(
        each -> header.addAll(List.of(each.field() + "_mean", each.field() + "_deviation")));
    CsvText csv = CsvText.of(header.toArray(new String[0]));
    for (MethodRuns method : methods) {
      List<Object> row =
          new ArrayList<>(List.of(method.method(), method.runs().size(), method.failed()));
      for (Measure measure : measures) {
        Optional<Moments> moments = method.moments(measure);
        row.add(moments.<Object>map(Moments::mean).orElse(""));
        row.add(moments.<Object>map(Moments::sampleDeviation).orElse(""));
      }
      csv.add(row.toArray());
    }
    return csv.text();
  }

  /** Returns every run as a row of CSV. */
  String runsCsv() {
    List<String> header = new ArrayList<>(List.of("method", "seed", "architecture"));
    measures.forEach(each -> header.add(each.field()));
    header.add("failure");
    CsvText csv = CsvText.of(header.toArray(new String[0]));
    for (ComparedRun run : runs) {
      List<Object> row =
          new ArrayList<>(
              List.of(run.method(), run.seed(), run.fields().getOrDefault("architecture", "")));
      for (Measure measure : measures) {
        row.add(
            run.value(measure.field()).stream().<Object>mapToObj(v -> v).findFirst().orElse(""));
      }
      row.add(run.failure());
      csv.add(row.toArray());
    }
    return csv.text();
  }

  /** Returns the table for a page. */
  Table table() {
    List<String> header = new ArrayList<>(List.of("method", "runs"));
    measures.forEach(each -> header.add(each.label()));
    return new Table(header, methods.stream().map(this::row).toList());
  }

  private List<String> row(MethodRuns method) {
    String failed = method.failed() == 0 ? "" : " (%d failed)".formatted(method.failed());
    List<String> row = new ArrayList<>(List.of(method.method(), method.runs().size() + failed));
    measures.forEach(each -> row.add(text(each, method.moments(each))));
    return row;
  }

  private static String text(Measure measure, Optional<Moments> moments) {
    return moments
        .map(
            found ->
                found.count() == 1
                    ? measure.text(found.mean())
                    : measure.text(found.mean()) + " ± " + measure.text(found.sampleDeviation()))
        .orElse(NONE);
  }

  /** Returns the runs for a page. */
  Table runsTable() {
    List<String> header = new ArrayList<>(List.of("run"));
    measures.forEach(each -> header.add(each.label()));
    header.add("architecture, or why it failed");
    List<List<String>> rows = new ArrayList<>();
    for (ComparedRun run : runs) {
      List<String> row = new ArrayList<>(List.of(run.method() + "-" + run.seed()));
      for (Measure measure : measures) {
        row.add(
            run.value(measure.field()).stream().mapToObj(measure::text).findFirst().orElse(NONE));
      }
      row.add(
          run.isFinished()
              ? String.valueOf(run.fields().get("architecture"))
              : "failed: " + run.failure());
      rows.add(row);
    }
    return new Table(header, rows);
  }

  /** Returns the table as Markdown. */
  String markdown() {
    Table table = table();
    StringBuilder text = new StringBuilder();
    line(text, table.header());
    line(text, table.header().stream().map(each -> "---").toList());
    table.rows().forEach(row -> line(text, row));
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ")
        .append(String.join(" | ", cells.stream().map(c -> c.replace("|", "\\|")).toList()))
        .append(" |\n");
  }
}
