package org.nasturtium.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.nasturtium.core.statistics.WilcoxonSignedRank;

/**
 * A rank test says whether two methods differ, paired by seed.
 *
 * @param first a method
 * @param second another one
 * @param test the test
 */
record RankTest(String first, String second, WilcoxonSignedRank test) {
  /** The fewest pairs whose smallest possible two-sided probability is below 0.05. */
  static final int FEWEST_PAIRS = 6;

  /** Returns the tests of all pairs of methods that have enough seeds in common. */
  static List<RankTest> of(List<MethodRuns> methods, Measure measure) {
    List<RankTest> tests = new ArrayList<>();
    for (int i = 0; i < methods.size(); i++) {
      for (int j = i + 1; j < methods.size(); j++) {
        double[][] pairs = pairs(methods.get(i), methods.get(j), measure);
        if (pairs[0].length >= FEWEST_PAIRS) {
          tests.add(
              new RankTest(
                  methods.get(i).method(),
                  methods.get(j).method(),
                  WilcoxonSignedRank.test(
                      pairs[0], pairs[1], WilcoxonSignedRank.Alternative.DIFFERENT)));
        }
      }
    }
    return tests;
  }

  private static double[][] pairs(MethodRuns first, MethodRuns second, Measure measure) {
    List<Double> a = new ArrayList<>();
    List<Double> b = new ArrayList<>();
    for (ComparedRun run : first.runs()) {
      for (ComparedRun other : second.runs()) {
        OptionalDouble x = run.value(measure.field());
        OptionalDouble y = other.value(measure.field());
        if (run.seed() == other.seed() && x.isPresent() && y.isPresent()) {
          a.add(x.getAsDouble());
          b.add(y.getAsDouble());
        }
      }
    }
    return new double[][] {
      a.stream().mapToDouble(v -> v).toArray(), b.stream().mapToDouble(v -> v).toArray()
    };
  }
}
