package org.nasturtium.app.report;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.DoubleStream;
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

  private PlotDrawing(Plot plot) {
    this.plot = plot;
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
    // JFreeChart draws the first series last.
    for (int i = plot.marks().size() - 1; i >= 0; i--) {
      Marks marks = plot.marks().get(i);
      int position = data.getSeriesCount();
      data.addSeries(series(marks));
      boolean dots = marks.kind() == Plot.Kind.POINTS || marks.points().size() == 1;
      double radius = radius(marks.points().size());
      renderer.setSeriesLinesVisible(position, !dots);
      renderer.setSeriesShapesVisible(position, dots);
      renderer.setSeriesShape(
          position, new Rectangle2D.Double(-radius, -radius, 2 * radius, 2 * radius));
      renderer.setSeriesPaint(position, Color.decode(palette.color(marks.name())));
      renderer.setSeriesStroke(position, ChartStyle.stroke(1.8f));
    }
    return ChartStyle.plot(data, axis(plot.x()), axis(plot.y()), renderer);
  }

  /** A single point stands out among many. */
  private static double radius(int points) {
    return points == 1 ? 4 : points > MANY ? 1.1 : 2.5;
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

  private XYSeries series(Marks marks) {
    List<Point> shown = marks.points().stream().filter(plot::shows).toList();
    XYSeries series = new XYSeries(marks.name(), false, true);
    List<Point> drawn = marks.kind() == Plot.Kind.POINTS ? apart(shown) : shown;
    for (int i = 0; i < drawn.size(); i++) {
      Point point = drawn.get(i);
      if (marks.kind() == Plot.Kind.STEPS && i > 0) {
        series.add(point.x(), drawn.get(i - 1).y());
      }
      series.add(point.x(), point.y());
    }
    return series;
  }

  private List<Point> apart(List<Point> points) {
    Span across = Span.of(plot.x(), points.stream().mapToDouble(Point::x));
    Span up = Span.of(plot.y(), points.stream().mapToDouble(Point::y));
    Set<Long> taken = new HashSet<>();
    List<Point> kept = new ArrayList<>();
    for (Point point : points) {
      long column = across.place(point.x(), WIDTH / CLOSE);
      long row = up.place(point.y(), HEIGHT / CLOSE);
      if (taken.add(column << 32 | row)) {
        kept.add(point);
      }
    }
    return kept;
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
