package org.nasturtium.core.network;

import org.nasturtium.core.network.Operation.Visitor;

/**
 * The cost of one node, split into the parts that scale with input times output channels and with
 * output channels alone.
 *
 * @param weightsPerPair weights that connect an input channel with an output channel
 * @param weightsPerOutput weights per output channel: filters of a depthwise convolution, offsets,
 *     scales
 * @param macsPerPair multiply-accumulates of the former
 * @param macsPerOutput multiply-accumulates of the latter
 * @param otherMacs the arithmetic that {@link Cost#macs} leaves out
 */
record NodeCost(
    long weightsPerPair,
    long weightsPerOutput,
    long macsPerPair,
    long macsPerOutput,
    long otherMacs) {
  private static final NodeCost NOTHING = new NodeCost(0, 0, 0, 0, 0);

  static NodeCost of(NetworkGraph graph, int position) {
    return graph.node(position).operation().accept(new Count(graph, position));
  }

  long parameters() {
    return weightsPerPair + weightsPerOutput;
  }

  long macs() {
    return macsPerPair + macsPerOutput;
  }

  private static NodeCost other(long macs) {
    return new NodeCost(0, 0, 0, 0, macs);
  }

  /** Counts one node. */
  private record Count(NetworkGraph graph, int position) implements Visitor<NodeCost> {
    private Shape out() {
      return graph.shape(position);
    }

    private Shape in() {
      return graph.shape(graph.input(position, 0));
    }

    @Override
    public NodeCost input(Operation.Input operation) {
      return NOTHING;
    }

    @Override
    public NodeCost convolution(Operation.Convolution operation) {
      long weights =
          (long) in().channels()
              / operation.groups()
              * out().channels()
              * operation.window().taps();
      long offsets = operation.bias() ? out().channels() : 0;
      return new NodeCost(
          weights, offsets, weights * out().positions(), offsets * out().positions(), 0);
    }

    @Override
    public NodeCost depthwiseConvolution(Operation.DepthwiseConvolution operation) {
      long weights =
          (long) out().channels() * (operation.window().taps() + (operation.bias() ? 1 : 0));
      return new NodeCost(0, weights, 0, weights * out().positions(), 0);
    }

    @Override
    public NodeCost linear(Operation.Linear operation) {
      long weights = (long) in().channels() * out().channels();
      long offsets = operation.bias() ? out().channels() : 0;
      return new NodeCost(weights, offsets, weights, offsets, 0);
    }

    @Override
    public NodeCost batchNorm(Operation.BatchNorm operation) {
      return new NodeCost(
          0, operation.affine() ? 2L * out().channels() : 0, 0, 0, out().elements());
    }

    @Override
    public NodeCost activation(Operation.Activation operation) {
      return other(out().elements());
    }

    @Override
    public NodeCost maxPool(Operation.MaxPool operation) {
      return other(out().elements() * operation.window().taps());
    }

    @Override
    public NodeCost averagePool(Operation.AveragePool operation) {
      return other(out().elements() * operation.window().taps());
    }

    @Override
    public NodeCost globalAveragePool(Operation.GlobalAveragePool operation) {
      return other(in().elements());
    }

    @Override
    public NodeCost flatten(Operation.Flatten operation) {
      return NOTHING;
    }

    @Override
    public NodeCost identity(Operation.Identity operation) {
      return NOTHING;
    }

    @Override
    public NodeCost zero(Operation.Zero operation) {
      return NOTHING;
    }

    @Override
    public NodeCost zeros(Operation.Zeros operation) {
      return NOTHING;
    }

    @Override
    public NodeCost shift(Operation.Shift operation) {
      return NOTHING;
    }

    @Override
    public NodeCost truncate(Operation.Truncate operation) {
      return NOTHING;
    }

    @Override
    public NodeCost add(Operation.Add operation) {
      return other(out().elements() * (graph.inputCount(position) - 1));
    }

    @Override
    public NodeCost multiply(Operation.Multiply operation) {
      return other(out().elements() * (graph.inputCount(position) - 1));
    }

    @Override
    public NodeCost concat(Operation.Concat operation) {
      return NOTHING;
    }

    @Override
    public NodeCost dropout(Operation.Dropout operation) {
      return NOTHING;
    }

    @Override
    public NodeCost dropPath(Operation.DropPath operation) {
      return NOTHING;
    }

    @Override
    public NodeCost widthMask(Operation.WidthMask operation) {
      return NOTHING;
    }

    @Override
    public NodeCost select(Operation.Select operation) {
      return NOTHING;
    }
  }
}
