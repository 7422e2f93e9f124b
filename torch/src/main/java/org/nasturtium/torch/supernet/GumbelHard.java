package org.nasturtium.torch.supernet;

import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.nasturtium.torch.engine.Tensors;
import org.nasturtium.torch.network.Gate;
import org.nasturtium.torch.network.Gates;

/**
 * The Gumbel-softmax sample of GDAS (thesis equations 3.5 to 3.7): forward the one-hot of the
 * largest, backward the softmax.
 *
 * <p>{@code soft = softmax((log softmax(logits) + o) / temperature)} with {@code o = -log(-log u)};
 * the weight handed on is {@code onehot(argmax soft) - soft + soft}, the middle one without
 * gradient.
 *
 * @param feedback which candidates receive a gradient: the drawn one, as published, or all, as
 *     coded for NATS-Bench
 */
public record GumbelHard(Gate.Feedback feedback) implements Relaxation {
  @Override
  public Gates gates(Draw draw) {
    return draw.shared(logits -> gate(logits, draw));
  }

  private Gate gate(Tensor logits, Draw draw) {
    int size = Math.toIntExact(logits.size(0));
    double[] noise = noise(size, draw.random());
    Tensor soft = soft(logits, noise, draw.temperature());
    int drawn = argmax(Tensors.doubles(soft));
    if (draw.gradient() == Draw.Gradient.NONE) {
      return Gate.oneHot(drawn);
    }
    return Gate.weighted(new int[] {drawn}, straightThrough(soft, drawn), feedback);
  }

  private static double[] noise(int size, RandomGenerator random) {
    double[] noise = new double[size];
    for (int k = 0; k < size; k++) {
      noise[k] = noise(random);
    }
    return noise;
  }

  /** Returns a standard Gumbel number, always finite. */
  static double noise(RandomGenerator random) {
    double u = random.nextDouble();
    while (u == 0) {
      u = random.nextDouble();
    }
    return -Math.log(-Math.log(u));
  }

  /** Returns the relaxed sample of equation 3.7 [candidates]. */
  static Tensor soft(Tensor logits, double[] noise, double temperature) {
    Tensor gumbel = Tensors.of(noise, noise.length).to(logits.scalar_type());
    return torch.log_softmax(logits, 0).add(gumbel).div(Tensors.scalar(temperature)).softmax(0);
  }

  /** Returns the one-hot whose gradient is that of the relaxed sample. */
  static Tensor straightThrough(Tensor soft, int drawn) {
    double[] oneHot = new double[Math.toIntExact(soft.size(0))];
    oneHot[drawn] = 1;
    Tensor hard = Tensors.of(oneHot, oneHot.length).to(soft.scalar_type());
    return hard.sub(soft.detach()).add(soft);
  }

  private static int argmax(double[] values) {
    int best = 0;
    for (int k = 1; k < values.length; k++) {
      if (values[k] > values[best]) {
        best = k;
      }
    }
    return best;
  }
}
