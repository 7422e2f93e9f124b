package org.nasturtium.torch.example;

import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.nasturtium.torch.engine.Tensors;
import org.nasturtium.torch.network.Gate;
import org.nasturtium.torch.network.Gates;
import org.nasturtium.torch.supernet.Draw;
import org.nasturtium.torch.supernet.Relaxation;

/** A toy: the mixture of the two most probable candidates, at the price of two. */
public final class TopTwo implements Relaxation {
  @Override
  public Gates gates(Draw draw) {
    return draw.shared(logits -> gate(logits, draw.gradient()));
  }

  private static Gate gate(Tensor logits, Draw.Gradient gradient) {
    Tensor all = logits.softmax(0);
    double[] p = Tensors.doubles(all);
    int[] active =
        IntStream.range(0, p.length)
            .boxed()
            .sorted((a, b) -> Double.compare(p[b], p[a]))
            .limit(2)
            .mapToInt(k -> k)
            .toArray();
    double sum = IntStream.of(active).mapToDouble(k -> p[k]).sum();
    return switch (gradient) {
      case NONE ->
          Gate.mixture(active, IntStream.of(active).mapToDouble(k -> p[k] / sum).toArray());
      case POLICY -> {
        Tensor both = all.select(0, active[0]).add(all.select(0, active[1]));
        yield Gate.weighted(active, all.div(both), Gate.Feedback.ACTIVE);
      }
    };
  }
}
