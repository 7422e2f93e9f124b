package org.nasturtium.torch.predict;

import java.util.Locale;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.graph.WeisfeilerLehman;
import org.nasturtium.core.space.CellGraphs;

/**
 * An encoder spec is everything that decides what an encoder is, except its training.
 *
 * @param encoding how graphs become numbers
 * @param dimension d, the length of a graph's vector, 1 to {@value #MOST_DIMENSIONS}
 * @param firstHidden the first hidden length of the encoder and the last of the decoder
 * @param secondHidden the other hidden length
 * @param kernel the kernel whose normalized value is the similarity of a pair
 * @param similarityWeight the weight of the similarity loss in equation 4: 1 in the paper, 0 for a
 *     plain autoencoder
 * @param reconstruction how decoded graphs are compared
 */
public record EncoderSpec(
    GraphEncoding encoding,
    int dimension,
    int firstHidden,
    int secondHidden,
    WeisfeilerLehman kernel,
    double similarityWeight,
    GraphLoss.Reconstruction reconstruction) {
  /** The most dimensions of a vector. */
  public static final int MOST_DIMENSIONS = 4096;

  /**
   * The largest d of the paper; on cells of at most 8 nodes, too, where 10 costs a predictor a
   * quarter of its rank correlation (docs/results.md).
   */
  private static final int USUAL_DIMENSION = 50;

  /** Checks the numbers. */
  public EncoderSpec {
    if (dimension < 1 || dimension > MOST_DIMENSIONS) {
      throw new InvalidInputException(
          "a dimension of %d is outside 1..%d".formatted(dimension, MOST_DIMENSIONS));
    }
    if (firstHidden < 1 || secondHidden < 1) {
      throw new InvalidInputException(
          "hidden layers of %d and %d are not possible".formatted(firstHidden, secondHidden));
    }
    if (!(similarityWeight >= 0 && Double.isFinite(similarityWeight))) {
      throw new InvalidInputException(
          "the weight of the similarity loss must be at least 0, not " + similarityWeight);
    }
  }

  /**
   * Returns the defaults for a space: the matrix to 256 to 128 to d, d = 50, operations on the
   * diagonal, three iterations of the directed kernel, cross-entropy. The paper gives none of these
   * but the range of d.
   *
   * @param graphs the space
   */
  public static EncoderSpec standard(CellGraphs graphs) {
    return new EncoderSpec(
        new GraphEncoding(
            graphs.mostNodes(),
            graphs.labels(),
            GraphEncoding.Operations.DIAGONAL,
            GraphEncoding.Order.GIVEN),
        USUAL_DIMENSION,
        256,
        128,
        WeisfeilerLehman.standard(),
        1,
        GraphLoss.Reconstruction.CROSS_ENTROPY);
  }

  /**
   * Checks that an encoder of this spec is the one that is asked for.
   *
   * @param wantedDimension the length of a vector
   * @param wanted the kernel
   * @throws InvalidInputException if it is another one; the message names both
   */
  void require(int wantedDimension, WeisfeilerLehman wanted) {
    if (dimension != wantedDimension) {
      throw new InvalidInputException(
          "the encoder has dimension %d, but dimension=%d was asked for"
              .formatted(dimension, wantedDimension));
    }
    if (!kernel.equals(wanted)) {
      throw new InvalidInputException(
          "the encoder learned a kernel of %s, but one of %s was asked for"
              .formatted(text(kernel), text(wanted)));
    }
  }

  private static String text(WeisfeilerLehman kernel) {
    return "%d iterations, %s"
        .formatted(kernel.iterations(), kernel.neighborhood().name().toLowerCase(Locale.ROOT));
  }

  /** Returns this spec with another dimension. */
  public EncoderSpec withDimension(int other) {
    return new EncoderSpec(
        encoding, other, firstHidden, secondHidden, kernel, similarityWeight, reconstruction);
  }

  /** Returns this spec with another kernel. */
  public EncoderSpec withKernel(WeisfeilerLehman other) {
    return new EncoderSpec(
        encoding, dimension, firstHidden, secondHidden, other, similarityWeight, reconstruction);
  }

  /** Returns this spec with another encoding. */
  public EncoderSpec withEncoding(GraphEncoding other) {
    return new EncoderSpec(
        other, dimension, firstHidden, secondHidden, kernel, similarityWeight, reconstruction);
  }

  /** Returns this spec with other losses: the weight of similarity, and that of reconstruction. */
  public EncoderSpec withLosses(double similarity, GraphLoss.Reconstruction other) {
    return new EncoderSpec(
        encoding, dimension, firstHidden, secondHidden, kernel, similarity, other);
  }

  /** Returns the plain autoencoder: this spec without similarity loss. */
  public EncoderSpec plain() {
    return withLosses(0, reconstruction);
  }

  int[] encoderSizes() {
    return new int[] {encoding.width(), firstHidden, secondHidden, dimension};
  }

  int[] decoderSizes() {
    return new int[] {dimension, secondHidden, firstHidden, encoding.width()};
  }
}
