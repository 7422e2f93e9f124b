package org.nasturtium.app.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A legend is the colors of a picture with their names, in rows.
 *
 * @param entries its entries, placed
 * @param width of the widest row, pixels
 * @param height of all rows, pixels; 0 without entries
 */
record Legend(List<Entry> entries, double width, double height) {
  private static final double FONT = 12;
  private static final double ROW = 22;
  private static final double SWATCH = 12;
  private static final double GAP = 18;

  /**
   * An entry of a legend.
   *
   * @param name the name
   * @param color the color, {@code #rrggbb}
   * @param x its left border, pixels
   * @param y its upper border, pixels
   */
  record Entry(String name, String color, double x, double y) {}

  /**
   * Places a legend.
   *
   * @param names the names to explain, in order
   * @param palette their colors
   * @param space the width that rows should keep to, pixels
   */
  static Legend of(List<String> names, Palette palette, double space) {
    List<Entry> entries = new ArrayList<>();
    double x = 0;
    double y = 6;
    double widest = 0;
    for (String name : names) {
      double width = SWATCH + 6 + TextWidth.of(name, FONT);
      if (x > 0 && x + width > space) {
        x = 0;
        y += ROW;
      }
      entries.add(new Entry(name, palette.color(name), x, y));
      widest = Math.max(widest, x + width);
      x += width + GAP;
    }
    return new Legend(entries, widest, entries.isEmpty() ? 0 : y + ROW + 6);
  }

  /** Draws the legend with its upper left corner at a point. */
  void draw(SvgWriter svg, double left, double top) {
    for (Entry entry : entries) {
      double x = left + entry.x();
      double y = top + entry.y();
      svg.empty(
          "rect",
          "x",
          x,
          "y",
          y + 3,
          "width",
          SWATCH,
          "height",
          SWATCH,
          "rx",
          3,
          "fill",
          entry.color());
      svg.text(
          entry.name(), "x", x + SWATCH + 6, "y", y + 13.5, "font-size", FONT, "fill", "#3e4c59");
    }
  }
}
