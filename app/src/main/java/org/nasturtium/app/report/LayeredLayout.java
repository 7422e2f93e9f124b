package org.nasturtium.app.report;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeLabelPlacement;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * A layered layout places boxes in layers along a direction and routes lines around them, by the
 * layered algorithm of the Eclipse Layout Kernel (Sugiyama's method).
 *
 * <p>Labels sit on their lines and take part in the placement, so they never cover a box.
 *
 * @param direction where the lines point
 * @param routing the form of the lines
 * @param spacing between neighbors, pixels
 */
record LayeredLayout(Direction direction, EdgeRouting routing, double spacing) {
  private static final double MARGIN = 8;

  /**
   * A size of a box or of a label; zero for no label.
   *
   * @param width pixels
   * @param height pixels
   */
  record Size(double width, double height) {
    static final Size NONE = new Size(0, 0);
  }

  /**
   * A line between two boxes.
   *
   * @param from the position of the box where it starts
   * @param to the position of the box where it ends
   * @param label the size of its label
   */
  record Line(int from, int to, Size label) {}

  /**
   * A placed line.
   *
   * @param points its course: corners, or with splines the start and then three control points per
   *     Bézier curve
   * @param label where its label is; empty without label
   */
  record Route(List<Point2D> points, Rectangle2D label) {}

  /**
   * A placement of everything.
   *
   * @param width of the whole, pixels
   * @param height of the whole, pixels
   * @param boxes where the boxes are, in their order
   * @param routes the lines, in their order
   */
  record Placement(double width, double height, List<Rectangle2D> boxes, List<Route> routes) {}

  /**
   * Places boxes and lines.
   *
   * @param boxes the sizes of the boxes
   * @param lines the lines between them
   */
  Placement place(List<Size> boxes, List<Line> lines) {
    ElkNode root = root();
    List<ElkNode> nodes = boxes.stream().map(size -> node(root, size)).toList();
    List<ElkEdge> edges = new ArrayList<>();
    for (Line line : lines) {
      ElkEdge edge = ElkGraphUtil.createSimpleEdge(nodes.get(line.from()), nodes.get(line.to()));
      if (line.label().width() > 0) {
        label(edge, line.label());
      }
      edges.add(edge);
    }
    new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
    return new Placement(
        root.getWidth(),
        root.getHeight(),
        nodes.stream().map(LayeredLayout::rectangle).toList(),
        edges.stream().map(LayeredLayout::route).toList());
  }

  private ElkNode root() {
    ElkNode root = ElkGraphUtil.createGraph();
    root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
    root.setProperty(LayeredOptions.DIRECTION, direction);
    root.setProperty(LayeredOptions.EDGE_ROUTING, routing);
    root.setProperty(LayeredOptions.PADDING, new ElkPadding(MARGIN));
    root.setProperty(LayeredOptions.SPACING_NODE_NODE, spacing);
    root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, spacing);
    root.setProperty(LayeredOptions.SPACING_EDGE_NODE, spacing / 2);
    root.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, spacing / 2);
    root.setProperty(LayeredOptions.SPACING_EDGE_LABEL, 0.0);
    root.setProperty(LayeredOptions.RANDOM_SEED, 1);
    return root;
  }

  private static ElkNode node(ElkNode root, Size size) {
    ElkNode node = ElkGraphUtil.createNode(root);
    node.setDimensions(size.width(), size.height());
    return node;
  }

  private static void label(ElkEdge edge, Size size) {
    // The layout leaves out labels without text, whatever their size.
    ElkLabel label = ElkGraphUtil.createLabel("label", edge);
    label.setDimensions(size.width(), size.height());
    label.setProperty(LayeredOptions.EDGE_LABELS_PLACEMENT, EdgeLabelPlacement.CENTER);
    label.setProperty(LayeredOptions.EDGE_LABELS_INLINE, true);
  }

  private static Rectangle2D rectangle(org.eclipse.elk.graph.ElkShape shape) {
    return new Rectangle2D.Double(shape.getX(), shape.getY(), shape.getWidth(), shape.getHeight());
  }

  private static Route route(ElkEdge edge) {
    List<Point2D> points = new ArrayList<>();
    ElkEdgeSection section = edge.getSections().get(0);
    points.add(new Point2D.Double(section.getStartX(), section.getStartY()));
    section
        .getBendPoints()
        .forEach(bend -> points.add(new Point2D.Double(bend.getX(), bend.getY())));
    points.add(new Point2D.Double(section.getEndX(), section.getEndY()));
    Rectangle2D label =
        edge.getLabels().isEmpty() ? new Rectangle2D.Double() : rectangle(edge.getLabels().get(0));
    return new Route(points, label);
  }
}
