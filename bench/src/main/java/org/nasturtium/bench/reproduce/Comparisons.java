package org.nasturtium.bench.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nasturtium.bench.reproduce.Comparison.Accuracy;
import org.nasturtium.core.statistics.Friedman;
import org.nasturtium.core.statistics.Moments;
import org.nasturtium.core.statistics.WilcoxonSignedRank;
import org.nasturtium.core.statistics.WilcoxonSignedRank.Alternative;

/** Compares the runs of different strategies on the same data set. */
final class Comparisons {
  private static final double SIGNIFICANCE = 0.05;

  private Comparisons() {}

  /** Every ordered pair of strategies, by validation and by test accuracy. */
  static List<Comparison> pairs(List<RunSeries> all) {
    List<Comparison> pairs = new ArrayList<>();
    for (Accuracy accuracy : Accuracy.values()) {
      for (RunSeries first : all) {
        for (RunSeries second : all) {
          if (first != second && first.dataset().equals(second.dataset())) {
            pairs.add(pair(accuracy, first, second));
          }
        }
      }
    }
    return pairs;
  }

  private static Comparison pair(Accuracy accuracy, RunSeries first, RunSeries second) {
    double[] one = first.accuracies(accuracy);
    double[] other = second.accuracies(accuracy);
    return new Comparison(
        first.dataset(),
        accuracy,
        first.strategy(),
        second.strategy(),
        Moments.of(one).mean() - Moments.of(other).mean(),
        WilcoxonSignedRank.test(one, other, Alternative.GREATER),
        WilcoxonSignedRank.test(one, other, Alternative.DIFFERENT));
  }

  /** All strategies of a data set ranked in every run. */
  static List<RankComparison> ranks(List<RunSeries> all) {
    Map<String, List<RunSeries>> byDataset = new TreeMap<>();
    all.forEach(
        series ->
            byDataset.computeIfAbsent(series.dataset(), name -> new ArrayList<>()).add(series));
    List<RankComparison> ranks = new ArrayList<>();
    for (List<RunSeries> methods : byDataset.values()) {
      if (methods.size() > 1) {
        for (Accuracy accuracy : Accuracy.values()) {
          ranks.add(ranked(accuracy, methods));
        }
      }
    }
    return ranks;
  }

  private static RankComparison ranked(Accuracy accuracy, List<RunSeries> methods) {
    List<double[]> columns = methods.stream().map(each -> each.accuracies(accuracy)).toList();
    double[][] scores = new double[columns.get(0).length][methods.size()];
    for (int run = 0; run < scores.length; run++) {
      for (int i = 0; i < methods.size(); i++) {
        scores[run][i] = columns.get(i)[run];
      }
    }
    Friedman friedman = Friedman.test(scores);
    return new RankComparison(
        methods.get(0).dataset(),
        accuracy,
        methods.stream().map(RunSeries::strategy).toList(),
        friedman,
        friedman.criticalDifference(SIGNIFICANCE));
  }
}
