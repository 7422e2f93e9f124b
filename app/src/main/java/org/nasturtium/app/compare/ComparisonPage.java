package org.nasturtium.app.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.nasturtium.app.report.Page;
import org.nasturtium.app.report.Plot;
import org.nasturtium.app.report.Plot.Axis;
import org.nasturtium.app.report.Plot.Kind;
import org.nasturtium.app.report.Plot.Marks;
import org.nasturtium.app.report.Plot.Point;
import org.nasturtium.app.report.Section;
import org.nasturtium.app.report.Table;
import org.nasturtium.app.run.RunSettings;
import org.nasturtium.app.run.Version;
import org.nasturtium.core.statistics.Moments;
import org.nasturtium.torch.engine.Hardware;
import org.nasturtium.torch.recipe.Recipes;

/** The page of a comparison. */
final class ComparisonPage {
  private final Matrix matrix;
  private final ComparisonTable table;
  private final int workers;

  ComparisonPage(Matrix matrix, ComparisonTable table, int workers) {
    this.matrix = matrix;
    this.table = table;
    this.workers = workers;
  }

  Page page() {
    RunSettings first = matrix.methods().get(0);
    List<Section> sections = new ArrayList<>();
    sections.add(
        Section.of("methods", "The methods")
            .withText(
                "Mean and sample standard deviation over %d seeds. Peak memory is that of the whole process %s."
                    .formatted(
                        matrix.seeds().size(),
                        workers == 1 ? "while the search ran" : "that several searches shared"))
            .withTable("", table.table()));
    Measure.leading(table.measures()).ifPresent(measure -> sections.add(tests(measure)));
    sections.add(curves());
    sections.add(Section.of("runs", "The runs").withTable("", table.runsTable()));
    sections.add(sources());
    return new Page(
        "Methods compared on %s, %s".formatted(first.space(), first.dataset()),
        headline(),
        sections);
  }

  private String headline() {
    Optional<Measure> leading = Measure.leading(table.measures());
    return leading
        .flatMap(
            measure ->
                table.methods().stream()
                    .filter(method -> method.moments(measure).isPresent())
                    .max(java.util.Comparator.comparingDouble(m -> mean(m, measure)))
                    .map(
                        best ->
                            "%s has the highest mean of %s: %s."
                                .formatted(
                                    best.method(),
                                    measure.label(),
                                    measure.text(mean(best, measure)))))
        .orElse("No run came to its end.");
  }

  private static double mean(MethodRuns method, Measure measure) {
    return method.moments(measure).map(Moments::mean).orElse(Double.NEGATIVE_INFINITY);
  }

  private Section tests(Measure measure) {
    Section section = Section.of("tests", "Which differences are more than chance");
    if (table.methods().size() < 2) {
      return section;
    }
    List<RankTest> tests = RankTest.of(table.methods(), measure);
    if (tests.isEmpty()) {
      return section.withText(
          "No rank test: Wilcoxon's signed-rank test, paired by seed, cannot fall below 0.05 with fewer than %d seeds; here are %d."
              .formatted(RankTest.FEWEST_PAIRS, matrix.seeds().size()));
    }
    List<List<String>> rows =
        tests.stream()
            .map(
                each ->
                    List.of(
                        each.first() + " against " + each.second(),
                        Integer.toString(each.test().pairs()),
                        String.format(Locale.ROOT, "%.4f", each.test().pValue())))
            .toList();
    return section
        .withText(
            "Wilcoxon's signed-rank test of %s, two-sided, paired by seed; the probabilities are not corrected for their number."
                .formatted(measure.label()))
        .withTable("", new Table(List.of("methods", "pairs that differ", "p"), rows));
  }

  /** Figure 5.7 of the thesis, for every data set of the table. */
  private Section curves() {
    Section section = Section.of("curves", "What was derived after each epoch");
    for (Measure measure : table.measures()) {
      if (measure.isTrueTest()) {
        section = section.withPlot(means(measure));
        for (MethodRuns method : table.methods()) {
          section = section.withPlot(spread(measure, method));
        }
      }
    }
    return section.plots().isEmpty()
        ? section
        : section.withText("The true accuracy of the architecture that a method derives so far.");
  }

  private Plot means(Measure measure) {
    return new Plot(
        measure.label() + ", mean over the seeds",
        Axis.of("epoch"),
        Axis.of(measure.label()),
        table.methods().stream()
            .map(method -> marks(method.method(), method.epochs(measure), Moments::mean))
            .toList());
  }

  private static Plot spread(Measure measure, MethodRuns method) {
    List<Optional<Moments>> epochs = method.epochs(measure);
    return new Plot(
        "%s: %s, mean and one standard deviation".formatted(method.method(), measure.label()),
        Axis.of("epoch"),
        Axis.of(measure.label()),
        List.of(
            marks("mean + deviation", epochs, m -> m.mean() + m.sampleDeviation()),
            marks("mean - deviation", epochs, m -> m.mean() - m.sampleDeviation()),
            marks("mean", epochs, Moments::mean)));
  }

  private static Marks marks(
      String name, List<Optional<Moments>> epochs, ToDoubleFunction<Moments> value) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < epochs.size(); i++) {
      int epoch = i + 1;
      epochs.get(i).ifPresent(m -> points.add(new Point(epoch, value.applyAsDouble(m))));
    }
    return new Marks(name, Kind.LINE, points);
  }

  private Section sources() {
    Map<String, String> facts = new LinkedHashMap<>();
    for (RunSettings method : matrix.methods()) {
      facts.put(
          method.method(),
          "%s. %d epochs, batch %d, %d channels, %d cells per stage, weight rate %s, policy rate %s"
              .formatted(
                  Recipes.byName(method.method()).source(),
                  method.epochs(),
                  method.batch(),
                  method.channels(),
                  method.cells(),
                  method.weightRate(),
                  method.policyRate()));
    }
    facts.put("seeds", matrix.seeds().toString());
    facts.put("Nasturtium", Version.current());
    facts.put("processor", Hardware.processor());
    facts.put("threads of each run", Integer.toString(matrix.methods().get(0).threads()));
    facts.put("runs at once", Integer.toString(workers));
    return Section.of("provenance", "Where it comes from").withFacts(facts);
  }
}
