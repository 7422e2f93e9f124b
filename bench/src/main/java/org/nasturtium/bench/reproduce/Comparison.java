package org.nasturtium.bench.reproduce;

import org.nasturtium.core.statistics.WilcoxonSignedRank;

/**
 * A comparison says whether one strategy's answers are better than another's at an equal time
 * budget: run by run, by Wilcoxon's signed-rank test.
 *
 * @param dataset the name of the data set
 * @param accuracy which final accuracy is compared
 * @param first the strategy held to be better
 * @param second the other strategy
 * @param meanDifference the mean of the first less that of the second, in percentage points
 * @param greater the test of the first being better
 * @param different the test of either being better
 */
public record Comparison(
    String dataset,
    Accuracy accuracy,
    String first,
    String second,
    double meanDifference,
    WilcoxonSignedRank greater,
    WilcoxonSignedRank different) {
  /** A final accuracy. */
  public enum Accuracy {
    /** That on validation images, which a search may judge itself by. */
    VALIDATION("validation"),
    /** That on test images. */
    TEST("test");

    private final String label;

    Accuracy(String label) {
      this.label = label;
    }

    /** Returns the name in files. */
    public String label() {
      return label;
    }
  }
}
