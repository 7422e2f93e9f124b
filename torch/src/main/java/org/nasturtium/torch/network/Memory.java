package org.nasturtium.torch.network;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** A memory is what an evaluation takes over from earlier ones and leaves to later ones. */
interface Memory {
  /** Nothing is taken over. */
  Memory NONE =
      new Memory() {
        @Override
        public @Nullable Tensor known(int node) {
          return null;
        }

        @Override
        public void offer(int node, Tensor value) {}
      };

  /** Returns the value of a node if it is known, owned by this memory. */
  @Nullable Tensor known(int node);

  /** Offers the value of a node; a memory that wants it keeps a handle of its own. */
  void offer(int node, Tensor value);
}
