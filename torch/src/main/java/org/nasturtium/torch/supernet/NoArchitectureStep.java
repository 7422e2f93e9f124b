package org.nasturtium.torch.supernet;

/** The policy does not learn (RSPS). */
public final class NoArchitectureStep implements ArchitectureStep {
  @Override
  public Reading reading(Extent extent) {
    return new Reading(0, 1, extent.batchSize(), Order.DRAWN, Variation.PLAIN);
  }

  @Override
  public Result step(Context context) {
    throw new IllegalStateException("a policy that does not learn has no steps");
  }
}
