package org.nasturtium.app.predict;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.nasturtium.app.run.SettingsFile;
import org.nasturtium.app.study.SearchStrategies;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.graph.WeisfeilerLehman;
import org.nasturtium.torch.predict.EncoderSpec;
import org.nasturtium.torch.predict.EncoderTraining;
import org.nasturtium.torch.predict.GraphEncoding;
import org.nasturtium.torch.predict.GraphLoss;

/**
 * How encoders learn, whatever their graphs and the length of their vectors.
 *
 * @param pairs the number of different pairs
 * @param iterations the steps of the training
 * @param kernelIterations h, the iterations of the kernel
 * @param directed whether the kernel tells predecessors and successors apart
 * @param operations how the operations of nodes are written
 * @param nodeOrder how nodes are numbered
 * @param reconstruction the loss of the decoder
 * @param similarityWeight the weight of the similarity loss, at least 0; 0 for a plain autoencoder
 * @param seed the root of all randomness of a training
 * @param precision {@code fp32} or {@code bf16}
 */
public record EncoderLearning(
    int pairs,
    int iterations,
    int kernelIterations,
    boolean directed,
    GraphEncoding.Operations operations,
    GraphEncoding.Order nodeOrder,
    GraphLoss.Reconstruction reconstruction,
    double similarityWeight,
    long seed,
    String precision) {
  /** The points of a loss curve. */
  private static final int POINTS = 100;

  /** Checks the ranges by the names of the options. */
  public EncoderLearning {
    require("--pairs", pairs, 1, Integer.MAX_VALUE);
    require("--iterations", iterations, 1, Integer.MAX_VALUE);
    require("--kernel-iterations", kernelIterations, 0, WeisfeilerLehman.MOST_ITERATIONS);
    if (!(similarityWeight >= 0 && Double.isFinite(similarityWeight))) {
      throw new InvalidInputException(
          "--similarity-weight must be at least 0 and finite, not " + similarityWeight);
    }
  }

  /**
   * Returns the usual settings.
   *
   * @param iterations the steps of the training
   * @param operations how the operations of nodes are written
   * @param nodeOrder how nodes are numbered
   * @param seed the root of all randomness of a training
   */
  public static EncoderLearning usual(
      int iterations,
      GraphEncoding.Operations operations,
      GraphEncoding.Order nodeOrder,
      long seed) {
    return new EncoderLearning(
        new EncoderTraining.Options().pairs(),
        iterations,
        WeisfeilerLehman.standard().iterations(),
        true,
        operations,
        nodeOrder,
        GraphLoss.Reconstruction.CROSS_ENTROPY,
        1,
        seed,
        SearchStrategies.ENCODER_ENGINE.precision().toString());
  }

  static void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new InvalidInputException(
          "%s must be from %d to %d, not %d".formatted(option, least, most, value));
    }
  }

  /** Returns an encoder of the usual kind as one that learns like this. */
  EncoderSpec over(EncoderSpec usual) {
    GraphEncoding written = usual.encoding();
    return usual
        .withKernel(
            new WeisfeilerLehman(
                kernelIterations,
                directed
                    ? WeisfeilerLehman.Neighborhood.DIRECTED
                    : WeisfeilerLehman.Neighborhood.UNDIRECTED))
        .withEncoding(new GraphEncoding(written.nodes(), written.labels(), operations, nodeOrder))
        .withLosses(similarityWeight, reconstruction);
  }

  EncoderTraining.Options options() {
    return new EncoderTraining.Options()
        .withPairs(pairs)
        .withIterations(iterations)
        .withPoints(POINTS);
  }

  /** Returns the settings by the names that results have. */
  public Map<String, Object> results() {
    Map<String, Object> results = new LinkedHashMap<>();
    SettingsFile.fields(this)
        .forEach(
            (name, value) ->
                results.put(name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT), value));
    return results;
  }
}
