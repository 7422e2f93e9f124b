package org.nasturtium.app.truth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.statistics.Correlation;

/**
 * A rank agreement says how far shared weights order architectures as their true test accuracies
 * do.
 *
 * @param dataset the data set of the true accuracies
 * @param scores the accuracy of each architecture with the shared weights, in percent
 * @param accuracies their true test accuracies, in percent
 */
public record RankAgreement(String dataset, List<Double> scores, List<Double> accuracies) {
  /** Copies the lists. */
  public RankAgreement {
    scores = List.copyOf(scores);
    accuracies = List.copyOf(accuracies);
  }

  /**
   * Returns the agreement on every data set of a table; architectures without a true accuracy are
   * left out.
   *
   * @param truth the true accuracies
   * @param architectures what was scored
   * @param scores their scores, in the same order
   */
  public static Map<String, RankAgreement> byDataset(
      TrueAccuracies truth, List<Architecture> architectures, List<Double> scores) {
    Map<String, RankAgreement> all = new LinkedHashMap<>();
    for (String dataset : truth.datasets()) {
      List<Double> x = new ArrayList<>();
      List<Double> y = new ArrayList<>();
      for (int i = 0; i < scores.size(); i++) {
        double accuracy = truth.test(dataset, architectures.get(i));
        if (!Double.isNaN(accuracy)) {
          x.add(scores.get(i));
          y.add(accuracy);
        }
      }
      all.put(dataset, new RankAgreement(dataset, x, y));
    }
    return all;
  }

  /** Returns how many architectures are compared. */
  public int count() {
    return scores.size();
  }

  /** Returns Kendall's tau-b; empty if it is not defined, as when all scores are equal. */
  public OptionalDouble kendall() {
    return of(Correlation.KENDALL);
  }

  /** Returns Spearman's rho; empty if it is not defined. */
  public OptionalDouble spearman() {
    return of(Correlation.SPEARMAN);
  }

  private OptionalDouble of(Correlation correlation) {
    return count() < 2
        ? OptionalDouble.empty()
        : correlation.of(numbers(scores), numbers(accuracies));
  }

  private static double[] numbers(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * Returns the result fields of agreements: {@code kendall}, {@code spearman} and {@code
   * score_sample} of one data set, and {@code correlations} of each.
   *
   * @param agreements the agreements by data set
   * @param judge the data set that is told first
   */
  public static Map<String, Object> fields(Map<String, RankAgreement> agreements, String judge) {
    RankAgreement first = Objects.requireNonNull(agreements.get(judge));
    Map<String, Object> fields = first.coefficients();
    fields.put("score_dataset", judge);
    fields.put("score_sample", first.count());
    Map<String, Object> each = new LinkedHashMap<>();
    agreements.forEach((name, agreement) -> each.put(name, agreement.coefficients()));
    fields.put("correlations", each);
    return fields;
  }

  /** Those that are defined. */
  private Map<String, Object> coefficients() {
    Map<String, Object> fields = new LinkedHashMap<>();
    kendall().ifPresent(value -> fields.put("kendall", value));
    spearman().ifPresent(value -> fields.put("spearman", value));
    return fields;
  }

  /** Returns both correlations in words. */
  public String line() {
    return "over %d cells on %s: Kendall's tau %s, Spearman's rho %s"
        .formatted(count(), dataset, text(kendall()), text(spearman()));
  }

  private static String text(OptionalDouble value) {
    return value.isPresent()
        ? String.format(Locale.ROOT, "%.3f", value.getAsDouble())
        : "not defined";
  }
}
