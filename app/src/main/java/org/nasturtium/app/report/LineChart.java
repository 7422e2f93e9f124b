package org.nasturtium.app.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.SVGHints;
import org.jfree.svg.ViewBox;

/**
 * Draws lines over the epochs as inline SVG, without title and legend: those belong to the page,
 * where text flows.
 *
 * <p>The same lines always become the same text. Needs no screen.
 */
public final class LineChart {
  private static final Color GRID = new Color(0xe4e7eb);
  private static final Color LABEL = new Color(0x52606d);
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

  private final String key;
  private final int width;
  private final int height;
  private final int mostPoints;

  private LineChart(String key, int width, int height, int mostPoints) {
    this.key = key;
    this.width = width;
    this.height = height;
    this.mostPoints = Math.max(2, mostPoints);
  }

  /**
   * Draws the lines of one quantity.
   *
   * @param key a word that no other picture of the page has; it names clip paths
   * @param curves what to draw
   * @param palette the colors of the lines
   * @return an {@code svg} element
   */
  public static String curves(String key, Curves curves, Palette palette) {
    NumberAxis values = new NumberAxis();
    values.setAutoRangeIncludesZero(false);
    values.setStandardTickUnits(NumberAxis.createStandardTickUnits(Locale.ROOT));
    return new LineChart(key, 540, 230, 400).draw(curves.lines(), palette, values, "");
  }

  /**
   * Draws the probabilities of one choice on a small chart; the picked candidate's line is thicker.
   *
   * @param key a word that no other picture of the page has; it names clip paths
   * @param history what to draw
   * @param palette the colors of the candidates
   * @param mostPoints the most epochs to draw of each line, evenly chosen, the first and the last
   *     among them
   * @return an {@code svg} element
   */
  public static String probabilities(
      String key, ChoiceHistory history, Palette palette, int mostPoints) {
    NumberAxis values = new NumberAxis();
    values.setRange(0, 1);
    values.setTickUnit(
        new NumberTickUnit(
            0.5,
            new java.text.DecimalFormat(
                "0.0", java.text.DecimalFormatSymbols.getInstance(Locale.ROOT))));
    LineChart chart = new LineChart(key, 250, 140, mostPoints);
    return chart.draw(history.candidates(), palette, values, history.picked());
  }

  private String draw(List<Series> lines, Palette palette, NumberAxis values, String emphasized) {
    XYSeriesCollection data = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true);
    for (Series line : lines) {
      int position = data.getSeriesCount();
      data.addSeries(points(line));
      boolean isPoint = line.values().size() == 1;
      renderer.setSeriesShapesVisible(position, isPoint);
      renderer.setSeriesPaint(position, Color.decode(palette.color(line.name())));
      renderer.setSeriesStroke(position, stroke(line.name().equals(emphasized) ? 2.8f : 1.6f));
    }
    JFreeChart chart = new JFreeChart(null, FONT, plot(data, renderer, values), false);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(4, 2, 2, 6));
    return svg(chart);
  }

  private XYSeries points(Series line) {
    XYSeries points = new XYSeries(line.name(), false, true);
    int last = line.values().size() - 1;
    int drawn = Math.min(line.values().size(), mostPoints);
    for (int i = 0; i < drawn; i++) {
      int epoch = drawn == 1 ? 0 : (int) Math.round((double) i * last / (drawn - 1));
      points.add(epoch + 1, line.values().get(epoch));
    }
    return points;
  }

  private static BasicStroke stroke(float width) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  private static XYPlot plot(
      XYSeriesCollection data, XYLineAndShapeRenderer renderer, NumberAxis values) {
    NumberAxis epochs = new NumberAxis();
    epochs.setStandardTickUnits(NumberAxis.createIntegerTickUnits(Locale.ROOT));
    epochs.setAutoRangeIncludesZero(false);
    epochs.setLowerMargin(0.01);
    epochs.setUpperMargin(0.01);
    XYPlot plot = new XYPlot(data, epochs, values, renderer);
    for (NumberAxis axis : List.of(epochs, values)) {
      axis.setTickLabelFont(FONT);
      axis.setTickLabelPaint(LABEL);
      axis.setAxisLineVisible(false);
      axis.setTickMarksVisible(false);
    }
    plot.setBackgroundPaint(Color.WHITE);
    plot.setOutlineVisible(false);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(GRID);
    plot.setRangeGridlineStroke(new BasicStroke(1));
    plot.setRangeZeroBaselineVisible(false);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    return plot;
  }

  private String svg(JFreeChart chart) {
    SVGGraphics2D graphics = new SVGGraphics2D(width, height);
    graphics.setDefsKeyPrefix(key);
    graphics.setGeomDoubleConverter(SvgWriter::number);
    graphics.setTransformDoubleConverter(SvgWriter::number);
    graphics.setFontFunction(family -> SvgWriter.FONTS);
    graphics.setRenderingHint(SVGHints.KEY_TEXT_RENDERING, "auto");
    chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    String svg = graphics.getSVGElement(null, true, new ViewBox(0, 0, width, height), null, null);
    // HTML knows no namespaces and the picture uses none of these.
    return svg.replaceAll(" xmlns:\\w+='[^']*'", "");
  }
}
