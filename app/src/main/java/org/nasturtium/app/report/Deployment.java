package org.nasturtium.app.report;

import java.util.List;

/**
 * A deployment is what a program must know to classify an image with the exported network.
 *
 * @param onnxFile the name of the ONNX file, without folder
 * @param channels the channels of an image: 1 (gray) or 3 (red, green, blue)
 * @param height the rows of an image
 * @param width the columns of an image
 * @param mean for each channel, what is subtracted from a value scaled to 0..1
 * @param deviation for each channel, what the difference is divided by
 * @param classes the names of the classes, in the order of the scores
 * @param runtimeVersion the version of ONNX Runtime that the network was checked with
 */
public record Deployment(
    String onnxFile,
    int channels,
    int height,
    int width,
    List<Double> mean,
    List<Double> deviation,
    List<String> classes,
    String runtimeVersion) {
  /** Checks and copies the lists. */
  public Deployment {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    classes = List.copyOf(classes);
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("an image file gives 1 or 3 channels, not " + channels);
    }
    if (mean.size() != channels || deviation.size() != channels) {
      throw new IllegalArgumentException(
          "mean and deviation need one number per channel: " + mean + ", " + deviation);
    }
  }
}
