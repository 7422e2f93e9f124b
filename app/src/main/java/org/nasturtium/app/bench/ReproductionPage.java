package org.nasturtium.app.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.nasturtium.app.report.Page;
import org.nasturtium.app.report.Plot;
import org.nasturtium.app.report.Plot.Axis;
import org.nasturtium.app.report.Plot.Kind;
import org.nasturtium.app.report.Plot.Marks;
import org.nasturtium.app.report.Plot.Point;
import org.nasturtium.app.report.Section;
import org.nasturtium.app.report.Table;
import org.nasturtium.app.run.Version;
import org.nasturtium.bench.reproduce.AnytimeCurve;
import org.nasturtium.bench.reproduce.Comparison;
import org.nasturtium.bench.reproduce.DerivedCells;
import org.nasturtium.bench.reproduce.MeanAndDeviation;
import org.nasturtium.bench.reproduce.Optimum;
import org.nasturtium.bench.reproduce.RankComparison;
import org.nasturtium.bench.reproduce.ReproducedRow;
import org.nasturtium.bench.reproduce.ReproductionReport;
import org.nasturtium.core.statistics.Moments;

/** Makes the report of a reproduction: published against measured, and the curves of Figure 5.6. */
public final class ReproductionPage {
  private final ReproductionReport report;

  private ReproductionPage(ReproductionReport report) {
    this.report = report;
  }

  /**
   * Returns the page of a report.
   *
   * @param report the report
   */
  public static Page of(ReproductionReport report) {
    return new ReproductionPage(report).page();
  }

  private Page page() {
    return new Page(
        "Published searches on %s, reproduced".formatted(report.space()),
        headline(),
        List.of(rows(), curves(), optima(), comparisons(), derived(), method()));
  }

  private String headline() {
    List<Boolean> within =
        report.rows().stream().map(ReproducedRow::withinBand).flatMap(Optional::stream).toList();
    long inside = within.stream().filter(each -> each).count();
    return within.isEmpty()
        ? "%d runs per method and data set; nothing is published to compare with."
            .formatted(report.runs())
        : "%d of %d published rows are reproduced within their bands, in %d runs each."
            .formatted(inside, within.size(), report.runs());
  }

  private Section rows() {
    List<List<String>> rows = new ArrayList<>();
    for (ReproducedRow row : report.rows()) {
      rows.add(
          List.of(
              row.method(),
              row.dataset(),
              number(row.validation()),
              row.published().map(p -> number(p.validation())).orElse("–"),
              number(row.test()),
              row.published().map(p -> number(p.test())).orElse("–"),
              row.withinBand().map(in -> in ? "yes" : "no").orElse("–"),
              String.format(Locale.ROOT, "%.1f", row.evaluations())));
    }
    Section section =
        Section.of("rows", "Published and measured")
            .withText(
                "Final accuracies of the answers in percent, mean and population standard deviation over the runs.")
            .withTable(
                "",
                new Table(
                    List.of(
                        "Method",
                        "Data set",
                        "Validation",
                        "Published",
                        "Test",
                        "Published",
                        "Within band",
                        "Evaluations"),
                    rows));
    for (ReproductionReport.Omission each : report.omissions()) {
      section =
          section.withText(
              "Not run: %s on %s. %s".formatted(each.strategy(), each.dataset(), each.reason()));
    }
    return section;
  }

  private Section curves() {
    Section section =
        Section.of("curves", "Anytime curves")
            .withText(
                "The final accuracy of the current answer over simulated time, averaged over the runs (Figure 5.6 of the thesis).");
    for (String dataset : report.curves().stream().map(AnytimeCurve::dataset).distinct().toList()) {
      section =
          section
              .withPlot(plot(dataset, "test", AnytimeCurve.Point::test))
              .withPlot(plot(dataset, "validation", AnytimeCurve.Point::validation));
    }
    return section;
  }

  private Plot plot(String dataset, String accuracy, Function<AnytimeCurve.Point, Moments> value) {
    List<Marks> marks =
        report.curves().stream()
            .filter(curve -> curve.dataset().equals(dataset))
            .map(
                curve ->
                    new Marks(
                        curve.method(),
                        Kind.LINE,
                        curve.points().stream()
                            .map(p -> new Point(p.seconds(), value.apply(p).mean()))
                            .toList()))
            .toList();
    return new Plot(
        "%s, %s accuracy".formatted(dataset, accuracy),
        Axis.of("simulated seconds"),
        Axis.of("percent"),
        marks);
  }

  private Section optima() {
    List<List<String>> rows = new ArrayList<>();
    for (Optimum each : report.optima()) {
      rows.add(
          List.of(
              each.by().label(),
              each.dataset(),
              Integer.toString(each.index()),
              percent(each.proxy()),
              percent(each.validation()),
              percent(each.test()),
              each.architecture()));
    }
    return Section.of("optima", "The best there is")
        .withText(
            "The best architecture by final validation and by final test accuracy, and by what searches see: no method that trusts the proxy can be expected above that.")
        .withTable(
            "",
            new Table(
                List.of(
                    "Best by", "Data set", "Index", "Proxy", "Validation", "Test", "Architecture"),
                rows));
  }

  private Section comparisons() {
    List<List<String>> pairs = new ArrayList<>();
    for (Comparison each : report.comparisons()) {
      pairs.add(
          List.of(
              each.first() + " against " + each.second(),
              each.dataset(),
              each.accuracy().label(),
              String.format(Locale.ROOT, "%+.3f", each.meanDifference()),
              probability(each.greater().pValue()),
              probability(each.different().pValue())));
    }
    List<List<String>> ranks = new ArrayList<>();
    for (RankComparison each : report.ranks()) {
      for (int i = 0; i < each.strategies().size(); i++) {
        ranks.add(
            List.of(
                each.strategies().get(i),
                each.dataset(),
                each.accuracy().label(),
                String.format(Locale.ROOT, "%.3f", each.friedman().averageRanks().get(i)),
                String.format(Locale.ROOT, "%.3f", each.critical().difference())));
      }
    }
    Section section = Section.of("comparisons", "Which method is better");
    if (!pairs.isEmpty()) {
      section =
          section
              .withText(
                  "Run by run, by Wilcoxon's signed-rank test; differences in percentage points.")
              .withTable(
                  "Pairs",
                  new Table(
                      List.of(
                          "Methods",
                          "Data set",
                          "Accuracy",
                          "Mean difference",
                          "p, first better",
                          "p, different"),
                      pairs));
    }
    return ranks.isEmpty()
        ? section
        : section.withTable(
            "Average ranks; those closer than the critical difference do not differ",
            new Table(
                List.of("Method", "Data set", "Accuracy", "Average rank", "Critical difference"),
                ranks));
  }

  private Section derived() {
    Section section = Section.of("derived", "Derived cells of weight-sharing methods");
    if (report.derived().isEmpty()) {
      return section;
    }
    List<List<String>> rows = new ArrayList<>();
    for (DerivedCells.Checked each : report.derived()) {
      rows.add(
          List.of(
              each.cells().list(),
              each.cells().dataset(),
              number(each.validation()),
              number(each.cells().publishedValidation()),
              number(each.test()),
              number(each.cells().publishedTest()),
              each.equalsPublished() ? "yes" : "no"));
    }
    return section
        .withText("The published lists of derived cells, looked up in this table.")
        .withTable(
            "",
            new Table(
                List.of(
                    "Method",
                    "Data set",
                    "Validation",
                    "Published",
                    "Test",
                    "Published",
                    "Equal to two decimals"),
                rows));
  }

  private Section method() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("table", report.source());
    facts.put("runs", Integer.toString(report.runs()));
    facts.put("seed", Long.toString(report.seed()));
    report.conventions().forEach((name, side) -> facts.put("convention: " + name, side));
    facts.put("Nasturtium", Version.current());
    return Section.of("method", "How it was made").withFacts(facts);
  }

  private static String number(Moments moments) {
    return number(new MeanAndDeviation(moments.mean(), moments.deviation()));
  }

  private static String number(MeanAndDeviation number) {
    return String.format(Locale.ROOT, "%.2f ± %.2f", number.mean(), number.deviation());
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String probability(double p) {
    return p < 1e-4 ? String.format(Locale.ROOT, "%.1e", p) : String.format(Locale.ROOT, "%.4f", p);
  }

  /**
   * Returns lines for a person: published against measured.
   *
   * @param report the report
   */
  public static List<String> lines(ReproductionReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%-10s %-15s %16s %16s %16s %16s  %s",
            "",
            "",
            "validation",
            "published",
            "test",
            "published",
            "within band"));
    for (ReproducedRow row : report.rows()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-10s %-15s %16s %16s %16s %16s  %s",
              row.method(),
              row.dataset(),
              number(row.validation()),
              row.published().map(p -> number(p.validation())).orElse("-"),
              number(row.test()),
              row.published().map(p -> number(p.test())).orElse("-"),
              row.withinBand().map(in -> in ? "yes" : "NO").orElse("-")));
    }
    report
        .omissions()
        .forEach(
            each ->
                lines.add(
                    "not run: %s on %s: %s"
                        .formatted(each.strategy(), each.dataset(), each.reason())));
    for (Optimum each : report.optima()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "best by %-16s %-15s index %6d  validation %.3f  test %.3f",
              each.by().label(),
              each.dataset(),
              each.index(),
              each.validation(),
              each.test()));
    }
    return lines;
  }
}
