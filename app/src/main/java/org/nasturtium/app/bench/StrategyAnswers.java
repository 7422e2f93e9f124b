package org.nasturtium.app.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.nasturtium.app.bench.StrategyMatrix.Entry;
import org.nasturtium.bench.compare.Answer;
import org.nasturtium.bench.text.CsvText;
import org.nasturtium.core.statistics.Moments;
import org.nasturtium.core.statistics.WilcoxonSignedRank;
import org.nasturtium.core.statistics.WilcoxonSignedRank.Alternative;

/**
 * What the runs of a strategy matrix answered: mean and sample deviation of the true test accuracy
 * at every number of evaluations, and Wilcoxon's signed-rank test of every pair of strategies,
 * paired by run.
 *
 * @param matrix the matrix
 * @param rows a row per strategy and number of evaluations
 * @param tests a test per pair of strategies, in the order of the matrix, and number of evaluations
 */
record StrategyAnswers(StrategyMatrix matrix, List<Row> rows, List<Test> tests) {
  /** Copies the lists. */
  StrategyAnswers {
    rows = List.copyOf(rows);
    tests = List.copyOf(tests);
  }

  /**
   * The answers of a strategy after some evaluations.
   *
   * @param strategy the strategy
   * @param evaluations the evaluations
   * @param answers one per run
   */
  record Row(String strategy, int evaluations, List<Answer> answers) {
    /** Copies the list. */
    Row {
      answers = List.copyOf(answers);
    }

    double[] tests() {
      return answers.stream().mapToDouble(Answer::test).toArray();
    }

    Moments test() {
      return Moments.of(tests());
    }

    Moments validation() {
      return Moments.of(answers.stream().mapToDouble(Answer::validation).toArray());
    }
  }

  /**
   * Whether one strategy is ahead of another.
   *
   * @param first a strategy
   * @param second another one
   * @param evaluations after how many evaluations
   * @param meanDifference the mean of the first less that of the second, in percentage points
   * @param greater the test of the first being better
   * @param different the test of either being better
   */
  record Test(
      String first,
      String second,
      int evaluations,
      double meanDifference,
      WilcoxonSignedRank greater,
      WilcoxonSignedRank different) {
    static Test of(Row first, Row second) {
      double[] one = first.tests();
      double[] other = second.tests();
      return new Test(
          first.strategy,
          second.strategy,
          first.evaluations,
          Moments.of(one).mean() - Moments.of(other).mean(),
          WilcoxonSignedRank.test(one, other, Alternative.GREATER),
          WilcoxonSignedRank.test(one, other, Alternative.DIFFERENT));
    }
  }

  /**
   * Returns what all runs answered.
   *
   * @param matrix the matrix
   * @param done the answers of every entry, by its number
   */
  static StrategyAnswers of(StrategyMatrix matrix, Map<Integer, List<Answer>> done) {
    List<Row> rows = new ArrayList<>();
    List<Test> tests = new ArrayList<>();
    for (int reading = 0; reading < matrix.evaluations().size(); reading++) {
      List<Row> here = new ArrayList<>();
      for (int strategy = 0; strategy < matrix.labels().size(); strategy++) {
        here.add(row(matrix, done, strategy, reading));
      }
      rows.addAll(here);
      for (int i = 0; i < here.size(); i++) {
        for (Row second : here.subList(i + 1, here.size())) {
          tests.add(Test.of(here.get(i), second));
        }
      }
    }
    return new StrategyAnswers(matrix, rows, tests);
  }

  private static Row row(
      StrategyMatrix matrix, Map<Integer, List<Answer>> done, int strategy, int reading) {
    List<Answer> answers =
        matrix.entries().stream()
            .filter(entry -> entry.strategy() == strategy)
            .map(Entry::number)
            .map(number -> Objects.requireNonNull(done.get(number)).get(reading))
            .toList();
    return new Row(matrix.labels().get(strategy), matrix.evaluations().get(reading), answers);
  }

  /** Returns the table as CSV. */
  String csv() {
    CsvText csv =
        CsvText.of(
            "strategy",
            "evaluations",
            "runs",
            "test_mean",
            "test_deviation",
            "validation_mean",
            "validation_deviation");
    for (Row row : rows) {
      csv.add(
          row.strategy,
          row.evaluations,
          row.answers.size(),
          row.test().mean(),
          row.test().sampleDeviation(),
          row.validation().mean(),
          row.validation().sampleDeviation());
    }
    return csv.text();
  }

  /** Returns the tests as CSV. */
  String testsCsv() {
    CsvText csv =
        CsvText.of("first", "second", "evaluations", "mean_difference", "p_greater", "p_different");
    for (Test test : tests) {
      csv.add(
          test.first,
          test.second,
          test.evaluations,
          test.meanDifference,
          test.greater.pValue(),
          test.different.pValue());
    }
    return csv.text();
  }

  /** Returns every answer as a row of CSV. */
  String runsCsv() {
    CsvText csv = CsvText.of("strategy", "run", "evaluations", "validation", "test");
    for (Row row : rows) {
      for (int run = 0; run < row.answers.size(); run++) {
        Answer answer = row.answers.get(run);
        csv.add(row.strategy, run + 1, row.evaluations, answer.validation(), answer.test());
      }
    }
    return csv.text();
  }

  /** Returns the rows as fields of a JSON result. */
  List<Map<String, Object>> rowFields() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Row row : rows) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("strategy", row.strategy);
      fields.put("evaluations", row.evaluations);
      fields.put("test_mean", row.test().mean());
      fields.put("test_deviation", row.test().sampleDeviation());
      fields.put("validation_mean", row.validation().mean());
      fields.put("validation_deviation", row.validation().sampleDeviation());
      all.add(fields);
    }
    return all;
  }

  /** Returns the tests as fields of a JSON result. */
  List<Map<String, Object>> testFields() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Test test : tests) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("first", test.first);
      fields.put("second", test.second);
      fields.put("evaluations", test.evaluations);
      fields.put("mean_difference", test.meanDifference);
      fields.put("p_greater", test.greater.pValue());
      fields.put("p_different", test.different.pValue());
      all.add(fields);
    }
    return all;
  }

  /** Returns the header of the table for a person. */
  List<String> header() {
    List<String> header = new ArrayList<>(List.of("strategy"));
    matrix.evaluations().forEach(each -> header.add("after " + each));
    return header;
  }

  /** Returns the table for a person: a line per strategy. */
  List<List<String>> grid() {
    List<List<String>> grid = new ArrayList<>();
    for (String strategy : matrix.labels()) {
      List<String> line = new ArrayList<>(List.of(strategy));
      rows.stream()
          .filter(row -> row.strategy.equals(strategy))
          .forEach(
              row ->
                  line.add(
                      String.format(
                          Locale.ROOT,
                          "%.3f ± %.3f",
                          row.test().mean(),
                          row.test().sampleDeviation())));
      grid.add(line);
    }
    return grid;
  }

  /** Returns the table and the tests of the first strategy for a terminal. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(columns(header()));
    grid().forEach(line -> lines.add(columns(line)));
    for (Test test : tests) {
      if (test.first.equals(matrix.labels().get(0))) {
        lines.add(
            String.format(
                Locale.ROOT,
                "after %d: %s ahead of %s by %+.3f, p = %.2g",
                test.evaluations,
                test.first,
                test.second,
                test.meanDifference,
                test.greater.pValue()));
      }
    }
    return lines;
  }

  private static String columns(List<String> cells) {
    StringBuilder line = new StringBuilder(String.format("%-12s", cells.get(0)));
    cells.stream().skip(1).forEach(cell -> line.append(String.format("%18s", cell)));
    return line.toString();
  }
}
