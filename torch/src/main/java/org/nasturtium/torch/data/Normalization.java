package org.nasturtium.torch.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A normalization maps a byte v of channel c to (v / 255 - mean[c]) / standardDeviation[c].
 *
 * @param mean of each channel, in units of 0..1
 * @param standardDeviation of each channel, in units of 0..1, above 0
 */
public record Normalization(List<Double> mean, List<Double> standardDeviation) {
  /** CIFAR-10 as in NATS-Bench (Dong et al., 2021). */
  public static final Normalization CIFAR10 =
      bytes(List.of(125.3, 123.0, 113.9), List.of(63.0, 62.1, 66.7));

  /** CIFAR-100 as in NATS-Bench. */
  public static final Normalization CIFAR100 =
      bytes(List.of(129.3, 124.1, 112.4), List.of(68.2, 65.4, 70.4));

  /** ImageNet-16-120 as in NATS-Bench. */
  public static final Normalization IMAGENET16 =
      bytes(List.of(122.68, 116.66, 104.01), List.of(63.22, 61.26, 65.09));

  private static final double SMALLEST_DEVIATION = 1.0 / 255;

  /**
   * Copies and checks the lists.
   *
   * @throws IllegalArgumentException if the lists are empty or differ in length, a value is not
   *     finite or a deviation is not above 0
   */
  public Normalization {
    mean = List.copyOf(mean);
    standardDeviation = List.copyOf(standardDeviation);
    if (mean.isEmpty() || mean.size() != standardDeviation.size()) {
      throw new IllegalArgumentException(
          "mean and standard deviation need one value per channel, got %d and %d"
              .formatted(mean.size(), standardDeviation.size()));
    }
    for (int c = 0; c < mean.size(); c++) {
      double deviation = standardDeviation.get(c);
      if (!Double.isFinite(mean.get(c)) || !(deviation > 0 && Double.isFinite(deviation))) {
        throw new IllegalArgumentException(
            "channel %d: mean %s must be finite and deviation %s above 0"
                .formatted(c, mean.get(c), deviation));
      }
    }
  }

  /**
   * Returns the mean and population standard deviation of every pixel of a set, the deviation at
   * least 1/255.
   *
   * @throws IllegalArgumentException if the set is empty
   */
  public static Normalization of(ImageSet set) {
    if (set.size() == 0) {
      throw new IllegalArgumentException(set.name() + " has no images to normalize by");
    }
    List<Double> mean = new ArrayList<>();
    List<Double> deviation = new ArrayList<>();
    for (int c = 0; c < set.shape().channels(); c++) {
      long[] histogram = histogram(set, c);
      double center = moment(histogram, 0, 1);
      mean.add(center);
      deviation.add(Math.max(SMALLEST_DEVIATION, Math.sqrt(moment(histogram, center, 2))));
    }
    return new Normalization(mean, deviation);
  }

  /** Returns the normalization that only scales bytes to 0..1. */
  public static Normalization none(int channels) {
    return new Normalization(
        Collections.nCopies(channels, 0.0), Collections.nCopies(channels, 1.0));
  }

  /** Returns the value of each byte in a channel. */
  float[] table(int channel) {
    float[] table = new float[256];
    for (int v = 0; v < 256; v++) {
      table[v] = (float) ((v / 255.0 - mean.get(channel)) / standardDeviation.get(channel));
    }
    return table;
  }

  private static Normalization bytes(List<Double> mean, List<Double> deviation) {
    return new Normalization(
        mean.stream().map(v -> v / 255).toList(), deviation.stream().map(v -> v / 255).toList());
  }

  private static long[] histogram(ImageSet set, int channel) {
    long[] histogram = new long[256];
    byte[] pixels = set.pixels();
    int plane = set.shape().plane();
    for (int i = 0; i < set.size(); i++) {
      int start = set.offset(i) + channel * plane;
      for (int p = start; p < start + plane; p++) {
        histogram[pixels[p] & 0xff]++;
      }
    }
    return histogram;
  }

  private static double moment(long[] histogram, double center, int power) {
    double sum = 0;
    long count = 0;
    for (int v = 0; v < 256; v++) {
      sum += histogram[v] * Math.pow(v / 255.0 - center, power);
      count += histogram[v];
    }
    return sum / count;
  }
}
