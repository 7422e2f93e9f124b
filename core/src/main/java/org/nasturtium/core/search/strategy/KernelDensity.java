package org.nasturtium.core.search.strategy;

import java.util.List;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;

/**
 * A kernel density spreads the weight of observed architectures over their surroundings: the mean
 * over the observations of the product over the choices of the kernel of Aitchison and Aitken
 * (1976), {@code 1 - h} for the observed pick and {@code h / (c - 1)} for each of the other {@code
 * c - 1}.
 *
 * <p>The bandwidth h of a choice is {@code 1.06 s n^(-1 / (4 + D))} with the population standard
 * deviation s of its picks as numbers, n observations and D choices, but at least a given minimum.
 * The fixed kernel counts all candidates in c and keeps h at most {@code (c - 1) / c}, where every
 * pick is equally likely. As coded, c is the number of picks that were observed, and h has no upper
 * limit: densities may be negative, infinite or undefined.
 */
final class KernelDensity {
  private final List<Architecture> points;
  private final double[] bandwidths;
  private final int[] levels;

  /**
   * Creates the density.
   *
   * @param points the observations, at least one
   * @param choices the choices
   * @param minBandwidth the smallest bandwidth
   * @param kernel the kernel
   */
  KernelDensity(
      List<Architecture> points, List<Choice> choices, double minBandwidth, Bohb.Kernel kernel) {
    this.points = List.copyOf(points);
    this.bandwidths = new double[choices.size()];
    this.levels = new int[choices.size()];
    double scale = 1.06 * Math.pow(points.size(), -1.0 / (4 + choices.size()));
    for (int i = 0; i < levels.length; i++) {
      int size = choices.get(i).size();
      double wide = Math.max(scale * deviation(i), minBandwidth);
      boolean fixed = kernel == Bohb.Kernel.FIXED;
      levels[i] = fixed ? size : observed(i, size);
      bandwidths[i] = fixed ? Math.min(wide, (size - 1.0) / size) : wide;
    }
  }

  private double deviation(int choice) {
    double sum = 0;
    double squares = 0;
    for (Architecture point : points) {
      sum += point.pick(choice);
      squares += (double) point.pick(choice) * point.pick(choice);
    }
    double mean = sum / points.size();
    return Math.sqrt(Math.max(0, squares / points.size() - mean * mean));
  }

  private int observed(int choice, int size) {
    boolean[] seen = new boolean[size];
    int count = 0;
    for (Architecture point : points) {
      count += seen[point.pick(choice)] ? 0 : 1;
      seen[point.pick(choice)] = true;
    }
    return count;
  }

  /** Returns the number of observations. */
  int size() {
    return points.size();
  }

  /** Returns an observation. */
  Architecture point(int position) {
    return points.get(position);
  }

  /** Returns the bandwidth of a choice. */
  double bandwidth(int choice) {
    return bandwidths[choice];
  }

  /** Returns the density at an architecture. */
  double density(Architecture architecture) {
    double sum = 0;
    for (Architecture point : points) {
      double product = 1;
      for (int i = 0; i < levels.length; i++) {
        product *=
            point.pick(i) == architecture.pick(i)
                ? 1 - bandwidths[i]
                : bandwidths[i] / (levels[i] - 1.0);
      }
      sum += product;
    }
    return sum / points.size();
  }
}
