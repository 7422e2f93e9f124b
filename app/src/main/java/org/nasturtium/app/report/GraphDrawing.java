package org.nasturtium.app.report;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;

/**
 * Draws cells and networks as inline SVG, on a light ground of their own.
 *
 * <p>The same picture always becomes the same text.
 */
public final class GraphDrawing {
  private static final double FONT = 13;
  private static final double SMALL_FONT = 11.5;
  private static final double LINE_HEIGHT = 17;
  private static final double MARGIN = 8;
  private static final String INK = "#1f2933";
  private static final String QUIET_INK = "#5b6875";
  private static final String GROUND = "#ffffff";

  private static final LayeredLayout CELL =
      new LayeredLayout(Direction.RIGHT, EdgeRouting.SPLINES, 26);
  private static final LayeredLayout NETWORK =
      new LayeredLayout(Direction.DOWN, EdgeRouting.ORTHOGONAL, 22);

  private GraphDrawing() {}

  /**
   * Draws a cell: its nodes from left to right, each edge in the color of its operation with the
   * name on it, and a legend. Edges of an absent operation ({@code none}) are faint and dashed.
   *
   * @param picture the cell
   * @param palette the colors of the operations
   * @return an {@code svg} element
   */
  public static String cell(CellPicture picture, Palette palette) {
    List<LayeredLayout.Size> boxes = picture.nodes().stream().map(GraphDrawing::nodeSize).toList();
    List<LayeredLayout.Line> lines = new ArrayList<>();
    for (CellPicture.Edge edge : picture.edges()) {
      lines.add(
          new LayeredLayout.Line(
              picture.nodes().indexOf(edge.from()),
              picture.nodes().indexOf(edge.to()),
              labelSize(edge.label())));
    }
    LayeredLayout.Placement placement = CELL.place(boxes, lines);
    Legend legend =
        Legend.of(picture.labels(), palette, Math.max(placement.width(), 420) - 2 * MARGIN);
    double width = Math.max(placement.width(), legend.width() + 2 * MARGIN);
    SvgWriter svg = new SvgWriter(picture.title(), width, placement.height() + legend.height());
    ground(svg, width, placement.height() + legend.height());
    // Faint edges first, so that nothing that matters is crossed by them.
    for (boolean absent : new boolean[] {true, false}) {
      for (int i = 0; i < lines.size(); i++) {
        String label = picture.edges().get(i).label();
        if (isFaint(label) == absent) {
          edge(svg, placement.routes().get(i).points(), palette.color(label), absent);
        }
      }
    }
    for (int i = 0; i < lines.size(); i++) {
      pill(svg, placement.routes().get(i).label(), picture.edges().get(i).label(), palette);
    }
    for (int i = 0; i < boxes.size(); i++) {
      node(svg, placement.boxes().get(i), picture.nodes().get(i));
    }
    legend.draw(svg, MARGIN, placement.height());
    return svg.end();
  }

  /**
   * Draws a network from top to bottom.
   *
   * @param picture the network
   * @return an {@code svg} element
   */
  public static String network(NetworkPicture picture) {
    List<LayeredLayout.Size> boxes = picture.boxes().stream().map(GraphDrawing::boxSize).toList();
    List<LayeredLayout.Line> lines =
        picture.arrows().stream()
            .map(a -> new LayeredLayout.Line(a.from(), a.to(), LayeredLayout.Size.NONE))
            .toList();
    LayeredLayout.Placement placement = NETWORK.place(boxes, lines);
    SvgWriter svg = new SvgWriter("Network", placement.width(), placement.height());
    ground(svg, placement.width(), placement.height());
    placement.routes().forEach(route -> polyline(svg, route.points()));
    for (int i = 0; i < boxes.size(); i++) {
      box(svg, placement.boxes().get(i), picture.boxes().get(i));
    }
    return svg.end();
  }

  private static boolean isFaint(String label) {
    return !label.isEmpty() && Palette.isAbsent(label);
  }

  private static LayeredLayout.Size nodeSize(String name) {
    return new LayeredLayout.Size(Math.max(36, TextWidth.of(name, FONT) + 24), 34);
  }

  private static LayeredLayout.Size labelSize(String label) {
    return label.isEmpty()
        ? LayeredLayout.Size.NONE
        : new LayeredLayout.Size(TextWidth.of(label, SMALL_FONT) + 16, 21);
  }

  private static LayeredLayout.Size boxSize(NetworkPicture.Box box) {
    double width = TextWidth.of(box.title(), FONT) * 1.06;
    for (String line : box.details()) {
      width = Math.max(width, TextWidth.of(line, SMALL_FONT));
    }
    return new LayeredLayout.Size(width + 24, LINE_HEIGHT * (1 + box.details().size()) + 12);
  }

  private static void ground(SvgWriter svg, double width, double height) {
    svg.empty("rect", "width", width, "height", height, "rx", 8, "fill", GROUND);
  }

  private static void node(SvgWriter svg, Rectangle2D at, String name) {
    rectangle(svg, at, 17, "#eef2f6", "#52606d");
    text(svg, name, at.getCenterX(), at.getCenterY() + 0.35 * FONT, FONT, INK, "600");
  }

  private static void pill(SvgWriter svg, Rectangle2D at, String label, Palette palette) {
    if (label.isEmpty()) {
      return;
    }
    String color = palette.color(label);
    rectangle(svg, at, 10.5, GROUND, "none");
    svg.empty(
        "rect",
        "x",
        at.getX(),
        "y",
        at.getY(),
        "width",
        at.getWidth(),
        "height",
        at.getHeight(),
        "rx",
        10.5,
        "fill",
        color,
        "fill-opacity",
        isFaint(label) ? "0.04" : "0.14",
        "stroke",
        color,
        "stroke-opacity",
        isFaint(label) ? "0.4" : "1");
    text(
        svg,
        label,
        at.getCenterX(),
        at.getCenterY() + 0.35 * SMALL_FONT,
        SMALL_FONT,
        isFaint(label) ? QUIET_INK : INK,
        "400");
  }

  private static void box(SvgWriter svg, Rectangle2D at, NetworkPicture.Box box) {
    rectangle(
        svg,
        at,
        7,
        box.isTerminal() ? "#e3edf8" : "#f5f7fa",
        box.isTerminal() ? "#3b78b8" : "#9aa5b1");
    double y = at.getY() + LINE_HEIGHT + 1;
    text(svg, box.title(), at.getCenterX(), y, FONT, INK, "600");
    for (String line : box.details()) {
      y += LINE_HEIGHT;
      text(svg, line, at.getCenterX(), y, SMALL_FONT, QUIET_INK, "400");
    }
  }

  private static void rectangle(
      SvgWriter svg, Rectangle2D at, double radius, String fill, String stroke) {
    svg.empty(
        "rect",
        "x",
        at.getX(),
        "y",
        at.getY(),
        "width",
        at.getWidth(),
        "height",
        at.getHeight(),
        "rx",
        radius,
        "fill",
        fill,
        "stroke",
        stroke);
  }

  private static void text(
      SvgWriter svg, String text, double x, double y, double size, String color, String weight) {
    svg.text(
        text,
        "x",
        x,
        "y",
        y,
        "text-anchor",
        "middle",
        "font-size",
        size,
        "font-weight",
        weight,
        "fill",
        color);
  }

  private static void edge(SvgWriter svg, List<Point2D> points, String color, boolean faint) {
    StringBuilder path = new StringBuilder("M").append(pair(points.get(0)));
    int i = 1;
    for (; i + 2 < points.size(); i += 3) {
      path.append('C').append(pair(points.get(i))).append(' ').append(pair(points.get(i + 1)));
      path.append(' ').append(pair(points.get(i + 2)));
    }
    for (; i < points.size(); i++) {
      path.append('L').append(pair(points.get(i)));
    }
    svg.open("g", "opacity", faint ? "0.45" : "1");
    if (faint) {
      svg.empty(
          "path",
          "d",
          path,
          "fill",
          "none",
          "stroke",
          color,
          "stroke-width",
          1.2,
          "stroke-dasharray",
          "4 4");
    } else {
      svg.empty("path", "d", path, "fill", "none", "stroke", color, "stroke-width", 2);
    }
    arrowhead(svg, points, color);
    svg.close();
  }

  private static void polyline(SvgWriter svg, List<Point2D> points) {
    StringBuilder path = new StringBuilder("M").append(pair(points.get(0)));
    points.stream().skip(1).forEach(point -> path.append('L').append(pair(point)));
    svg.empty(
        "path",
        "d",
        path,
        "fill",
        "none",
        "stroke",
        "#7b8794",
        "stroke-width",
        1.5,
        "stroke-linejoin",
        "round");
    arrowhead(svg, points, "#7b8794");
  }

  private static void arrowhead(SvgWriter svg, List<Point2D> points, String color) {
    Point2D tip = points.get(points.size() - 1);
    Point2D before = tip;
    for (int i = points.size() - 2; i >= 0 && before.distance(tip) < 1; i--) {
      before = points.get(i);
    }
    double length = Math.max(before.distance(tip), 1e-6);
    double dx = (tip.getX() - before.getX()) / length;
    double dy = (tip.getY() - before.getY()) / length;
    Point2D left =
        new Point2D.Double(tip.getX() - 9 * dx - 4.5 * dy, tip.getY() - 9 * dy + 4.5 * dx);
    Point2D right =
        new Point2D.Double(tip.getX() - 9 * dx + 4.5 * dy, tip.getY() - 9 * dy - 4.5 * dx);
    svg.empty("polygon", "points", pair(tip) + " " + pair(left) + " " + pair(right), "fill", color);
  }

  private static String pair(Point2D point) {
    return SvgWriter.number(point.getX()) + "," + SvgWriter.number(point.getY());
  }
}
