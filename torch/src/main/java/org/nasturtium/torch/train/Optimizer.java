package org.nasturtium.torch.train;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * An optimizer changes parameters by their gradients. It owns its state, which a checkpoint saves
 * by name.
 *
 * <p>A parameter without gradient in a step is left alone entirely: no decay, no momentum. (The
 * GDAS code, on the PyTorch of its time, kept decaying and moving candidates that were not drawn;
 * here what is not computed is not touched.)
 */
public interface Optimizer extends AutoCloseable {
  /**
   * Changes every parameter that has a gradient.
   *
   * @param learningRate the step size, at least 0
   */
  void step(double learningRate);

  /** Returns the state by name; this optimizer keeps owning the tensors. */
  Map<String, Tensor> state();

  /**
   * Replaces the state.
   *
   * @param saved the tensors of an earlier {@link #state()}, copied
   */
  void restore(Map<String, Tensor> saved);

  @Override
  void close();
}
