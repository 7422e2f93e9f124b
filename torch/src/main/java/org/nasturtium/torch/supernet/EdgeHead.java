package org.nasturtium.torch.supernet;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.nasturtium.torch.engine.Tensors;

/**
 * The edge perceptron and the operation head of NGE (equations 9 and 10): {@code e = relu(concat(z
 * of the sender, z of the receiver) W1) W2}, logits {@code e W}. No offsets.
 *
 * @param first the first layer [2 F, K]
 * @param second the second layer [K, K']
 * @param operations the head [K', operations]
 * @param last whether a rectifier follows the second layer
 */
record EdgeHead(Tensor first, Tensor second, Tensor operations, NeuralGraph.LastLayer last) {
  /** Returns the embeddings of edges [edges, K']. */
  Tensor embed(Tensor nodes, List<CellDag.Edge> edges) {
    Tensor senders = rows(nodes, edges.stream().mapToLong(CellDag.Edge::sender).toArray());
    Tensor receivers = rows(nodes, edges.stream().mapToLong(CellDag.Edge::receiver).toArray());
    Tensor pairs = torch.cat(new TensorVector(senders, receivers), 1);
    Tensor embedded = pairs.matmul(first).relu().matmul(second);
    return last == NeuralGraph.LastLayer.RECTIFIED ? embedded.relu() : embedded;
  }

  /** Returns the logits of edges [edges, operations]. */
  Tensor logits(Tensor embedded) {
    return embedded.matmul(operations);
  }

  private static Tensor rows(Tensor nodes, long... positions) {
    return nodes.index_select(0, Tensors.of(positions));
  }
}
