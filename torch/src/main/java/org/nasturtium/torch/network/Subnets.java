package org.nasturtium.torch.network;

import java.util.BitSet;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.torch.engine.Tensors;

/**
 * Evaluates the architectures of a supernet one after the other on the same images, and computes
 * what an architecture has in common with the one before it once.
 *
 * <p>The value of a node depends on the picks of the choices before it only: of the stem on none,
 * within the first cell on those of the edges that lead there. Values are kept where another choice
 * joins, until one of their picks changes, while there is room. Architectures in the order of their
 * picks share most. The results are those of separate evaluations, bit for bit. Not thread-safe.
 */
public final class Subnets implements AutoCloseable {
  /** The bytes that kept values may take. */
  private static final long ROOM = 512L << 20;

  private final TorchNetwork network;
  private final String output;
  private final Tensor images;
  private final BitSet[] choicesBefore;
  private final boolean[] kept;
  private final @Nullable Tensor[] values;
  private @Nullable Architecture current;
  private long room = ROOM;

  /**
   * Prepares evaluations.
   *
   * @param network the supernet
   * @param output the name of its output
   * @param images the images [N, C, H, W], in the engine's layout and precision, which must live as
   *     long as this
   */
  public Subnets(TorchNetwork network, String output, Tensor images) {
    this.network = network;
    this.output = output;
    this.images = images;
    NetworkGraph graph = network.graph();
    this.choicesBefore = choicesBefore(graph);
    this.kept = joints(graph, network.twins(), choicesBefore, graph.output(output));
    this.values = new @Nullable Tensor[kept.length];
  }

  private static BitSet[] choicesBefore(NetworkGraph graph) {
    List<String> choices = graph.choices().stream().map(Choice::name).toList();
    BitSet[] before = new BitSet[graph.nodes().size()];
    for (int i = 0; i < before.length; i++) {
      BitSet own = new BitSet();
      graph.node(i).operation().asks().forEach(choice -> own.set(choices.indexOf(choice)));
      for (int k = 0; k < graph.inputCount(i); k++) {
        own.or(before[graph.input(i, k)]);
      }
      before[i] = own;
    }
    return before;
  }

  /** Marks the nodes that fewer choices decide than the output and one of their readers. */
  private static boolean[] joints(
      NetworkGraph graph, int[] twins, BitSet[] choicesBefore, int output) {
    boolean[] joints = new boolean[choicesBefore.length];
    for (int i = 0; i < joints.length; i++) {
      for (int k = 0; k < graph.inputCount(i); k++) {
        int source = twins[graph.input(i, k)];
        BitSet before = choicesBefore[source];
        joints[source] |=
            !before.equals(choicesBefore[i])
                && before.cardinality() < choicesBefore[output].cardinality()
                && !(graph.node(source).operation() instanceof Operation.Input);
      }
    }
    return joints;
  }

  /**
   * Returns the output of an architecture, without gradient.
   *
   * @param architecture one pick per choice of the graph
   */
  public Tensor forward(Architecture architecture) {
    forgetAllBut(architecture);
    try (NoGradGuard guard = new NoGradGuard()) {
      Gates gates = Gates.of(network.graph(), architecture);
      return network.forward(output, images, gates, Pass.evaluation(), new Kept());
    }
  }

  /** Frees the values that another architecture decides otherwise. */
  private void forgetAllBut(Architecture next) {
    Architecture last = current;
    current = next;
    for (int i = 0; i < values.length && last != null; i++) {
      if (choicesBefore[i].stream().anyMatch(c -> last.pick(c) != next.pick(c))) {
        forget(i);
      }
    }
  }

  private void forget(int node) {
    Tensor value = values[node];
    if (value != null) {
      room += value.nbytes();
      values[node] = null;
      value.close();
    }
  }

  private final class Kept implements Memory {
    @Override
    public @Nullable Tensor known(int node) {
      return values[node];
    }

    @Override
    public void offer(int node, Tensor value) {
      if (kept[node] && value.nbytes() <= room) {
        room -= value.nbytes();
        values[node] = Tensors.kept(new Tensor(value));
      }
    }
  }

  @Override
  public void close() {
    for (int i = 0; i < values.length; i++) {
      forget(i);
    }
  }
}
