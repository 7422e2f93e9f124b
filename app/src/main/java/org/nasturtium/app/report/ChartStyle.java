package org.nasturtium.app.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYDataset;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.SVGHints;
import org.jfree.svg.ViewBox;

/** The look that all charts share, and how one becomes inline SVG. */
final class ChartStyle {
  private static final Color GRID = new Color(0xe4e7eb);
  private static final Color LABEL = new Color(0x52606d);
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

  private ChartStyle() {}

  /** Returns lines with round ends. */
  static BasicStroke stroke(float width) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  /** Returns a plot without frame and with faint horizontal lines. */
  static XYPlot plot(XYDataset data, ValueAxis x, ValueAxis y, XYItemRenderer renderer) {
    XYPlot plot = new XYPlot(data, x, y, renderer);
    for (ValueAxis axis : List.of(x, y)) {
      axis.setTickLabelFont(FONT);
      axis.setTickLabelPaint(LABEL);
      axis.setLabelFont(FONT);
      axis.setLabelPaint(LABEL);
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

  /**
   * Returns a plot as an {@code svg} element; the same plot always becomes the same text.
   *
   * @param plot the plot
   * @param key a word that no other picture of the page has; it names clip paths
   * @param width of the picture, pixels
   * @param height of the picture, pixels
   */
  static String svg(XYPlot plot, String key, int width, int height) {
    JFreeChart chart = new JFreeChart(null, FONT, plot, false);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(4, 2, 2, 6));
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
