package org.nasturtium.app.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.nasturtium.app.report.Page;
import org.nasturtium.app.report.Plot;
import org.nasturtium.app.report.Plot.Axis;
import org.nasturtium.app.report.Plot.Kind;
import org.nasturtium.app.report.Plot.Marks;
import org.nasturtium.app.report.Plot.Point;
import org.nasturtium.app.report.Section;
import org.nasturtium.app.report.Table;
import org.nasturtium.app.run.Version;
import org.nasturtium.bench.analyze.Agreement;
import org.nasturtium.bench.analyze.AnalysisReport;
import org.nasturtium.bench.analyze.CorrelationRow;
import org.nasturtium.bench.analyze.CostSeries;
import org.nasturtium.bench.analyze.Distribution;
import org.nasturtium.bench.analyze.RankSeries;

/** Makes the report of the analysis of a table: Figures 5.2 to 5.5 of the thesis. */
public final class AnalysisPage {
  private final AnalysisReport report;

  private AnalysisPage(AnalysisReport report) {
    this.report = report;
  }

  /**
   * Returns the page of a report.
   *
   * @param report the report
   */
  public static Page of(AnalysisReport report) {
    return new AnalysisPage(report).page();
  }

  private Page page() {
    return new Page(
        "What the table says about " + report.space(),
        String.format(
            Locale.ROOT,
            "%,d architectures with all final accuracies on %s.",
            report.architectures(),
            String.join(", ", report.distributions().stream().map(Distribution::dataset).toList())),
        List.of(distributions(), rankings(), costs(), agreements(), correlations(), provenance()));
  }

  private Section distributions() {
    List<List<String>> rows = new ArrayList<>();
    for (Distribution each : report.distributions()) {
      rows.add(
          List.of(
              each.dataset(),
              percent(each.moments().mean()),
              percent(each.moments().deviation()),
              percent(each.median()),
              percent(each.topFivePercent()),
              percent(each.topOnePercent()),
              percent(each.best())));
    }
    return Section.of("distributions", "Test accuracies")
        .withText("Of all architectures, in percent; the thresholds of the best 5% and 1%.")
        .withTable(
            "",
            new Table(
                List.of("Data set", "Mean", "Deviation", "Median", "Top 5%", "Top 1%", "Best"),
                rows));
  }

  private Section rankings() {
    List<Marks> marks =
        report.rankings().stream()
            .map(
                series ->
                    new Marks(
                        series.dataset(),
                        series.dataset().equals(report.rankings().get(0).dataset())
                            ? Kind.LINE
                            : Kind.POINTS,
                        points(series)))
            .toList();
    List<Marks> firstOnTop = new ArrayList<>(marks);
    java.util.Collections.reverse(firstOnTop);
    return Section.of("rankings", "Rankings across data sets (Figure 5.2)")
        .withText(
            "Architectures in the order of their ranks on the first data set, and their ranks on the others; 1 is best.")
        .withPlot(
            new Plot(
                "Ranks by final test accuracy",
                Axis.of("position on the first data set"),
                Axis.of("rank"),
                firstOnTop));
  }

  private static List<Point> points(RankSeries series) {
    return IntStream.range(0, series.ranks().size())
        .mapToObj(i -> new Point(i + 1, series.ranks().get(i)))
        .toList();
  }

  private Section costs() {
    Section section = Section.of("costs", "Accuracy against cost (Figure 5.3)");
    for (CostSeries each : report.costs()) {
      section = section.withPlot(plot(each));
    }
    return report.costs().isEmpty()
        ? section
        : section.withText(
            "Final test accuracy in percent; on the Pareto front nothing is cheaper and at least as good.");
  }

  private static Plot plot(CostSeries series) {
    List<Marks> marks = new ArrayList<>();
    marks.add(
        new Marks(
            "architectures",
            Kind.POINTS,
            series.points().stream().map(p -> new Point(p.cost(), p.test())).toList()));
    marks.add(
        new Marks(
            "Pareto front",
            Kind.STEPS,
            series.front().stream().map(p -> new Point(p.cost(), p.test())).toList()));
    Map<String, List<Point>> references = new LinkedHashMap<>();
    for (CostSeries.Point point : series.points()) {
      if (!point.reference().isEmpty()) {
        references.put(point.reference(), List.of(new Point(point.cost(), point.test())));
      }
    }
    references.forEach((name, points) -> marks.add(new Marks(name, Kind.POINTS, points)));
    return new Plot(
        series.dataset(), Axis.of(series.cost().label()), Axis.of("test accuracy"), marks);
  }

  private Section agreements() {
    Section section = Section.of("agreements", "Validation against test (Figure 5.4)");
    for (Agreement each : report.agreements()) {
      section =
          section.withPlot(
              new Plot(
                  each.dataset(),
                  Axis.of("final validation accuracy"),
                  Axis.of("final test accuracy"),
                  List.of(
                      new Marks(
                          "architectures",
                          Kind.POINTS,
                          each.points().stream()
                              .map(p -> new Point(p.validation(), p.test()))
                              .toList()))));
    }
    return section;
  }

  private Section correlations() {
    List<List<String>> rows = new ArrayList<>();
    for (CorrelationRow each : report.correlations()) {
      rows.add(
          List.of(
              each.first() + " and " + each.second(),
              each.scope(),
              each.correlation().text(),
              coefficient(each.value()),
              each.interval()
                  .map(
                      i ->
                          String.format(
                              Locale.ROOT,
                              "%.3f to %.3f (%.0f %%)",
                              i.low(),
                              i.high(),
                              100 * i.level()))
                  .orElse("–"),
              String.format(Locale.ROOT, "%,d", each.count())));
    }
    Section section = Section.of("correlations", "Correlations (Figure 5.5)");
    return rows.isEmpty()
        ? section
        : section
            .withText(
                "Over all architectures, and over the best by the first accuracy; confidence intervals by Fisher's z.")
            .withTable(
                "",
                new Table(
                    List.of(
                        "Accuracies", "Architectures", "Correlation", "Value", "Interval", "Count"),
                    rows));
  }

  private Section provenance() {
    return Section.of("provenance", "Where it comes from")
        .withFacts(Map.of("table", report.source() + "; Nasturtium " + Version.current()));
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String coefficient(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.3f", value.getAsDouble()) : "–";
  }
}
