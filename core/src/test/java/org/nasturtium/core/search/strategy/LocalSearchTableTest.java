package org.nasturtium.core.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.contract.DataFolder;
import org.nasturtium.core.contract.Vectors;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Trial;

/**
 * Compares strategies on the table of the topology space, where it is at hand: the answer is the
 * architecture of the best 12-epoch validation accuracy after 160 evaluations, about what the
 * published budgets allow.
 */
class LocalSearchTableTest {
  private static final NatsTopology SPACE = new NatsTopology();
  private static final SearchProblem PROBLEM =
      new SearchProblem(SPACE, List.of(Metric.VALIDATION_ACCURACY), Fidelity.of(12), false);
  private static final Seed SEED = Seed.of(20_261_126);
  private static final int EVALUATIONS = 160;
  private static final int RUNS = 60;
  private static List<Vectors.Row> table = List.of();

  @BeforeAll
  static void readTable() throws IOException {
    var file = DataFolder.require("nb201_topology.csv.gz");
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      table = Vectors.rows(reader.lines().toList());
    }
  }

  private static double[] tested(String name, List<String> settings, String search, String test) {
    double[] searched = column(search);
    double[] reported = column(test);
    return IntStream.range(0, RUNS)
        .mapToDouble(
            run ->
                reported[
                    answer(
                        new Run(
                            Strategies.configure(name, settings)
                                .create(PROBLEM, SEED.child("run", run)),
                            each -> Run.accuracy(searched[SPACE.index(each.architecture())])))])
        .toArray();
  }

  private static int answer(Run run) {
    double best = 0;
    int answer = -1;
    for (Trial trial : run.until(EVALUATIONS)) {
      double accuracy = trial.value(Metric.VALIDATION_ACCURACY).orElseThrow();
      if (accuracy > best) {
        best = accuracy;
        answer = SPACE.index(trial.proposal().architecture());
      }
    }
    return answer;
  }

  private static double[] column(String name) {
    return table.stream().mapToDouble(row -> row.number(name)).toArray();
  }

  private static double mean(double[] values) {
    return DoubleStream.of(values).average().orElseThrow();
  }

  @Test
  void onCifar10ItAnswersWithTheBestCellOfTheProxy() {
    double[] local = tested("local", List.of(), "e12_c10valid_xvalid", "e200_c10_oritest");
    double[] evolution = tested("evolution", List.of(), "e12_c10valid_xvalid", "e200_c10_oritest");
    assertThat(mean(local)).as("%s", SEED).isGreaterThan(mean(evolution) + 0.15);
    assertThat(mean(local)).as("%s", SEED).isGreaterThan(94.3);
  }

  @Test
  void onCifar100ItBeatsEvolutionAndTheLocalSearchOfThePaper() {
    double[] local = tested("local", List.of(), "e12_c100_xvalid", "e200_c100_xtest");
    double[] evolution = tested("evolution", List.of(), "e12_c100_xvalid", "e200_c100_xtest");
    double[] paper =
        tested(
            "local",
            List.of("starts=1", "neighbors=raw", "optimum=restart"),
            "e12_c100_xvalid",
            "e200_c100_xtest");
    assertThat(mean(local)).as("%s", SEED).isGreaterThan(mean(evolution) + 0.3);
    assertThat(mean(local)).as("%s", SEED).isGreaterThan(mean(paper));
  }
}
