package org.nasturtium.torch.engine;

import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.nasturtium.core.progress.Stopwatch;
import org.nasturtium.core.search.Seed;

/** A short self-check of an engine: how fast its convolutions are, and how exact. */
public final class EngineCheck {
  private static final int BATCH = 64;
  private static final int CHANNELS = 64;
  private static final int SIDE = 16;
  private static final int KERNEL = 3;
  private static final int RUNS = 20;
  private static final long[] ONE = {1, 1};

  private EngineCheck() {}

  /**
   * Returns the rate of 3x3 convolutions in 10^9 floating-point operations per second, a
   * multiply-accumulate counting as two.
   */
  public static double convolutionGigaflops(Engine engine) {
    try (StepScope scope = StepScope.open();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor input = input(engine);
      Tensor weight = weight(engine);
      convolve(input, weight);
      Stopwatch watch = Stopwatch.start();
      for (int i = 0; i < RUNS; i++) {
        convolve(input, weight);
      }
      double operations = 2.0 * RUNS * BATCH * CHANNELS * CHANNELS * KERNEL * KERNEL * SIDE * SIDE;
      return operations / watch.seconds() / 1e9;
    }
  }

  /**
   * Returns the largest difference of a convolution from the same one in fp64, relative to the
   * largest value.
   */
  public static double largestError(Engine engine) {
    try (StepScope scope = StepScope.open();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor input = input(engine);
      Tensor weight = weight(engine);
      Tensor exact = convolve(input.to(ScalarType.Double), weight.to(ScalarType.Double));
      Tensor difference = convolve(input, weight).to(ScalarType.Double).sub(exact);
      return difference.abs().max().item_double() / exact.abs().max().item_double();
    }
  }

  private static Tensor convolve(Tensor input, Tensor weight) {
    return torch.conv2d(input, weight, Tensors.NONE, ONE, ONE, ONE, 1);
  }

  private static Tensor input(Engine engine) {
    float[] pixels = normal("input", BATCH * CHANNELS * SIDE * SIDE);
    return Tensors.images(pixels, engine, BATCH, CHANNELS, SIDE, SIDE);
  }

  private static Tensor weight(Engine engine) {
    float[] values = normal("weight", CHANNELS * CHANNELS * KERNEL * KERNEL);
    Tensor weight =
        Tensors.of(values, CHANNELS, CHANNELS, KERNEL, KERNEL).to(engine.activationType());
    return engine.onDevice(
        engine.isChannelsLast() ? weight.contiguous(MemoryFormat.ChannelsLast) : weight);
  }

  private static float[] normal(String name, int count) {
    RandomGenerator random = Seed.of(0).child(name).random();
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
