package org.nasturtium.torch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.nasturtium.core.network.Shape;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.Tensors;

/** Random tensors, and comparisons of arrays. */
public final class Numbers {
  private Numbers() {}

  /** Returns normal numbers that bfloat16 holds exactly. */
  public static double[] coarse(RandomGenerator random, int count) {
    return random.doubles(count).map(u -> (Math.floor(u * 256) - 128) / 64 + 1.0 / 128).toArray();
  }

  /** Returns a batch of random maps or vectors on an engine. */
  public static Tensor batch(Engine engine, int images, Shape shape, RandomGenerator random) {
    double[] values = coarse(random, Math.toIntExact(images * shape.elements()));
    return shape.isVector()
        ? Tensors.of(values, images, shape.channels()).to(engine.activationType())
        : map(engine, values, images, shape.channels(), shape.height(), shape.width());
  }

  /** Returns a map [N, C, H, W] in the layout and precision of an engine. */
  public static Tensor map(Engine engine, double[] values, long... shape) {
    return Tensors.of(values, shape).to(engine.activationType()).contiguous(engine.memoryFormat());
  }

  /** Checks that every number is within {@code abs + rel * |want|}. */
  public static void assertClose(
      String what, double[] got, double[] want, double relative, double absolute) {
    assertThat(got).as(what).hasSameSizeAs(want);
    for (int i = 0; i < want.length; i++) {
      double error = Math.abs(got[i] - want[i]);
      assertThat(error <= absolute + relative * Math.abs(want[i]))
          .as("%s at %d: got %s, want %s", what, i, got[i], want[i])
          .isTrue();
    }
  }

  /** Returns the Euclidean norm of the difference over that of the wanted numbers. */
  public static double relativeError(double[] got, double[] want) {
    assertThat(got).hasSameSizeAs(want);
    double error = 0;
    double norm = 0;
    for (int i = 0; i < want.length; i++) {
      error += (got[i] - want[i]) * (got[i] - want[i]);
      norm += want[i] * want[i];
    }
    return norm == 0 ? Math.sqrt(error) : Math.sqrt(error / norm);
  }

  /** Returns the tensor of a name, which must be there. */
  public static Tensor named(Map<String, Tensor> tensors, String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new AssertionError("there is no tensor named " + name + " among " + tensors.keySet());
    }
    return tensor;
  }
}
