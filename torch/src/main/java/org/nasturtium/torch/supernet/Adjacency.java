package org.nasturtium.torch.supernet;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.nasturtium.torch.engine.Tensors;

/**
 * The readings of the adjacency matrix of NGE (Li, Gong and Zhu, AAAI 2020, equation 6, printed as
 * {@code A_ij = 1/(i+1) if i < j and i > 1, else 0}). Row i of the matrix says whom node i listens
 * to.
 */
public enum Adjacency {
  /**
   * Nodes counted from 0, {@code j < i}: every inner node averages over its predecessors and
   * itself. The normalizer and a public third-party code speak for it; the default.
   */
  PREDECESSOR_MEAN {
    @Override
    double weight(int receiver, int sender, int inputs) {
      return sender < receiver && receiver >= inputs ? 1.0 / (receiver + 1) : 0;
    }
  },
  /** As printed, nodes counted from 1: a node listens to later ones. */
  AS_WRITTEN {
    @Override
    double weight(int receiver, int sender, int inputs) {
      return receiver < sender && receiver + 1 >= inputs ? 1.0 / (receiver + 2) : 0;
    }
  },
  /** The transpose of what is printed: a node listens to earlier ones, weighted by theirs. */
  TRANSPOSED {
    @Override
    double weight(int receiver, int sender, int inputs) {
      return AS_WRITTEN.weight(sender, receiver, inputs);
    }
  },
  /** As printed, nodes counted from 0: an inner node listens to later ones. */
  ZERO_BASED {
    @Override
    double weight(int receiver, int sender, int inputs) {
      return receiver < sender && receiver >= inputs ? 1.0 / (receiver + 1) : 0;
    }
  };

  /**
   * Returns an entry of the matrix, nodes counted from 0. The bound "above 1" of the paper's cells,
   * which have two inputs, is read as "from the number of inputs".
   */
  abstract double weight(int receiver, int sender, int inputs);

  /**
   * Returns the matrix plus the identity, the self-reinforcement of equation 7 [nodes, nodes].
   *
   * @param nodes the number of nodes
   * @param inputs how many of them are inputs
   * @param type fp32 or fp64
   */
  Tensor reinforced(int nodes, int inputs, ScalarType type) {
    double[] values = new double[nodes * nodes];
    for (int i = 0; i < nodes; i++) {
      for (int j = 0; j < nodes; j++) {
        values[i * nodes + j] = i == j ? 1 : weight(i, j, inputs);
      }
    }
    return Tensors.of(values, nodes, nodes).to(type);
  }
}
