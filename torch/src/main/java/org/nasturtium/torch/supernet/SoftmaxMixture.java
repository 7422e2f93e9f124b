package org.nasturtium.torch.supernet;

import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.nasturtium.torch.engine.Tensors;
import org.nasturtium.torch.network.Gate;
import org.nasturtium.torch.network.Gates;

/**
 * The mixture of all candidates weighted by the softmax of their logits (DARTS, Liu et al., 2019,
 * equation 2; NGE equation 2).
 */
public final class SoftmaxMixture implements Relaxation {
  @Override
  public Gates gates(Draw draw) {
    return draw.shared(logits -> gate(logits, draw.gradient()));
  }

  private static Gate gate(Tensor logits, Draw.Gradient gradient) {
    Tensor weights = logits.softmax(0);
    double[] values = Tensors.doubles(weights);
    int[] active = IntStream.range(0, values.length).filter(k -> values[k] > 0).toArray();
    return gradient == Draw.Gradient.POLICY
        ? Gate.weighted(active, weights, Gate.Feedback.ACTIVE)
        : Gate.mixture(active, IntStream.of(active).mapToDouble(k -> values[k]).toArray());
  }
}
