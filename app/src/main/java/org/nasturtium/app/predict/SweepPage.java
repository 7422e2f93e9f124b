package org.nasturtium.app.predict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.nasturtium.app.report.Page;
import org.nasturtium.app.report.Plot;
import org.nasturtium.app.report.Plot.Axis;
import org.nasturtium.app.report.Plot.Kind;
import org.nasturtium.app.report.Plot.Marks;
import org.nasturtium.app.report.Plot.Point;
import org.nasturtium.app.report.Section;
import org.nasturtium.app.report.Table;
import org.nasturtium.app.run.Version;
import org.nasturtium.core.space.library.DagSpace;
import org.nasturtium.torch.engine.Hardware;
import org.nasturtium.torch.predict.EncoderTraining;

/** The page of a sweep: its loss curves (figure 6 of NASGEM) and what they ended with. */
final class SweepPage {
  /** The dimension of the paper's search. */
  private static final int USUAL_DIMENSION = 50;

  private final Sweep sweep;
  private final List<SweptEncoder> encoders;

  SweepPage(Sweep sweep, List<SweptEncoder> encoders) {
    this.sweep = sweep;
    this.encoders = List.copyOf(encoders);
  }

  Page page() {
    return new Page(
        "Graph encoders over n and d", headline(), List.of(curves(), table(), provenance()));
  }

  private String headline() {
    SweepRow best =
        encoders.stream()
            .map(SweptEncoder::row)
            .min(Comparator.comparingDouble(SweepRow::similarityError))
            .orElseThrow();
    return String.format(
        Locale.ROOT,
        "The similarity error is lowest with n = %d nodes and d = %d dimensions: %.4f.",
        best.nodes(),
        best.dimension(),
        best.similarityError());
  }

  private Section curves() {
    int nodes = usual(sweep.nodes(), DagSpace.NODES);
    int dimension = usual(sweep.dimensions(), USUAL_DIMENSION);
    Section section =
        Section.of("curves", "How the losses fell")
            .withText(
                "Mean losses on training pairs since the point before, on a logarithmic scale (figure 6 of NASGEM). The file curves.csv holds those of all n and d.");
    for (Loss loss : Loss.all()) {
      section =
          section
              .withPlot(
                  plot(
                      "%s, a line per n, d = %d".formatted(loss.title, dimension),
                      loss,
                      row -> row.dimension() == dimension,
                      SweepRow::nodes))
              .withPlot(
                  plot(
                      "%s, a line per d, n = %d".formatted(loss.title, nodes),
                      loss,
                      row -> row.nodes() == nodes,
                      SweepRow::dimension));
    }
    return section;
  }

  /** Returns the value of the paper's search, or the largest if it is not among those swept. */
  private static int usual(List<Integer> swept, int value) {
    return swept.contains(value) ? value : swept.get(swept.size() - 1);
  }

  /**
   * A part of the loss.
   *
   * @param title its name
   * @param value reads it
   */
  private record Loss(String title, ToDoubleFunction<EncoderTraining.Point> value) {
    static List<Loss> all() {
      return List.of(
          new Loss("Similarity loss", EncoderTraining.Point::similarity),
          new Loss("Reconstruction loss", EncoderTraining.Point::reconstruction));
    }

    List<Point> points(List<EncoderTraining.Point> curve) {
      return curve.stream().map(p -> new Point(p.iteration(), value.applyAsDouble(p))).toList();
    }
  }

  private Plot plot(
      String title, Loss loss, Predicate<SweepRow> shown, Function<SweepRow, Integer> name) {
    List<Marks> lines =
        encoders.stream()
            .filter(each -> shown.test(each.row()))
            .map(
                each ->
                    new Marks(
                        name.apply(each.row()).toString(), Kind.LINE, loss.points(each.curve())))
            .toList();
    return new Plot(title, Axis.of("steps"), Axis.logarithmic("loss"), lines);
  }

  private Section table() {
    return Section.of("table", "What they came to")
        .withText(
            String.format(
                Locale.ROOT,
                "On %,d fresh pairs each. The similarity error is the root of the mean similarity loss; a wrong entry is one of the matrix whose decoded value, rounded, is another.",
                EncoderJob.FRESH))
        .withTable("Similarity error", grid("%.4f", SweepRow::similarityError))
        .withTable("Reconstruction loss", grid("%.4f", SweepRow::reconstructionLoss))
        .withTable("Wrong entries in %", grid("%.2f", row -> 100 * row.wrongEntries()))
        .withTable("Seconds of training", grid("%.1f", SweepRow::seconds));
  }

  /** Returns one number of every encoder, a row per n and a column per d. */
  private Table grid(String format, ToDoubleFunction<SweepRow> number) {
    List<String> header = new ArrayList<>(List.of("n"));
    sweep.dimensions().forEach(dimension -> header.add("d = " + dimension));
    List<List<String>> rows = new ArrayList<>();
    for (int nodes : sweep.nodes()) {
      List<String> row = new ArrayList<>(List.of(Integer.toString(nodes)));
      encoders.stream()
          .map(SweptEncoder::row)
          .filter(each -> each.nodes() == nodes)
          .forEach(each -> row.add(String.format(Locale.ROOT, format, number.applyAsDouble(each))));
      rows.add(row);
    }
    return new Table(header, rows);
  }

  private Section provenance() {
    EncoderLearning learning = sweep.learning();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("pairs", String.format(Locale.ROOT, "%,d", learning.pairs()));
    facts.put("steps", String.format(Locale.ROOT, "%,d", learning.iterations()));
    facts.put(
        "kernel",
        "%d iterations, %s"
            .formatted(
                learning.kernelIterations(), learning.directed() ? "directed" : "undirected"));
    facts.put(
        "graphs as numbers",
        "operations %s, nodes in %s order".formatted(learning.operations(), learning.nodeOrder()));
    facts.put(
        "losses",
        "%s + %s times similarity"
            .formatted(learning.reconstruction(), learning.similarityWeight()));
    facts.put("seed", Long.toString(learning.seed()));
    facts.put("precision", learning.precision());
    facts.put("Nasturtium", Version.current());
    facts.put("processor", Hardware.processor());
    return Section.of("provenance", "Where it comes from").withFacts(facts);
  }
}
