package org.nasturtium.app.report;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.nasturtium.app.report.Plot.Axis;
import org.nasturtium.app.report.Plot.Marks;
import org.nasturtium.app.report.Plot.Point;

/**
 * Draws a {@link Plot} as inline SVG, without title and legend: those belong to the page, where
 * text flows.
 *
 * <p>Of points that would cover each other only the first is drawn, so that a table of many
 * thousand architectures stays a small picture.
 */
final class PlotDrawing {
  private static final int WIDTH = 540;
  private static final int HEIGHT = 300;

  /** From so many points on, dots are small. */
  private static final int MANY = 1000;

  /** Points closer than this share one dot, in pixels. */
  private static final double CLOSE = 3;

  private final Plot plot;
  private final Optional<ColorScale> scale;

  private PlotDrawing(Plot plot) {
    this.plot = plot;
    this.scale = ColorScale.of(plot);
  }

  /**
   * Draws a plot.
   *
   * @param key a word that no other picture of the page has; it names clip paths
   * @param plot what to draw
   * @param palette the colors of the marks
   * @return an {@code svg} element
   */
  static String svg(String key, Plot plot, Palette palette) {
    return ChartStyle.svg(new PlotDrawing(plot).drawn(palette), key, WIDTH, HEIGHT);
  }

  private XYPlot drawn(Palette palette) {
    XYSeriesCollection data = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new DotRenderer();
    List<Layer> layers =
        plot.marks().stream().flatMap(marks -> layers(marks, palette).stream()).toList();
    // JFreeChart draws the first series last.
    for (int i = layers.size() - 1; i >= 0; i--) {
      Layer layer = layers.get(i);
      int position = data.getSeriesCount();
      data.addSeries(layer.series(position));
      boolean dots = layer.radius > 0;
      renderer.setSeriesLinesVisible(position, !dots);
      renderer.setSeriesShapesVisible(position, dots);
      renderer.setSeriesShape(position, layer.dot());
      renderer.setSeriesPaint(position, Color.decode(layer.color));
      renderer.setSeriesStroke(position, ChartStyle.stroke(1.8f));
    }
    return ChartStyle.plot(data, axis(plot.x()), axis(plot.y()), renderer);
  }

  /**
   * A layer is points of one color.
   *
   * @param points the points
   * @param color their color, {@code #rrggbb}
   * @param radius of each as a dot, pixels; 0 if they are joined
   * @param isStepped whether a value holds until the next point
   */
  private record Layer(List<Point> points, String color, double radius, boolean isStepped) {
    XYSeries series(int key) {
      XYSeries series = new XYSeries(key, false, true);
      for (int i = 0; i < points.size(); i++) {
        Point point = points.get(i);
        if (isStepped && i > 0) {
          series.add(point.x(), points.get(i - 1).y());
        }
        series.add(point.x(), point.y());
      }
      return series;
    }

    Rectangle2D dot() {
      return new Rectangle2D.Double(-radius, -radius, 2 * radius, 2 * radius);
    }
  }

  /** Returns the layers of marks: one, or one for each step of the color scale. */
  private List<Layer> layers(Marks marks, Palette palette) {
    boolean stepped = marks.kind() == Plot.Kind.STEPS;
    int[] drawn = drawn(marks);
    Map<Integer, List<Point>> steps = new TreeMap<>();
    for (int i : drawn) {
      int step =
          scale.isEmpty() || !marks.hasValues() ? 0 : scale.get().step(marks.values().get(i));
      steps.computeIfAbsent(step, key -> new ArrayList<>()).add(marks.points().get(i));
    }
    List<Layer> layers = new ArrayList<>();
    steps.forEach(
        (step, points) ->
            layers.add(
                new Layer(
                    points,
                    marks.hasValues() ? ColorScale.color(step) : palette.color(marks.name()),
                    radius(marks),
                    stepped)));
    return layers;
  }

  /** Returns which points are drawn. */
  private int[] drawn(Marks marks) {
    List<Point> points = marks.points();
    int[] shown =
        IntStream.range(0, points.size())
            .filter(i -> plot.shows(points.get(i)))
            .filter(i -> !marks.hasValues() || Double.isFinite(marks.values().get(i)))
            .toArray();
    return marks.kind() == Plot.Kind.POINTS ? apart(points, shown) : shown;
  }

  /** A single point stands out among many; a color needs some room to be seen. */
  private static double radius(Marks marks) {
    int points = marks.points().size();
    if (marks.kind() != Plot.Kind.POINTS && points > 1) {
      return 0;
    }
    double usual = points > MANY ? 1.1 : 2.5;
    return points == 1 ? 4 : marks.hasValues() ? usual + 0.7 : usual;
  }

  private static ValueAxis axis(Axis axis) {
    if (axis.scale() == Axis.Scale.LOGARITHMIC) {
      LogAxis logarithmic = new LogAxis(axis.label());
      logarithmic.setNumberFormatOverride(
          new java.text.DecimalFormat(
              "0.##E0", java.text.DecimalFormatSymbols.getInstance(Locale.ROOT)));
      return logarithmic;
    }
    NumberAxis linear = new NumberAxis(axis.label());
    linear.setAutoRangeIncludesZero(false);
    linear.setStandardTickUnits(NumberAxis.createStandardTickUnits(Locale.ROOT));
    return linear;
  }

  private int[] apart(List<Point> points, int[] shown) {
    Span across = Span.of(plot.x(), IntStream.of(shown).mapToDouble(i -> points.get(i).x()));
    Span up = Span.of(plot.y(), IntStream.of(shown).mapToDouble(i -> points.get(i).y()));
    Set<Long> taken = new HashSet<>();
    return IntStream.of(shown)
        .filter(
            i -> {
              long column = across.place(points.get(i).x(), WIDTH / CLOSE);
              long row = up.place(points.get(i).y(), HEIGHT / CLOSE);
              return taken.add(column << 32 | row);
            })
        .toArray();
  }

  /** The part of an axis that points take. */
  private record Span(Axis axis, double from, double to) {
    static Span of(Axis axis, DoubleStream values) {
      DoubleSummaryStatistics range = values.map(v -> along(axis, v)).summaryStatistics();
      return new Span(axis, range.getMin(), range.getMax());
    }

    private static double along(Axis axis, double value) {
      return axis.scale() == Axis.Scale.LOGARITHMIC ? Math.log(value) : value;
    }

    /** Returns which of so many places a value falls into. */
    long place(double value, double places) {
      return to > from ? Math.round((along(axis, value) - from) / (to - from) * places) : 0;
    }
  }
}
