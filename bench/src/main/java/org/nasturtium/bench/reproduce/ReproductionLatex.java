package org.nasturtium.bench.reproduce;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.nasturtium.core.statistics.Moments;

/**
 * Writes the rows of a reproduction report as a LaTeX table (package {@code booktabs}): one line per
 * method, measured and published, validation and test accuracy of each data set in percent.
 */
public final class ReproductionLatex {
  private ReproductionLatex() {}

  /**
   * Returns the LaTeX text of a report.
   *
   * @param report the report
   */
  public static String text(ReproductionReport report) {
    List<String> datasets =
        report.rows().stream().map(ReproducedRow::dataset).distinct().toList();
    StringBuilder text = new StringBuilder();
    text.append("% Means and population standard deviations over ")
        .append(report.runs())
        .append(" runs, root seed ")
        .append(report.seed())
        .append(".\n");
    text.append("\\begin{tabular}{ll").append("cc".repeat(datasets.size())).append("}\n");
    text.append("\\toprule\n");
    text.append(" & ").append(join(datasets.stream().map(ReproductionLatex::head)));
    text.append("Method & ").append(join(datasets.stream().flatMap(d -> subheads())));
    text.append("\\midrule\n");
    report.rows().stream()
        .map(ReproducedRow::method)
        .distinct()
        .forEach(method -> text.append(lines(report, method, datasets)));
    text.append("\\midrule\n");
    text.append("optimum & measured")
        .append(join(datasets.stream().flatMap(d -> optimum(report, d))));
    text.append("\\bottomrule\n\\end{tabular}\n");
    return text.toString();
  }

  private static String head(String dataset) {
    return "\\multicolumn{2}{c}{" + escaped(dataset) + "}";
  }

  private static Stream<String> subheads() {
    return Stream.of("validation", "test");
  }

  private static String lines(ReproductionReport report, String method, List<String> datasets) {
    String measured =
        escaped(method)
            + " & measured"
            + join(datasets.stream().flatMap(d -> measured(row(report, method, d))));
    boolean isPublished =
        report.rows().stream()
            .anyMatch(row -> row.method().equals(method) && row.published().isPresent());
    return isPublished
        ? measured
            + " & published"
            + join(datasets.stream().flatMap(d -> published(row(report, method, d))))
        : measured;
  }

  private static Optional<ReproducedRow> row(
      ReproductionReport report, String method, String dataset) {
    return report.rows().stream()
        .filter(row -> row.method().equals(method) && row.dataset().equals(dataset))
        .findFirst();
  }

  private static Stream<String> measured(Optional<ReproducedRow> row) {
    return Stream.of(
        row.map(r -> number(r.validation())).orElse("--"),
        row.map(r -> number(r.test())).orElse("--"));
  }

  private static Stream<String> published(Optional<ReproducedRow> row) {
    Optional<PublishedResult> published = row.flatMap(ReproducedRow::published);
    return Stream.of(
        published.map(p -> number(p.validation())).orElse("--"),
        published.map(p -> number(p.test())).orElse("--"));
  }

  private static Stream<String> optimum(ReproductionReport report, String dataset) {
    return Stream.of(
        best(report, dataset, Optimum.By.VALIDATION, Optimum::validation),
        best(report, dataset, Optimum.By.TEST, Optimum::test));
  }

  private static String best(
      ReproductionReport report, String dataset, Optimum.By by, ToDoubleFunction<Optimum> accuracy) {
    return report.optima().stream()
        .filter(each -> each.dataset().equals(dataset) && each.by() == by)
        .findFirst()
        .map(each -> String.format(Locale.ROOT, "$%.2f$", accuracy.applyAsDouble(each)))
        .orElse("--");
  }

  private static String number(Moments moments) {
    return number(new MeanAndDeviation(moments.mean(), moments.deviation()));
  }

  private static String number(MeanAndDeviation number) {
    return String.format(Locale.ROOT, "$%.2f \\pm %.2f$", number.mean(), number.deviation());
  }

  private static String join(Stream<String> cells) {
    return " & " + String.join(" & ", cells.toList()) + " \\\\\n";
  }

  private static String escaped(String text) {
    return text.replaceAll("([#$%&_{}])", "\\\\$1");
  }
}
