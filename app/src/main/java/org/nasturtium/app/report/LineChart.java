package org.nasturtium.app.report;

import java.awt.Color;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Draws lines over the epochs as inline SVG, without title and legend: those belong to the page,
 * where text flows.
 *
 * <p>The same lines always become the same text. Needs no screen.
 */
public final class LineChart {
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
      renderer.setSeriesStroke(
          position, ChartStyle.stroke(line.name().equals(emphasized) ? 2.8f : 1.6f));
    }
    return ChartStyle.svg(ChartStyle.plot(data, epochs(), values, renderer), key, width, height);
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

  private static NumberAxis epochs() {
    NumberAxis epochs = new NumberAxis();
    epochs.setStandardTickUnits(NumberAxis.createIntegerTickUnits(Locale.ROOT));
    epochs.setAutoRangeIncludesZero(false);
    epochs.setLowerMargin(0.01);
    epochs.setUpperMargin(0.01);
    return epochs;
  }
}
