package org.nasturtium.app.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nasturtium.app.report.Page;
import org.nasturtium.app.report.Plot;
import org.nasturtium.app.report.Plot.Axis;
import org.nasturtium.app.report.Plot.Kind;
import org.nasturtium.app.report.Plot.Marks;
import org.nasturtium.app.report.Plot.Point;
import org.nasturtium.app.report.Section;
import org.nasturtium.app.report.Table;
import org.nasturtium.app.run.Version;

/** The page of a comparison of strategies at equal numbers of evaluations. */
final class StrategyPage {
  private StrategyPage() {}

  static Page of(StrategyMatrix matrix, StrategyAnswers answers, String source) {
    return new Page(
        "Strategies at equal numbers of evaluations",
        "%d runs each of %s on %s."
            .formatted(matrix.runs(), String.join(", ", matrix.labels()), matrix.dataset()),
        List.of(incumbents(matrix, answers), tests(answers), provenance(matrix, source)));
  }

  private static Section incumbents(StrategyMatrix matrix, StrategyAnswers answers) {
    List<Marks> lines =
        matrix.labels().stream()
            .map(
                strategy ->
                    new Marks(
                        strategy,
                        Kind.LINE,
                        answers.rows().stream()
                            .filter(row -> row.strategy().equals(strategy))
                            .map(row -> new Point(row.evaluations(), row.test().mean()))
                            .toList()))
            .toList();
    return Section.of("incumbents", "What the incumbents are worth")
        .withText(
            "True test accuracy of the incumbent after full training in percent, mean and sample standard deviation over the runs. "
                + (matrix.testGuided()
                    ? "The searches were guided by these very accuracies, so it is no estimate of what a search would find."
                    : "The searches saw validation accuracies only."))
        .withTable("", new Table(answers.header(), answers.grid()))
        .withPlot(
            new Plot(
                "Mean test accuracy of the incumbent",
                Axis.of("evaluations"),
                Axis.of("percent"),
                lines));
  }

  private static Section tests(StrategyAnswers answers) {
    List<List<String>> rows =
        answers.tests().stream()
            .map(
                test ->
                    List.of(
                        test.first() + " against " + test.second(),
                        Integer.toString(test.evaluations()),
                        String.format(Locale.ROOT, "%+.3f", test.meanDifference()),
                        String.format(Locale.ROOT, "%.2g", test.greater().pValue()),
                        String.format(Locale.ROOT, "%.2g", test.different().pValue())))
            .toList();
    Section section = Section.of("tests", "Which strategy is ahead");
    return rows.isEmpty()
        ? section.withText("There is nothing to compare with.")
        : section
            .withText(
                "Run by run, by Wilcoxon's signed-rank test; differences in percentage points.")
            .withTable(
                "",
                new Table(
                    List.of(
                        "Strategies",
                        "Evaluations",
                        "Mean difference",
                        "p, first better",
                        "p, different"),
                    rows));
  }

  private static Section provenance(StrategyMatrix matrix, String source) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("table", source);
    facts.put("runs", Integer.toString(matrix.runs()));
    facts.put("seed", Long.toString(matrix.seed()));
    facts.put("settings", matrix.set().isEmpty() ? "defaults" : String.join(", ", matrix.set()));
    facts.put("equivalent architectures", matrix.distinct() ? "proposed once" : "as proposed");
    facts.put("Nasturtium", Version.current());
    return Section.of("provenance", "Where it comes from").withFacts(facts);
  }
}
