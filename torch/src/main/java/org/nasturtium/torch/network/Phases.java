package org.nasturtium.torch.network;

import org.bytedeco.pytorch.Tensor;

/**
 * Splits a map into the four maps of its even and odd rows and columns: a dilation of 2 on the map
 * is none on its phases.
 */
final class Phases {
  private Phases() {}

  /** Returns [N, C, H, W] as [4 N, C, H / 2, W / 2]. */
  static Tensor split(Tensor map) {
    long n = map.size(0);
    long c = map.size(1);
    long h = map.size(2) / 2;
    long w = map.size(3) / 2;
    return map.permute(0, 2, 3, 1)
        .reshape(n, h, 2, w, 2, c)
        .permute(0, 2, 4, 1, 3, 5)
        .reshape(n * 4, h, w, c)
        .permute(0, 3, 1, 2);
  }

  /** Returns the map of these phases; the inverse of {@link #split}. */
  static Tensor merge(Tensor phases, Tensor original) {
    long n = original.size(0);
    long c = phases.size(1);
    long h = original.size(2) / 2;
    long w = original.size(3) / 2;
    return phases
        .permute(0, 2, 3, 1)
        .reshape(n, 2, 2, h, w, c)
        .permute(0, 3, 1, 4, 2, 5)
        .reshape(n, 2 * h, 2 * w, c)
        .permute(0, 3, 1, 2);
  }
}
