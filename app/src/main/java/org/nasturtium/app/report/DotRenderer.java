package org.nasturtium.app.report;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.entity.EntityCollection;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYDataset;

/**
 * Draws lines as one path each and all dots of one name as another, which keeps pictures of many
 * thousand dots small.
 */
final class DotRenderer extends XYLineAndShapeRenderer {
  private static final long serialVersionUID = 1L;

  private final Path2D dots = new Path2D.Double();

  DotRenderer() {
    super(true, false);
    setDrawSeriesLineAsPath(true);
  }

  @Override
  protected void drawSecondaryPass(
      Graphics2D graphics,
      XYPlot plot,
      XYDataset data,
      int pass,
      int series,
      int item,
      ValueAxis across,
      Rectangle2D area,
      ValueAxis up,
      CrosshairState crosshair,
      EntityCollection entities) {
    if (!getItemShapeVisible(series, item)) {
      return;
    }
    double x = across.valueToJava2D(data.getXValue(series, item), area, plot.getDomainAxisEdge());
    double y = up.valueToJava2D(data.getYValue(series, item), area, plot.getRangeAxisEdge());
    if (item == 0) {
      dots.reset();
    }
    dots.append(
        getItemShape(series, item).getPathIterator(AffineTransform.getTranslateInstance(x, y)),
        false);
    if (item == data.getItemCount(series) - 1) {
      graphics.setPaint(getItemPaint(series, item));
      graphics.fill(dots);
    }
  }
}
