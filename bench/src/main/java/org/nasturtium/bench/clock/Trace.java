package org.nasturtium.bench.clock;

import java.util.Arrays;
import java.util.Iterator;
import java.util.function.IntToDoubleFunction;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.trial.History;
import org.nasturtium.core.trial.Trial;

/**
 * A trace is what a simulated search would have answered after each of its evaluations: the used
 * seconds, and the best architecture so far by what the search itself saw.
 *
 * <p>It is read between evaluations by the rule of the published tables (AutoDL-Projects, driver
 * {@code show-results}): take the two points closest to the time of the reading and go through them
 * with a line, also beyond them. Of equally close points the earlier ones are taken; two points of
 * the same time give the value of the one on the side of the reading.
 */
public final class Trace {
  private final double[] usedSeconds;
  private final int[] bestRows;

  private Trace(double[] usedSeconds, int[] bestRows) {
    this.usedSeconds = usedSeconds;
    this.bestRows = bestRows;
  }

  /**
   * Returns the trace of points.
   *
   * @param usedSeconds the used seconds after each evaluation, ascending
   * @param bestRows the row of the best architecture after each evaluation, as many
   * @throws IllegalArgumentException if there is no point, the lengths differ, or time runs
   *     backward
   */
  public static Trace of(double[] usedSeconds, int[] bestRows) {
    if (usedSeconds.length == 0 || usedSeconds.length != bestRows.length) {
      throw new IllegalArgumentException(
          "a trace of %d times and %d rows".formatted(usedSeconds.length, bestRows.length));
    }
    for (int i = 1; i < usedSeconds.length; i++) {
      if (!(usedSeconds[i - 1] <= usedSeconds[i])) {
        throw new IllegalArgumentException(
            "time runs backward from %s s to %s s".formatted(usedSeconds[i - 1], usedSeconds[i]));
      }
    }
    return new Trace(usedSeconds.clone(), bestRows.clone());
  }

  /**
   * Returns the trace of a study on a table.
   *
   * @param table the table, which says in which row an architecture stands
   * @param history the trials of the study; the trace begins with the first incumbent
   * @throws InvalidInputException if there is none
   */
  public static Trace of(BenchmarkTable table, History history) {
    history.best(); // refuses a history without an incumbent
    Iterator<History.Improvement> improvements = history.improvements().iterator();
    int next = improvements.next().trial().number();
    double[] usedSeconds = new double[history.trials().size()];
    int[] bestRows = new int[usedSeconds.length];
    double used = 0;
    int points = 0;
    int best = -1;
    for (Trial trial : history.trials()) {
      used += trial.outcome().seconds();
      if (trial.number() == next) {
        best = table.row(trial.proposal().architecture());
        next = improvements.hasNext() ? improvements.next().trial().number() : Integer.MAX_VALUE;
      }
      if (best >= 0) {
        usedSeconds[points] = used;
        bestRows[points++] = best;
      }
    }
    return of(Arrays.copyOf(usedSeconds, points), Arrays.copyOf(bestRows, points));
  }

  /** Returns the number of evaluations. */
  public int evaluations() {
    return usedSeconds.length;
  }

  /**
   * Returns the number of evaluations that a search with a budget makes: those until the budget is
   * reached, the one that reaches it included.
   *
   * @param seconds the budget
   */
  public int evaluationsWithin(double seconds) {
    return Math.min(firstAtOrAfter(seconds) + 1, usedSeconds.length);
  }

  /** Returns the used seconds at the end. */
  public double usedSeconds() {
    return usedSeconds[usedSeconds.length - 1];
  }

  /**
   * Returns the row of the best architecture after the evaluations of a budget.
   *
   * @param seconds the budget
   */
  public int answer(double seconds) {
    return bestRows[evaluationsWithin(seconds) - 1];
  }

  /**
   * Reads a value of the answer at a time.
   *
   * @param seconds the time
   * @param value the value of the architecture of a row
   */
  public double read(double seconds, IntToDoubleFunction value) {
    int above = firstAtOrAfter(seconds);
    int first = closest(above - 1, above, seconds);
    int second =
        first == above
            ? closest(above - 1, above + 1, seconds)
            : closest(above - 2, above, seconds);
    double here = value.applyAsDouble(bestRows[first]);
    double there = value.applyAsDouble(bestRows[second]);
    double apart = usedSeconds[second] - usedSeconds[first];
    return apart == 0 || here == there
        ? here
        : here + (there - here) * (seconds - usedSeconds[first]) / apart;
  }

  /** The closer of a point before and a point after a time; the one that exists, if one does. */
  private int closest(int before, int after, double seconds) {
    if (before < 0) {
      return Math.min(after, usedSeconds.length - 1);
    }
    if (after >= usedSeconds.length) {
      return before;
    }
    return seconds - usedSeconds[before] <= usedSeconds[after] - seconds ? before : after;
  }

  private int firstAtOrAfter(double seconds) {
    int at = Arrays.binarySearch(usedSeconds, seconds);
    if (at < 0) {
      return -at - 1;
    }
    while (at > 0 && usedSeconds[at - 1] == seconds) {
      at--;
    }
    return at;
  }
}
