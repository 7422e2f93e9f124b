package org.nasturtium.torch.network;

import org.bytedeco.pytorch.Tensor;

/**
 * A layer computes one node: its inputs, in order, to its output. It holds weights by reference and
 * owns none.
 */
@FunctionalInterface
interface Layer {
  /**
   * Returns the output of the node.
   *
   * @param inputs the values of the node's inputs, each [N, C, H, W] or [N, C]
   * @param pass how weights and regularization are treated
   * @param gates the open decisions
   */
  Tensor apply(Tensor[] inputs, Pass pass, Gates gates);

  /** Returns whether this layer can weight its output at no cost; none can unless it says so. */
  default boolean canScale() {
    return false;
  }

  /**
   * Returns the output of the node, weighted and shifted; asked only if it {@link #canScale}.
   *
   * @param inputs the values of the node's inputs
   * @param pass how weights and regularization are treated
   * @param gates the open decisions
   * @param scale the weight and the shift
   */
  default Tensor scaled(Tensor[] inputs, Pass pass, Gates gates, Scale scale) {
    throw new IllegalStateException("this layer cannot scale");
  }
}
