package org.nasturtium.torch.supernet;

import org.nasturtium.torch.network.Gates;

/**
 * One rule while the weights warm up, another afterwards.
 *
 * @param share the share of the epochs that is warm-up, in 0..1
 * @param first the rule of the warm-up
 * @param then the rule afterwards
 */
public record WarmUp(double share, Relaxation first, Relaxation then) implements Relaxation {
  @Override
  public Gates gates(Draw draw) {
    return (draw.turn().progress() < share ? first : then).gates(draw);
  }

  /**
   * The step of a policy that rests while the weights warm up; it measures nothing then.
   *
   * @param share the share of the epochs that is warm-up, in 0..1
   * @param then the step afterwards
   */
  public record Rest(double share, ArchitectureStep then) implements ArchitectureStep {
    @Override
    public Reading reading(Extent extent) {
      return then.reading(extent);
    }

    @Override
    public Result step(Context context) {
      return context.turn().progress() < share ? new Result(0, 0, 0) : then.step(context);
    }

    @Override
    public java.util.List<Double> memory() {
      return then.memory();
    }

    @Override
    public void recall(java.util.List<Double> memory) {
      then.recall(memory);
    }

    @Override
    public void close() {
      then.close();
    }
  }
}
