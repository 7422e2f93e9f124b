package org.nasturtium.export.onnx;

import ai.onnxruntime.OnnxTensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * Measures how long an ONNX file takes for a batch of images on this machine's CPU.
 *
 * <p>The time is that of ONNX Runtime from images in native memory to logits on the heap. Quantiles
 * are nearest ranks: times that really occurred.
 */
public final class LatencyMeter {
  private static final double NANOS_PER_MILLI = 1e6;

  private LatencyMeter() {}

  /**
   * How to measure.
   *
   * @param warmUp runs before the clock counts, at least 0
   * @param runs timed runs, at least 1
   * @param threads threads that work on one operator, at least 1
   * @param batch images per run, at least 1
   */
  public record Options(int warmUp, int runs, int threads, int batch) {
    /** Checks the numbers. */
    public Options {
      if (warmUp < 0 || Math.min(runs, Math.min(threads, batch)) < 1) {
        throw new IllegalArgumentException(
            "expected at least 0 warm-up runs, 1 run, 1 thread and 1 image, found %d, %d, %d and %d"
                .formatted(warmUp, runs, threads, batch));
      }
    }

    /** The usual measurement: 20 runs to warm up, 200 timed, one thread, one image. */
    public Options() {
      this(20, 200, 1, 1);
    }
  }

  /**
   * Measures a file.
   *
   * @param file the ONNX file
   * @param options how
   * @throws InvalidInputException if it is not an ONNX file of an image classifier
   */
  public static Latency measure(Path file, Options options) {
    return measure(file, options, System::nanoTime);
  }

  static Latency measure(Path file, Options options, LongSupplier clock) {
    try (OnnxModel model = OnnxModel.open(file, options.threads());
        OnnxTensor images = images(model, options.batch())) {
      for (int i = 0; i < options.warmUp(); i++) {
        model.run(images);
      }
      long[] nanos = new long[options.runs()];
      for (int i = 0; i < nanos.length; i++) {
        long start = clock.getAsLong();
        model.run(images);
        nanos[i] = clock.getAsLong() - start;
      }
      Arrays.sort(nanos);
      return latency(nanos, options);
    }
  }

  /**
   * Returns images of a repeating ramp through [-1, 1]: values as normalized pixels have them, none
   * of them denormal.
   */
  private static OnnxTensor images(OnnxModel model, int batch) {
    float[] pixels = new float[Math.toIntExact(batch * model.inputShape().elements())];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (i % 255 - 127) / 127f;
    }
    return model.tensor(pixels, batch);
  }

  private static Latency latency(long[] sorted, Options options) {
    return new Latency(
        quantileMillis(sorted, 50),
        quantileMillis(sorted, 95),
        sorted[0] / NANOS_PER_MILLI,
        options.runs(),
        options.threads(),
        options.batch());
  }

  private static double quantileMillis(long[] sorted, int percent) {
    long rank = ((long) sorted.length * percent + 99) / 100;
    return sorted[(int) rank - 1] / NANOS_PER_MILLI;
  }
}
