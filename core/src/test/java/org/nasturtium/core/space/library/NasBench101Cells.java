package org.nasturtium.core.space.library;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.nasturtium.core.choice.Architecture;

/** All cells of NAS-Bench-101, from every set of edges and every row of operations. */
final class NasBench101Cells {
  private static final int EDGES = 21;
  private static final int INNER = 5;

  private NasBench101Cells() {}

  /** Returns the canonical form of every architecture of the space. */
  static Set<Architecture> canonical(NasBench101 space) {
    Set<Architecture> edges = new HashSet<>();
    for (int bits : NasBench101Cell.validEdgeBits()) {
      int[] picks = new int[EDGES + INNER];
      Arrays.setAll(picks, i -> i < EDGES ? (bits >> (EDGES - 1 - i)) & 1 : 0);
      edges.add(space.canonical(Architecture.of(picks)));
    }
    Set<Architecture> all = new HashSet<>();
    for (Architecture matrix : edges) {
      addLabelings(space, matrix, NasBench101Cell.pruned(matrix).vertices() - 2, all);
    }
    return all;
  }

  private static void addLabelings(
      NasBench101 space, Architecture matrix, int inner, Set<Architecture> all) {
    int operations = NasBench101.OPERATIONS.size();
    for (int labeling = 0; labeling < Math.pow(operations, inner); labeling++) {
      Architecture labeled = matrix;
      int rest = labeling;
      for (int vertex = 0; vertex < inner; vertex++) {
        labeled = labeled.with(EDGES + vertex, rest % operations);
        rest /= operations;
      }
      all.add(space.canonical(labeled));
    }
  }
}
