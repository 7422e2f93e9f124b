package org.nasturtium.app.cli;

import java.util.List;
import org.nasturtium.app.predict.EncoderJob;
import org.nasturtium.app.predict.Sweep;
import org.nasturtium.app.study.SearchStrategies;
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

  @Mixin private SeedOption seed;

  /** Returns the training of one encoder. */
  EncoderJob job(String space, int dimension) {
    return new EncoderJob(
        space, dimension, pairs, iterations, kernelIterations, directed, seed.value(), precision());
  }

  /** Returns the trainings of one encoder for every number of nodes and every dimension. */
  Sweep sweep(List<Integer> nodes, List<Integer> dimensions) {
    return new Sweep(
        nodes,
        dimensions,
        pairs,
        iterations,
        kernelIterations,
        directed,
        seed.value(),
        precision());
  }

  private static String precision() {
    return SearchStrategies.ENCODER_ENGINE.precision().toString();
  }
}
