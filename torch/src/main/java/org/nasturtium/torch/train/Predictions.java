package org.nasturtium.torch.train;

import org.bytedeco.pytorch.NoGradGuard;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.torch.data.Batch;
import org.nasturtium.torch.data.BatchStream;
import org.nasturtium.torch.data.ImageSet;
import org.nasturtium.torch.data.Normalization;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;
import org.nasturtium.torch.network.Gates;
import org.nasturtium.torch.network.Pass;
import org.nasturtium.torch.network.TorchNetwork;

/**
 * What a network makes of some images, on the heap: the reference that an export is checked
 * against.
 */
public final class Predictions {
  private final int count;
  private final float[] images;
  private final float[] logits;

  private Predictions(int count, float[] images, float[] logits) {
    this.count = count;
    this.images = images;
    this.logits = logits;
  }

  /**
   * Evaluates a decided network on the first images of a set.
   *
   * @param network the network
   * @param set the images
   * @param normalization how pixels become inputs
   * @param most how many images at most
   */
  public static Predictions first(
      TorchNetwork network, ImageSet set, Normalization normalization, int most) {
    try (BatchStream batches =
            BatchStream.evaluation(set, normalization, Math.min(most, set.size()));
        StepScope scope = StepScope.open();
        NoGradGuard guard = new NoGradGuard()) {
      Batch batch = batches.next();
      Labeled labeled = Labeled.of(batch, network.engine());
      float[] logits =
          Tensors.floats(
              network.forward(
                  NetworkGraph.LOGITS, labeled.images(), Gates.none(), Pass.evaluation()));
      return new Predictions(batch.size(), Tensors.floats(labeled.images()), logits);
    }
  }

  /** Returns the number of images. */
  public int count() {
    return count;
  }

  /** Returns the normalized images [N, C, H, W], row-major. */
  public float[] images() {
    return images.clone();
  }

  /** Returns their class scores [N, classes], row-major. */
  public float[] logits() {
    return logits.clone();
  }
}
