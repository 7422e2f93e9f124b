package org.nasturtium.core.trial;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A Pareto front is the trials that no other trial dominates: nowhere worse and somewhere better.
 * Of trials with equal values, the one of the lowest number stands for all.
 *
 * @param objectives what is compared, at least one
 * @param trials the non-dominated trials, the best of the first objective first
 */
public record ParetoFront(List<Metric> objectives, List<Trial> trials) {
  /** Copies the lists. */
  public ParetoFront {
    objectives = List.copyOf(objectives);
    trials = List.copyOf(trials);
  }

  /** A trial and its values as scores, of which larger are better. */
  private static final class Point {
    private final Trial trial;
    private final double[] scores;

    Point(Trial trial, double[] scores) {
      this.trial = trial;
      this.scores = scores;
    }
  }

  /**
   * Returns the front of finished trials; those that lack an objective are left out.
   *
   * @param objectives what is compared
   * @param trials the trials, in any order
   */
  public static ParetoFront of(List<Metric> objectives, Collection<Trial> trials) {
    if (objectives.isEmpty()) {
      throw new IllegalArgumentException("a Pareto front needs an objective");
    }
    List<Trial> ordered = new ArrayList<>(trials);
    ordered.sort(Comparator.comparingInt(Trial::number));
    List<Point> front = new ArrayList<>();
    for (Trial trial : ordered) {
      double[] scores = scores(objectives, trial);
      if (scores.length > 0 && front.stream().noneMatch(p -> covers(p.scores, scores))) {
        front.removeIf(point -> dominates(scores, point.scores));
        front.add(new Point(trial, scores));
      }
    }
    front.sort(Comparator.comparingDouble(point -> -point.scores[0]));
    return new ParetoFront(objectives, front.stream().map(point -> point.trial).toList());
  }

  /** The values of a trial as scores; none if one was not measured. */
  private static double[] scores(List<Metric> objectives, Trial trial) {
    double[] scores = new double[objectives.size()];
    for (int i = 0; i < scores.length; i++) {
      OptionalDouble value = trial.value(objectives.get(i));
      if (value.isEmpty()) {
        return new double[0];
      }
      scores[i] = objectives.get(i).direction().score(value.getAsDouble());
    }
    return scores;
  }

  /**
   * Returns whether one point is nowhere worse than another, and somewhere better.
   *
   * @param scores the one, larger values being better
   * @param other the other, of the same length
   */
  public static boolean dominates(double[] scores, double[] other) {
    boolean better = false;
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] < other[i]) {
        return false;
      }
      better |= scores[i] > other[i];
    }
    return better;
  }

  private static boolean covers(double[] scores, double[] other) {
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] < other[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the hypervolume of a front of two objectives: the area that its trials dominate, up to
   * a reference point.
   *
   * @param first the reference value of the first objective, in its unit; trials that are not
   *     better add nothing
   * @param second the reference value of the second objective
   * @throws IllegalStateException if there are not two objectives
   */
  public double hypervolume(double first, double second) {
    if (objectives.size() != 2) {
      throw new IllegalStateException(
          "a hypervolume is an area of two objectives, not of " + objectives.size());
    }
    double firstFloor = objectives.get(0).direction().score(first);
    double floor = objectives.get(1).direction().score(second);
    double area = 0;
    for (Trial trial : trials) {
      double[] scores = scores(objectives, trial);
      if (scores[0] > firstFloor && scores[1] > floor) {
        area += (scores[0] - firstFloor) * (scores[1] - floor);
        floor = scores[1];
      }
    }
    return area;
  }
}
