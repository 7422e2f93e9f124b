package org.nasturtium.app.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.nasturtium.app.report.Plot;
import org.nasturtium.app.report.Plot.Axis;
import org.nasturtium.app.report.Plot.Kind;
import org.nasturtium.app.report.Plot.Marks;
import org.nasturtium.app.report.Plot.Point;
import org.nasturtium.app.report.Section;
import org.nasturtium.app.truth.RankAgreement;
import org.nasturtium.app.truth.TrueAccuracy;
import org.nasturtium.bench.table.Defect;

/**
 * The section of a report that shows a judgment: the true test accuracy of the architecture derived
 * after each epoch (thesis, figure 5.7), and shared-weight scores against true accuracies.
 */
final class TruthSection {
  private final Judgment judgment;

  TruthSection(Judgment judgment) {
    this.judgment = judgment;
  }

  Section section() {
    Section section = Section.of("truth", "What the benchmark table says");
    for (String note : judgment.truth().notes()) {
      section = section.withText(note);
    }
    for (String dataset : judgment.truth().datasets()) {
      section = section.withPlot(progress(dataset));
    }
    section = section.withPlot(agreement());
    for (Defect defect : judgment.defects()) {
      section = section.withText(defect.toString());
    }
    return section.withFacts(facts());
  }

  private Plot progress(String dataset) {
    List<Point> points =
        IntStream.range(0, judgment.epochs().size())
            .mapToObj(
                i -> new Point(i + 1, judgment.truth().test(dataset, judgment.epochs().get(i))))
            .toList();
    return new Plot(
        "True test accuracy on %s of the architecture derived after each epoch".formatted(dataset),
        Axis.of("epoch"),
        Axis.of("true test accuracy in percent"),
        List.of(new Marks("derived", Kind.LINE, points)));
  }

  private Plot agreement() {
    RankAgreement agreement = judgment.agreement();
    List<Point> points =
        IntStream.range(0, agreement.count())
            .mapToObj(i -> new Point(agreement.scores().get(i), agreement.accuracies().get(i)))
            .toList();
    return new Plot(
        "Shared weights against truth, " + agreement.line(),
        Axis.of("accuracy with shared weights in percent"),
        Axis.of("true test accuracy in percent"),
        List.of(new Marks("sampled", Kind.POINTS, points)));
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    judgment.truth().of(judgment.found()).forEach((name, value) -> facts.put(name, text(value)));
    List<String> lines = new ArrayList<>();
    judgment.agreements().values().forEach(agreement -> lines.add(agreement.line()));
    facts.put("rank correlation", String.join("; ", lines));
    facts.put("seconds of scoring", String.format(Locale.ROOT, "%.1f", judgment.seconds()));
    return facts;
  }

  private static String text(TrueAccuracy value) {
    String test = String.format(Locale.ROOT, "found architecture: test %.2f %%", value.test());
    return value.validation().isEmpty()
        ? test
        : test
            + String.format(Locale.ROOT, ", validation %.2f %%", value.validation().getAsDouble());
  }
}
