package org.nasturtium.app.predict;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.nasturtium.app.predict.TablePopulation.Sample;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.Surrogate.Guess;
import org.nasturtium.core.statistics.Correlation;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.predict.GraphEmbedding;
import org.nasturtium.torch.predict.ScorePredictor;

/**
 * How well a predictor that learned from some cells of a table ranks others.
 *
 * @param kendall Kendall's tau of guesses and accuracies on the held-out cells; 0 where all guesses
 *     are equal
 * @param pearson Pearson's r, likewise
 * @param chosen the accuracy of the held-out cell of the highest guess, in percent
 * @param best the highest accuracy of a held-out cell, in percent
 */
public record PredictorTrial(double kendall, double pearson, double chosen, double best) {
  /** Returns what the chosen cell lacks to the best one, in percentage points. */
  double bias() {
    return best - chosen;
  }

  /**
   * Trains a predictor and measures it.
   *
   * @param embedding how cells become vectors
   * @param training the cells it learns from
   * @param heldOut the cells it is measured on
   * @param engine how to compute
   * @param options the settings of the predictor
   * @param seed where all its randomness comes from
   */
  static PredictorTrial of(
      GraphEmbedding embedding,
      Sample training,
      Sample heldOut,
      Engine engine,
      ScorePredictor.Options options,
      Seed seed) {
    ScorePredictor predictor = new ScorePredictor(engine, options, embedding.dimension(), seed);
    predictor.fit(embedding.embed(training.graphs()), training.scores());
    List<Guess> guesses = predictor.guess(embedding.embed(heldOut.graphs()));
    double[] guessed = guesses.stream().mapToDouble(Guess::mean).toArray();
    double[] found = heldOut.scores();
    int top =
        IntStream.range(0, guessed.length)
            .reduce((a, b) -> guessed[b] > guessed[a] ? b : a)
            .orElseThrow();
    return new PredictorTrial(
        value(Correlation.KENDALL.of(guessed, found)),
        value(Correlation.PEARSON.of(guessed, found)),
        found[top],
        IntStream.range(0, found.length).mapToDouble(i -> found[i]).max().orElseThrow());
  }

  private static double value(OptionalDouble correlation) {
    return correlation.orElse(0);
  }
}
