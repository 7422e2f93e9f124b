package org.nasturtium.benchmarks;

import java.util.random.RandomGenerator;
import org.nasturtium.core.search.Seed;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.Tensors;
import org.nasturtium.torch.train.Labeled;

/** Normally distributed images of 32x32 in ten classes, copied to tensors anew in each step. */
final class RandomBatch {
  private static final int CHANNELS = 3;
  private static final int SIDE = 32;
  private static final int CLASSES = 10;

  private final Engine engine;
  private final float[] pixels;
  private final long[] labels;

  RandomBatch(Engine engine, int size) {
    this.engine = engine;
    pixels = new float[size * CHANNELS * SIDE * SIDE];
    labels = new long[size];
    RandomGenerator random = Seed.of(4).random();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < size; i++) {
      labels[i] = i % CLASSES;
    }
  }

  /** Returns the batch in the scope that is open. */
  Labeled tensors() {
    return new Labeled(
        Tensors.images(pixels, engine, labels.length, CHANNELS, SIDE, SIDE),
        engine.onDevice(Tensors.of(labels)));
  }
}
