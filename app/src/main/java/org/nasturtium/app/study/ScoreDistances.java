package org.nasturtium.app.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.nasturtium.app.report.Plot.Point;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.statistics.Correlation;

/**
 * Score distances are pairs of architectures: the cosine of their vectors, and how far their scores
 * lie apart (figure 1 of NASGEM).
 *
 * @param points a point per pair: the cosine across, the distance up
 */
record ScoreDistances(List<Point> points) {
  /** Copies the list. */
  ScoreDistances {
    points = List.copyOf(points);
  }

  /**
   * A pair of positions.
   *
   * @param first the lower one
   * @param second the higher one
   */
  record Pair(int first, int second) {}

  /**
   * Returns different pairs: all, or a random draw.
   *
   * @param count how many positions there are
   * @param most the most pairs
   * @param seed where the draws come from
   */
  static List<Pair> pairs(int count, int most, Seed seed) {
    Set<Pair> pairs = new LinkedHashSet<>();
    if ((long) count * (count - 1) / 2 <= most) {
      for (int second = 1; second < count; second++) {
        for (int first = 0; first < second; first++) {
          pairs.add(new Pair(first, second));
        }
      }
      return List.copyOf(pairs);
    }
    RandomGenerator random = seed.random();
    while (pairs.size() < most) {
      int first = random.nextInt(count);
      int second = random.nextInt(count);
      if (first != second) {
        pairs.add(new Pair(Math.min(first, second), Math.max(first, second)));
      }
    }
    return List.copyOf(pairs);
  }

  /**
   * Measures pairs; one with a vector of zeros has no cosine and is left out.
   *
   * @param vectors the vectors of architectures
   * @param scores their scores
   * @param pairs pairs of their positions
   */
  static ScoreDistances of(List<double[]> vectors, List<Double> scores, List<Pair> pairs) {
    List<Point> points = new ArrayList<>();
    for (Pair pair : pairs) {
      double cosine = cosine(vectors.get(pair.first), vectors.get(pair.second));
      if (Double.isFinite(cosine)) {
        points.add(new Point(cosine, Math.abs(scores.get(pair.first) - scores.get(pair.second))));
      }
    }
    return new ScoreDistances(points);
  }

  private static double cosine(double[] a, double[] b) {
    double product = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
      first += a[i] * a[i];
      second += b[i] * b[i];
    }
    return product / (Math.sqrt(first) * Math.sqrt(second));
  }

  /**
   * Returns the medians of cosine and distance within groups of neighboring cosines.
   *
   * @param groups how many groups of about equally many pairs, at least 1
   * @return a point per group that is not empty, by rising cosine
   */
  List<Point> medians(int groups) {
    List<Point> sorted = points.stream().sorted(Comparator.comparingDouble(Point::x)).toList();
    List<Point> medians = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      List<Point> part =
          sorted.subList(group * sorted.size() / groups, (group + 1) * sorted.size() / groups);
      if (!part.isEmpty()) {
        medians.add(new Point(median(part, Point::x), median(part, Point::y)));
      }
    }
    return medians;
  }

  private static double median(List<Point> points, ToDoubleFunction<Point> value) {
    double[] sorted = points.stream().mapToDouble(value).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Returns Spearman's correlation of cosine and distance; empty if one of them is constant. */
  OptionalDouble spearman() {
    return points.size() < 2
        ? OptionalDouble.empty()
        : Correlation.SPEARMAN.of(
            points.stream().mapToDouble(Point::x).toArray(),
            points.stream().mapToDouble(Point::y).toArray());
  }
}
