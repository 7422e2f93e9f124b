package org.nasturtium.torch.data;

/** A closed polygon around the origin that fits the unit circle. */
enum Silhouette {
  DISK(regular(24, 1, 1)),
  SQUARE(regular(4, 1, 1)),
  TRIANGLE(regular(3, 1, 1)),
  CROSS(cross(0.36)),
  STAR(regular(10, 1, 0.45));

  @SuppressWarnings("ImmutableEnumChecker") // written once, in the constructor
  private final double[] x;

  @SuppressWarnings("ImmutableEnumChecker") // written once, in the constructor
  private final double[] y;

  Silhouette(double[][] corners) {
    x = corners[0];
    y = corners[1];
  }

  /** Returns the distance of a point to the outline, negative inside. */
  double distance(double px, double py) {
    double nearest = Double.MAX_VALUE;
    boolean inside = false;
    for (int i = 0, j = x.length - 1; i < x.length; j = i++) {
      double edgeX = x[j] - x[i];
      double edgeY = y[j] - y[i];
      double toX = px - x[i];
      double toY = py - y[i];
      double along = (toX * edgeX + toY * edgeY) / (edgeX * edgeX + edgeY * edgeY);
      double t = Math.max(0, Math.min(1, along));
      double dx = toX - t * edgeX;
      double dy = toY - t * edgeY;
      nearest = Math.min(nearest, dx * dx + dy * dy);
      if (y[i] > py != y[j] > py && px < edgeX * (py - y[i]) / edgeY + x[i]) {
        inside = !inside;
      }
    }
    return inside ? -Math.sqrt(nearest) : Math.sqrt(nearest);
  }

  private static double[][] regular(int corners, double even, double odd) {
    double[][] points = new double[2][corners];
    for (int i = 0; i < corners; i++) {
      double angle = 2 * Math.PI * i / corners;
      double radius = i % 2 == 0 ? even : odd;
      points[0][i] = radius * StrictMath.cos(angle);
      points[1][i] = radius * StrictMath.sin(angle);
    }
    return points;
  }

  /** Two bars of the given half width; their ends lie on the unit circle. */
  private static double[][] cross(double w) {
    double e = Math.sqrt(1 - w * w);
    return new double[][] {
      {e, e, w, w, -w, -w, -e, -e, -w, -w, w, w},
      {-w, w, w, e, e, w, w, -w, -w, -e, -e, -w}
    };
  }
}
