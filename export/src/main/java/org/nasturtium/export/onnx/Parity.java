package org.nasturtium.export.onnx;

import java.nio.file.Path;
import java.util.Locale;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * The parity of an ONNX file is how closely it computes what the network it came from computes.
 *
 * @param maxAbsDifference the largest distance of a logit from its reference; NaN if one of them is
 *     not finite
 */
public record Parity(double maxAbsDifference) {
  /**
   * Measures the parity of a file.
   *
   * @param file the ONNX file
   * @param reference images and their logits
   * @throws InvalidInputException if the file is not an ONNX file of an image classifier
   * @throws IllegalArgumentException if the images or logits are of another size than the file's
   */
  public static Parity of(Path file, ReferenceBatch reference) {
    try (OnnxModel model = OnnxModel.open(file)) {
      return new Parity(reference.maxAbsDifference(reference.run(model)));
    }
  }

  /**
   * Refuses a difference above a limit, and one that is not a number.
   *
   * @param limit the largest difference allowed
   * @param file the file it is about, for the message
   * @throws ParityException if the difference is not at most the limit
   */
  public void requireAtMost(double limit, Path file) {
    if (!(maxAbsDifference <= limit)) {
      throw new ParityException(
          String.format(
              Locale.ROOT,
              "%s: the logits of ONNX Runtime differ by %.3g from those of the network, expected at most %.3g",
              file,
              maxAbsDifference,
              limit));
    }
  }
}
