package org.nasturtium.app.report;

import freemarker.template.TemplateModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nasturtium.core.file.DurableFile;

/**
 * The HTML report is a {@link SearchReport} as one page that needs nothing else: no network, no
 * script, no other file.
 *
 * <p>The same report always becomes the same bytes on a machine.
 */
public final class HtmlReport {
  /** The most classes whose confusion matrix still fits the page. */
  private static final int MOST_MATRIX_CLASSES = 12;

  /** The most points of all probability charts together; keeps the page below 1.5 MB. */
  private static final int MOST_POINTS = 50_000;

  private static final int MOST_MISTAKES = 15;

  private HtmlReport() {}

  /**
   * Writes the page. Readers of the file see the old page or the whole new one.
   *
   * @param report what to show
   * @param file the file to write, replaced if it exists; its folder is made if missing
   * @throws IOException if it cannot be written
   */
  public static void write(SearchReport report, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().resolveSibling(".").normalize());
    DurableFile.write(file, page(report));
  }

  /**
   * Returns the page.
   *
   * @param report what to show
   */
  static String page(SearchReport report) {
    Palette operations = operations(report);
    Map<String, Object> values = new HashMap<>();
    values.put("report", report);
    values.put(
        "cells",
        report.cells().stream()
            .map(cell -> Template.markup(GraphDrawing.cell(cell, operations)))
            .toList());
    values.put(
        "hasAbsent",
        report.cells().stream()
            .flatMap(cell -> cell.labels().stream())
            .anyMatch(Palette::isAbsent));
    values.put("comparison", Table.comparison(report.comparison()));
    values.put("architectures", architectures(report.comparison()));
    values.put("costs", Table.costs(report.costs()));
    addCharts(report, operations, values);
    values.put("sections", Page.shown(report.sections()));
    report.network().ifPresent(network -> values.put("network", network));
    report
        .network()
        .ifPresent(
            network ->
                values.put("networkDrawing", Template.markup(GraphDrawing.network(network))));
    report.confusion().ifPresent(confusion -> addConfusion(confusion, values));
    report.deployment().ifPresent(deployment -> addDeployment(deployment, values));
    return new Template("report.ftlh").fill(values);
  }

  private static Map<String, String> architectures(List<ComparisonRow> rows) {
    Map<String, String> architectures = new LinkedHashMap<>();
    rows.stream()
        .filter(row -> !row.architecture().isEmpty())
        .forEach(row -> architectures.put(row.name(), row.architecture()));
    return architectures;
  }

  private static Palette operations(SearchReport report) {
    Set<String> names = new LinkedHashSet<>();
    report
        .probabilities()
        .forEach(choice -> choice.candidates().forEach(line -> names.add(line.name())));
    report.cells().forEach(cell -> names.addAll(cell.labels()));
    return Palette.of(names);
  }

  private static void addCharts(
      SearchReport report, Palette operations, Map<String, Object> values) {
    Palette lines =
        Palette.of(
            report.curves().stream().flatMap(c -> c.lines().stream()).map(Series::name).toList());
    List<Map<String, Object>> curves = new ArrayList<>();
    for (Curves each : report.curves()) {
      if (each.lines().stream().anyMatch(Series::hasValues)) {
        TemplateModel svg = Template.markup(LineChart.curves("curve" + curves.size(), each, lines));
        curves.add(
            Map.of("title", each.title(), "svg", svg, "legend", legend(each.lines(), lines)));
      }
    }
    values.put("curves", curves);
    values.put("choices", choices(report.probabilities(), operations));
    values.put(
        "candidates",
        legend(
            report.probabilities().stream().flatMap(c -> c.candidates().stream()).toList(),
            operations));
  }

  private static List<Map<String, Object>> choices(
      List<ChoiceHistory> histories, Palette operations) {
    int lines = histories.stream().mapToInt(choice -> choice.candidates().size()).sum();
    int mostPoints = Math.min(200, Math.max(12, MOST_POINTS / Math.max(1, lines)));
    List<Map<String, Object>> charts = new ArrayList<>();
    for (ChoiceHistory history : histories) {
      String key = "choice" + charts.size();
      TemplateModel svg =
          Template.markup(LineChart.probabilities(key, history, operations, mostPoints));
      charts.add(Map.of("title", history.choice(), "picked", history.picked(), "svg", svg));
    }
    return charts;
  }

  private static List<Map<String, String>> legend(List<Series> lines, Palette palette) {
    return lines.stream()
        .map(Series::name)
        .distinct()
        .map(name -> Map.of("name", name, "color", palette.color(name)))
        .toList();
  }

  private static void addConfusion(Confusion confusion, Map<String, Object> values) {
    values.put("confusion", confusion);
    values.put("hasMatrix", confusion.classes().size() <= MOST_MATRIX_CLASSES);
    values.put("classes", Table.classes(confusion));
    values.put("mistakes", Table.mistakes(confusion, MOST_MISTAKES));
  }

  private static void addDeployment(Deployment deployment, Map<String, Object> values) {
    values.put("deployment", deployment);
    values.put("snippetFile", JavaSnippet.FILE);
    values.put("snippet", JavaSnippet.of(deployment));
  }
}
