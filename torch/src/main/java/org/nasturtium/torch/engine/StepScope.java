package org.nasturtium.torch.engine;

import org.bytedeco.javacpp.PointerScope;

/**
 * A step scope frees every tensor that its thread made in it, except those of {@link Tensors#kept}.
 * Loops open one per step.
 */
public final class StepScope implements AutoCloseable {
  private final PointerScope scope = new PointerScope();

  private StepScope() {}

  /** Opens a scope on this thread. */
  public static StepScope open() {
    return new StepScope();
  }

  @Override
  public void close() {
    scope.close();
  }
}
