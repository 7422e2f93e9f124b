package org.nasturtium.torch.supernet;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A node encoder makes the embeddings of a cell's nodes [nodes, F] of their learned inputs [nodes,
 * D]: what the rows of NGE's table 4 differ in.
 */
@FunctionalInterface
interface NodeEncoder {
  /**
   * Returns the embeddings.
   *
   * @param inputs the learned inputs of the nodes [nodes, D]
   * @param kind the cell
   */
  Tensor encode(Tensor inputs, CellDag.Kind kind);

  /** Returns the inputs as they are: no relations between nodes (table 4, "Plain"). */
  static NodeEncoder plain() {
    return (inputs, kind) -> inputs;
  }

  /**
   * Returns graph convolutions (equations 5 to 8): {@code H' = relu((A + I) H W)} for each matrix.
   *
   * @param adjacency the reading of equation 6
   * @param weights the matrices W, from the first layer to the last
   */
  static NodeEncoder graph(Adjacency adjacency, List<Tensor> weights) {
    return (inputs, kind) -> {
      var type = inputs.scalar_type().intern();
      return convolved(adjacency.reinforced(kind.nodes(), kind.inputs(), type), inputs, weights);
    };
  }

  /** Returns the result of the convolutions under a matrix that includes self-reinforcement. */
  static Tensor convolved(Tensor reinforced, Tensor inputs, List<Tensor> weights) {
    Tensor hidden = inputs;
    for (Tensor weight : weights) {
      hidden = reinforced.matmul(hidden).matmul(weight).relu();
    }
    return hidden;
  }

  /**
   * Returns recurrent layers without offsets over the nodes in their order (table 4, "RNN"; gated
   * units are our choice, the paper says "two recurrent layers").
   *
   * @param layers for each layer, the matrices from the input and from the state [3 width, width]
   */
  static NodeEncoder recurrent(List<Recurrent> layers) {
    return (inputs, kind) -> {
      Tensor sequence = inputs;
      for (Recurrent layer : layers) {
        sequence = layer.over(sequence);
      }
      return sequence;
    };
  }

  /**
   * One recurrent layer.
   *
   * @param input the matrix from the input [3 width, width]
   * @param state the matrix from the state [3 width, width]
   */
  record Recurrent(Tensor input, Tensor state) {
    private Tensor over(Tensor sequence) {
      int nodes = Math.toIntExact(sequence.size(0));
      Tensor[] outputs = new Tensor[nodes];
      Tensor hidden = torch.zeros_like(sequence.narrow(0, 0, 1).detach());
      for (int v = 0; v < nodes; v++) {
        hidden = torch.gru_cell(sequence.narrow(0, v, 1), hidden, input, state);
        outputs[v] = hidden;
      }
      return torch.cat(new TensorVector(outputs), 0);
    }
  }
}
