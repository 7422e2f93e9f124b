package org.nasturtium.torch.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Node;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;

/**
 * One forward evaluation: marks what the targets need under the gates, computes it in graph order
 * and drops each value after its last reader.
 *
 * <p>A value of null is a zero that was never computed.
 */
final class Evaluation {
  /**
   * More holders than a graph has nodes: an input belongs to the caller and is never freed here.
   */
  private static final int GIVEN = 1 << 30;

  private final NetworkGraph graph;
  private final Layer[] layers;
  private final int[] twins;
  private final Map<String, Tensor> inputs;
  private final Gates gates;
  private final Pass pass;
  private final Memory memory;
  private final int[] readers;
  private final int[] owners;
  private final int[] holders;
  private final @Nullable Gate[] gate;
  private final @Nullable Scale[] scales;
  private final @Nullable Tensor[] values;
  private final long batch;

  Evaluation(
      NetworkGraph graph,
      Layer[] layers,
      int[] twins,
      Map<String, Tensor> inputs,
      Gates gates,
      Pass pass,
      Memory memory) {
    this.graph = graph;
    this.layers = layers;
    this.twins = twins;
    this.inputs = inputs;
    this.gates = gates;
    this.pass = pass;
    this.memory = memory;
    this.readers = new int[layers.length];
    this.owners = new int[layers.length];
    this.holders = new int[layers.length];
    this.gate = new @Nullable Gate[layers.length];
    this.scales = new @Nullable Scale[layers.length];
    this.values = new @Nullable Tensor[layers.length];
    this.batch = inputs.values().iterator().next().size(0);
  }

  List<Tensor> run(int... targets) {
    for (int target : targets) {
      readers[target]++;
    }
    mark();
    for (int i = 0; i < readers.length; i++) {
      if (readers[i] > 0) {
        compute(i);
      }
    }
    List<Tensor> outputs = new ArrayList<>();
    for (int target : targets) {
      outputs.add(materialized(target));
    }
    return outputs;
  }

  /**
   * Counts the readers of each node, from the last node to the first; a select reads its active
   * candidates only, and what the memory knows reads nothing.
   */
  private void mark() {
    for (int i = readers.length - 1; i >= 0; i--) {
      if (readers[i] == 0 || memory.known(i) != null) {
        continue;
      }
      Node node = graph.node(i);
      if (node.operation() instanceof Operation.Select select) {
        Gate chosen = gates.at(select.choice(), node);
        gate[i] = chosen;
        for (int a = 0; a < chosen.activeCount(); a++) {
          int candidate = source(i, chosen.active(a));
          readers[candidate]++;
          scales[candidate] = chosen.isPlain() ? null : new Scale(chosen, a);
        }
      } else {
        for (int k = 0; k < inputCount(i, null); k++) {
          readers[source(i, k)]++;
        }
      }
    }
  }

  private int source(int node, int input) {
    return twins[graph.input(node, input)];
  }

  private void compute(int i) {
    Node node = graph.node(i);
    Operation operation = node.operation();
    if (operation instanceof Operation.Input) {
      Tensor input = inputs.get(node.name());
      if (input == null) {
        throw new IllegalArgumentException("the input " + node.name() + " was not given");
      }
      given(i, input);
      return;
    }
    Tensor known = memory.known(i);
    if (known != null) {
      given(i, known);
      return;
    }
    Gate chosen = gate[i];
    if (chosen != null) {
      values[i] = mixed(i, chosen);
    } else if (operation instanceof Operation.Zero || operation instanceof Operation.Zeros) {
      values[i] = null;
    } else {
      values[i] = layer(i, operation);
    }
    hold(i, chosen);
    release(i, chosen);
  }

  private void given(int i, Tensor value) {
    values[i] = value;
    owners[i] = i;
    holders[i] = GIVEN;
    scales[i] = null;
  }

  private @Nullable Tensor layer(int i, Operation operation) {
    Scale scale = scaled(i);
    int count = graph.inputCount(i);
    boolean sum = operation instanceof Operation.Add;
    List<Tensor> arguments = new ArrayList<>(count);
    boolean zero = count > 0;
    boolean anyZero = false;
    for (int k = 0; k < count; k++) {
      Tensor value = values[source(i, k)];
      zero &= value == null;
      anyZero |= value == null;
      if (value != null) {
        arguments.add(value);
      } else if (!sum) {
        arguments.add(zeros(source(i, k)));
      }
    }
    boolean absorbed = anyZero && operation instanceof Operation.Multiply;
    if ((zero || absorbed) && operation.mapsZeroToZero()) {
      scales[i] = null;
      return null;
    }
    Tensor[] given = arguments.toArray(new Tensor[0]);
    return scale == null
        ? layers[i].apply(given, pass, gates)
        : layers[i].scaled(given, pass, gates, scale);
  }

  /**
   * Returns the scale that a candidate applies itself, because only one select reads it and its
   * layer can; from then on its value is known to be weighted.
   */
  private @Nullable Scale scaled(int i) {
    if (readers[i] > 1 || !layers[i].canScale()) {
      scales[i] = null;
    }
    return scales[i];
  }

  /** Returns the candidates under a gate: the active one as it is, or the weighted sum. */
  private @Nullable Tensor mixed(int i, Gate chosen) {
    if (chosen.isPlain()) {
      return values[source(i, chosen.active(0))];
    }
    Tensor sum = null;
    boolean shifted = !chosen.feedsAll();
    for (int a = 0; a < chosen.activeCount(); a++) {
      int candidate = source(i, chosen.active(a));
      Tensor value = values[candidate];
      if (value != null) {
        boolean weighted = scales[candidate] != null;
        sum = weighted ? plus(sum, value) : new Scale(chosen, a).plus(sum, value);
        shifted |= weighted;
      }
    }
    if (shifted) {
      return sum;
    }
    Tensor base = sum == null ? zeros(i) : sum;
    return base.add(chosen.others().to(base.scalar_type()));
  }

  /** Adds in place: a weighted value has no other reader. */
  private static Tensor plus(@Nullable Tensor sum, Tensor value) {
    return sum == null ? value : sum.add_(value);
  }

  private Tensor materialized(int i) {
    Tensor value = values[i];
    return value == null ? zeros(i) : value;
  }

  private Tensor zeros(int i) {
    Shape shape = graph.shape(i);
    long[] sizes =
        shape.isVector()
            ? new long[] {batch, shape.channels()}
            : new long[] {batch, shape.channels(), shape.height(), shape.width()};
    return torch.zeros(sizes, inputs.values().iterator().next().options());
  }

  /** Tells whose tensor node i holds: its own, or that of an input it passes on. */
  private void hold(int i, @Nullable Gate chosen) {
    owners[i] = i;
    Tensor value = values[i];
    int count = inputCount(i, chosen);
    for (int k = 0; k < count && value != null; k++) {
      int source = input(i, k, chosen);
      if (value.equals(values[source])) {
        owners[i] = owners[source];
      }
    }
    holders[owners[i]]++;
    if (value != null) {
      memory.offer(i, value);
    }
  }

  /** Drops the values whose last reader was node i; a tensor is freed when no node holds it. */
  private void release(int i, @Nullable Gate chosen) {
    int count = inputCount(i, chosen);
    for (int k = 0; k < count; k++) {
      int source = input(i, k, chosen);
      readers[source]--;
      if (readers[source] == 0) {
        holders[owners[source]]--;
        Tensor value = values[source];
        if (holders[owners[source]] == 0 && value != null) {
          value.close();
        }
        values[source] = null;
      }
    }
  }

  /** Returns how many inputs a node reads: a zero reads none. */
  private int inputCount(int i, @Nullable Gate chosen) {
    if (chosen != null) {
      return chosen.activeCount();
    }
    return graph.node(i).operation() instanceof Operation.Zero ? 0 : graph.inputCount(i);
  }

  private int input(int i, int k, @Nullable Gate chosen) {
    return source(i, chosen == null ? k : chosen.active(k));
  }
}
