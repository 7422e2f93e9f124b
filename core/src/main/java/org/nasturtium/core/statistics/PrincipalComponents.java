package org.nasturtium.core.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * Principal components are the orthogonal directions in which points spread most: the eigenvectors
 * of their covariance, the largest eigenvalue first. Each points to where its largest entry is
 * positive, so equal points give equal components.
 */
public final class PrincipalComponents {
  private final double[] center;
  private final List<double[]> axes;
  private final double[] shares;

  private PrincipalComponents(double[] center, List<double[]> axes, double[] shares) {
    this.center = center;
    this.axes = axes;
    this.shares = shares;
  }

  /**
   * Returns the first components of some points.
   *
   * @param points the points, at least one, all of one length and finite
   * @param count how many components, 1 to the length of a point; the work grows with the cube of
   *     that length
   * @throws IllegalArgumentException if the points or the count are outside these bounds
   */
  public static PrincipalComponents of(List<double[]> points, int count) {
    int length = points.isEmpty() ? 0 : points.get(0).length;
    if (count < 1 || count > length) {
      throw new IllegalArgumentException(
          "no %d components of %d points of length %d".formatted(count, points.size(), length));
    }
    for (double[] point : points) {
      Samples.checkPaired(points.get(0), point, 1);
    }
    double[] center =
        IntStream.range(0, length)
            .mapToDouble(i -> points.stream().mapToDouble(p -> p[i]).average().orElseThrow())
            .toArray();
    EigenDecompositionSymmetric found =
        new EigenDecompositionSymmetric(
            new Array2DRowRealMatrix(covariance(points, center), false));
    double total = IntStream.range(0, length).mapToDouble(found::getEigenvalue).sum();
    List<double[]> axes = new ArrayList<>();
    double[] shares = new double[count];
    for (int i = 0; i < count; i++) {
      axes.add(oriented(found.getEigenvector(i).toArray()));
      shares[i] = total > 0 ? Math.max(0, found.getEigenvalue(i) / total) : 0;
    }
    return new PrincipalComponents(center, axes, shares);
  }

  private static double[][] covariance(List<double[]> points, double[] center) {
    int length = center.length;
    double[][] sums = new double[length][length];
    for (double[] point : points) {
      double[] off = minus(point, center);
      for (int i = 0; i < length; i++) {
        for (int j = 0; off[i] != 0 && j <= i; j++) {
          sums[i][j] += off[i] * off[j] / points.size();
        }
      }
    }
    for (int i = 0; i < length; i++) {
      for (int j = 0; j < i; j++) {
        sums[j][i] = sums[i][j];
      }
    }
    return sums;
  }

  private static double[] minus(double[] point, double[] center) {
    return IntStream.range(0, center.length).mapToDouble(i -> point[i] - center[i]).toArray();
  }

  private static double[] oriented(double[] axis) {
    int largest =
        IntStream.range(0, axis.length)
            .reduce((a, b) -> Math.abs(axis[b]) > Math.abs(axis[a]) ? b : a)
            .orElseThrow();
    double sign = axis[largest] < 0 ? -1 : 1;
    return IntStream.range(0, axis.length).mapToDouble(i -> sign * axis[i]).toArray();
  }

  /**
   * Returns where a point lies along the components, from the center of all points.
   *
   * @param point a point, as long as those the components were found from
   */
  public double[] project(double[] point) {
    double[] off = minus(point, center);
    return axes.stream()
        .mapToDouble(
            axis -> IntStream.range(0, axis.length).mapToDouble(i -> axis[i] * off[i]).sum())
        .toArray();
  }

  /** Returns the share of the points' variance along a component, 0 to 1; 0 if there is none. */
  public double share(int component) {
    return shares[component];
  }
}
