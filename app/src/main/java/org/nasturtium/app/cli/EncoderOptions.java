package org.nasturtium.app.cli;

import org.nasturtium.app.predict.EncoderLearning;
import org.nasturtium.app.study.SearchStrategies;
import org.nasturtium.torch.predict.GraphLoss;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how encoders learn. */
final class EncoderOptions {
  @Option(
      names = "--pairs",
      defaultValue = "50000",
      paramLabel = "N",
      description = "The number of different pairs. Default: ${DEFAULT-VALUE}.")
  private int pairs;

  @Option(
      names = "--iterations",
      defaultValue = "10000",
      paramLabel = "N",
      description = "The steps of the training. Default: ${DEFAULT-VALUE}.")
  private int iterations;

  @Option(
      names = "--kernel-iterations",
      defaultValue = "3",
      paramLabel = "H",
      description = "The iterations of the kernel. Default: ${DEFAULT-VALUE}.")
  private int kernelIterations;

  @Option(
      names = "--directed",
      arity = "1",
      defaultValue = "true",
      paramLabel = "true|false",
      description =
          "Whether the kernel tells predecessors and successors apart. Default: ${DEFAULT-VALUE}.")
  private boolean directed;

  @Mixin private EncodingOptions encoding;

  @Option(
      names = "--reconstruction",
      defaultValue = "cross-entropy",
      paramLabel = "LOSS",
      description = "The loss of the decoder: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private GraphLoss.Reconstruction reconstruction = GraphLoss.Reconstruction.CROSS_ENTROPY;

  @Option(
      names = "--similarity-weight",
      defaultValue = "1",
      paramLabel = "W",
      description =
          "The weight of the similarity loss beside it; 0 for a plain autoencoder. Default: ${DEFAULT-VALUE}.")
  private double similarityWeight;

  @Mixin private SeedOption seed;

  /** Returns how an encoder learns. */
  EncoderLearning learning() {
    return new EncoderLearning(
        pairs,
        iterations,
        kernelIterations,
        directed,
        encoding.operations(),
        encoding.nodeOrder(),
        reconstruction,
        similarityWeight,
        seed.value(),
        SearchStrategies.ENCODER_ENGINE.precision().toString());
  }
}
