package org.nasturtium.torch.train;

import org.bytedeco.pytorch.Tensor;
import org.nasturtium.torch.data.Batch;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.Tensors;

/**
 * A labeled batch on the device.
 *
 * @param images [N, C, H, W] in the engine's layout and precision
 * @param labels [N], classes from 0
 */
public record Labeled(Tensor images, Tensor labels) {
  /**
   * Returns a prepared batch as tensors.
   *
   * @param batch the batch
   * @param engine the engine
   */
  public static Labeled of(Batch batch, Engine engine) {
    var shape = batch.shape();
    Tensor images =
        Tensors.images(
            batch.pixels(), engine, batch.size(), shape.channels(), shape.height(), shape.width());
    long[] labels = java.util.Arrays.copyOf(batch.labels(), batch.size());
    return new Labeled(images, engine.onDevice(Tensors.of(labels)));
  }

  /** Returns the number of images. */
  public int size() {
    return Math.toIntExact(labels.size(0));
  }
}
