package org.nasturtium.app.report;

import java.util.List;

/**
 * A plot is one picture of marks over two axes.
 *
 * @param title what it shows
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param marks what is drawn, with different names; later ones lie on top
 * @param colors what the colors of marks with values measure, with its unit; empty without such
 */
public record Plot(String title, Axis x, Axis y, List<Marks> marks, String colors) {
  /** Copies the marks and checks their names. */
  public Plot {
    marks = List.copyOf(marks);
    if (marks.stream().map(Marks::name).distinct().count() != marks.size()) {
      throw new IllegalArgumentException("two marks of '" + title + "' have the same name");
    }
  }

  /** Creates a plot whose marks have no values. */
  public Plot(String title, Axis x, Axis y, List<Marks> marks) {
    this(title, x, y, marks, "");
  }

  /**
   * An axis of a plot.
   *
   * @param label what it measures, with its unit
   * @param scale how values are spread
   */
  public record Axis(String label, Scale scale) {
    /** How values are spread over an axis. */
    public enum Scale {
      /** Equal steps for equal differences. */
      LINEAR,
      /** Equal steps for equal ratios; only values above 0 are drawn. */
      LOGARITHMIC
    }

    /** Returns a linear axis. */
    public static Axis of(String label) {
      return new Axis(label, Scale.LINEAR);
    }

    /** Returns a logarithmic axis. */
    public static Axis logarithmic(String label) {
      return new Axis(label, Scale.LOGARITHMIC);
    }

    boolean shows(double value) {
      return Double.isFinite(value) && (scale == Scale.LINEAR || value > 0);
    }
  }

  /** How marks are drawn. */
  public enum Kind {
    /** Joined by straight lines. */
    LINE,
    /** Joined by steps: a value holds until the next point. */
    STEPS,
    /** Dots. */
    POINTS
  }

  /**
   * A point of a plot.
   *
   * @param x its horizontal value
   * @param y its vertical value
   */
  public record Point(double x, double y) {}

  /**
   * Marks are points of one name that are drawn alike, or each in the color of its value. What is
   * not finite is left out.
   *
   * @param name what they are
   * @param kind how they are drawn
   * @param points the points, in the order they are joined
   * @param values one per point, on the one scale of the plot; none for one color
   */
  public record Marks(String name, Kind kind, List<Point> points, List<Double> values) {
    /** Copies the lists. */
    public Marks {
      points = List.copyOf(points);
      values = List.copyOf(values);
      if (!values.isEmpty() && (kind != Kind.POINTS || values.size() != points.size())) {
        throw new IllegalArgumentException(
            "%d values for %d points of '%s', drawn as %s"
                .formatted(values.size(), points.size(), name, kind));
      }
    }

    /** Creates marks of one color. */
    public Marks(String name, Kind kind, List<Point> points) {
      this(name, kind, points, List.of());
    }

    boolean hasValues() {
      return !values.isEmpty();
    }
  }

  /** Returns whether there is anything to draw. */
  boolean hasPoints() {
    return marks.stream().flatMap(each -> each.points().stream()).anyMatch(this::shows);
  }

  boolean shows(Point point) {
    return x.shows(point.x()) && y.shows(point.y());
  }
}
